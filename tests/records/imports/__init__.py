"""Imports, tested on small files made in each real layout; `made` makes them."""
