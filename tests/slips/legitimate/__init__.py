"""Edits of shipped files in which nothing is wrong: none of them may be refused or warned of."""
