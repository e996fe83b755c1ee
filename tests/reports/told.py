"""What is told of a summary as JSON holds it: tests change one key of a mapping and look at what is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.reports import brief, facts, markdown, terminal
from simulator.reports import comparison as compared
from simulator.reports import dashboard as page
from simulator.reports.comparison import text as printed
from simulator.reports.language import comparison as language
from simulator.reports.language.study import Study, opened
from simulator.reports.packet import source as packets
from simulator.results import Comparison, Summary

Plain = dict[str, Any]


def read(plain: Plain) -> Study:
    return opened(Summary.of(plain))


def dashboard(plain: Plain, csvs: Mapping[str, bytes] | None = None) -> str:
    return page.dashboard(Summary.of(plain), csvs)


def answer_text(plain: Plain) -> str:
    return terminal.answer_text(Summary.of(plain))


def brief_text(plain: Plain, width: int) -> str:
    return brief.brief_text(Summary.of(plain), width)


def facts_markdown(plain: Plain) -> str:
    return facts.facts_markdown(Summary.of(plain))


def report_markdown(plain: Plain) -> str:
    return markdown.report_markdown(Summary.of(plain))


def of_one_run(plain: Plain) -> Plain:
    return packets.of_one_run(Summary.of(plain)).plain()


def source(comparison: Plain, summaries: Mapping[str, Plain]) -> packets.Source:
    opened = {name: Summary.of(plain) for name, plain in summaries.items()}
    return packets.source(Comparison.of(comparison), opened)


def read_comparison(plain: Plain) -> language.Comparison:
    return language.opened(Comparison.of(plain))


def comparison_html(plain: Plain, summaries: Mapping[str, Summary]) -> str:
    return compared.comparison_html(Comparison.of(plain), summaries)


def comparison_markdown(plain: Plain) -> str:
    return compared.comparison_markdown(Comparison.of(plain))


def comparison_text(plain: Plain, *, reasons: bool = False, width: int = 100) -> str:
    return printed.comparison_text(Comparison.of(plain), reasons=reasons, width=width)
