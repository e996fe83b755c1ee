"""What a reader sees of a result: the dashboard, the report, the printable facts and the answer in the terminal.

Everything here reads `summary.json` (and, for downloads, the CSV files beside it) and nothing else: what a report
says can be checked against those files alone.
"""

from __future__ import annotations

from simulator.reports.dashboard import dashboard
from simulator.reports.markdown import facts_markdown, report_markdown
from simulator.reports.terminal import answer_text

__all__ = ["answer_text", "dashboard", "facts_markdown", "report_markdown"]
