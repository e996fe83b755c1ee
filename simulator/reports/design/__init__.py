"""A search for a design, told: on the terminal and on a page."""
