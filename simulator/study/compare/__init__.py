"""Proposals side by side in the same simulated years, and what differs between them."""
