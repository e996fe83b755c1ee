"""A design that would hold: which combinations of a board's levers keep its limits together, and the smallest that does."""
