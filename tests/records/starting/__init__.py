"""Scenarios begun from imports."""
