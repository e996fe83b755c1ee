"""A small made fit on disk, and scenarios that take it: nothing is fitted, so its rows are what they are said to be."""
