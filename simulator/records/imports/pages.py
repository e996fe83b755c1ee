"""The report as Markdown and as one page that makes no request and runs no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.records.imports.report import Section, Table

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def markdown(title: str, parts: Sequence[Section]) -> str:
    """The report as a document; whatever came out of a file is escaped."""
    return "\n".join(_markdown(title, parts)) + "\n"


def _markdown(title: str, parts: Sequence[Section]) -> Iterator[str]:
    yield f"# {_plain(title)}"
    for part in parts:
        yield from ("", f"## {part.title}")
        for text in part.texts:
            yield from ("", _plain(text))
        if part.points:
            yield ""
            yield from (f"- {_plain(point)}" for point in part.points)
        for table in part.tables:
            yield from ("", f"**{_plain(table.caption)}**", "", *_lines(table))


def _lines(table: Table) -> Iterator[str]:
    yield "| " + " | ".join(_plain(name) for name in table.columns) + " |"
    yield "|" + "|".join("--:" if i in table.numbers else "---" for i in range(len(table.columns))) + "|"
    for row in table.rows:
        yield "| " + " | ".join(_plain(cell) for cell in row) + " |"


def _plain(text: str) -> str:
    """Text that stays on its line, in its cell, and is no tag or link."""
    one_line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    for sign in "\\|<>[]*`":
        one_line = one_line.replace(sign, f"\\{sign}")
    return one_line


def page(title: str, parts: Sequence[Section]) -> str:
    """The report as one HTML file."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("simulator.records.imports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template("report.html.j2").render(title=title, parts=parts, policy=POLICY)
