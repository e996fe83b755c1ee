"""The figures: drawn on the server as text with marks and as pictures of their own; those of a comparison by Plotly."""
