"""What is told of a summary as JSON holds it: tests change one key of a mapping and look at what is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.reports import dashboard as page
from simulator.reports import markdown, terminal
from simulator.reports.language.study import Study, opened
from simulator.reports.packet import source as packets
from simulator.results import Summary

Plain = dict[str, Any]


def read(plain: Plain) -> Study:
    return opened(Summary.of(plain))


def dashboard(plain: Plain, csvs: Mapping[str, bytes] | None = None) -> str:
    return page.dashboard(Summary.of(plain), csvs)


def answer_text(plain: Plain) -> str:
    return terminal.answer_text(Summary.of(plain))


def facts_markdown(plain: Plain) -> str:
    return markdown.facts_markdown(Summary.of(plain))


def report_markdown(plain: Plain) -> str:
    return markdown.report_markdown(Summary.of(plain))


def of_one_run(plain: Plain) -> Plain:
    return packets.of_one_run(Summary.of(plain))


def source(comparison: Plain, summaries: Mapping[str, Plain]) -> packets.Source:
    return packets.source(comparison, {name: Summary.of(plain) for name, plain in summaries.items()})
