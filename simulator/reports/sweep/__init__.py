"""A sweep, told: on the terminal and on a page."""
