"""What a reader sees of a result: the dashboard, the report, the printable facts and the answer in the terminal.

Everything here reads `summary.json` (and, for downloads, the CSV files beside it) and nothing else: what a report
says can be checked against those files alone.

Nothing is imported here: the answer in the terminal needs neither templates nor charts. See `dashboard.dashboard`,
`markdown.report_markdown`, `markdown.facts_markdown` and `terminal.answer_text`.
"""
