"""A scenario explained: its inputs in sentences, the arithmetic of one number, and what would have to be published."""
