"""The second half of the kinds, written while the checks they test were being built, and more as they come to mind."""
