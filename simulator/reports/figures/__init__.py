"""The charts: Plotly figures as JSON, each with a caption, a text for those who cannot see it, and its table."""
