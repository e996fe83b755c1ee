"""The figures: drawn without a script, each with its finding, a text for those who cannot see it, and its table."""
