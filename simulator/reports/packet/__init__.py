"""The board's packet: one Markdown paper, and the Word file, the workbook and the PDF that are made of it."""
