"""The files of a result folder (docs/results.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.documents import dump
from simulator.evidence import Row
from simulator.results import Draft, Summary, datapackage
from simulator.scenario import Loaded
from simulator.study.evidence_used import as_kept


def write_inputs(draft: Draft, loaded: Loaded, used: Iterable[Row]) -> None:
    """What the study was asked: the scenario with every default, the evidence, and a user's own audits."""
    draft.json("evidence.used.json", as_kept(used))
    draft.text("scenario.resolved.yaml", dump(loaded.resolved))
    for name, raw in loaded.own.items():
        draft.path(name).write_bytes(raw)


def write_answer(draft: Draft, summary: Summary) -> None:
    """`summary.json`, and the reports it is told in."""
    from simulator.reports.facts import facts_markdown
    from simulator.reports.markdown import report_markdown

    draft.json("summary.json", summary.plain())
    draft.text("facts.md", facts_markdown(summary))
    draft.text("report.md", report_markdown(summary))


def write_files(draft: Draft, summary: Summary, made: Mapping[str, bytes]) -> None:
    """Write what was told of the answer; `manifest.json` follows by itself.

    Args:
        made: the bytes of the tables, the page and the clock's files by name.
    """
    for name, data in made.items():
        draft.path(name).write_bytes(data)
    draft.json("datapackage.json", datapackage(draft.folder, summary.name, summary.title).plain())
