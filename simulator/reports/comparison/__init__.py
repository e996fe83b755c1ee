"""What a reader sees of a comparison; everything here reads `comparison.json` and nothing else."""

from __future__ import annotations

from simulator.reports.comparison.markdown import comparison_markdown
from simulator.reports.comparison.page import comparison_html
from simulator.reports.comparison.text import comparison_text

__all__ = ["comparison_html", "comparison_markdown", "comparison_text"]
