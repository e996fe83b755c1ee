"""A shipped source of evidence, copied as a user's own audit beside a scenario that uses it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from simulator.evidence import Row
from simulator.evidence.library import HERE
from tests.slips.bases import Base
from tests.slips.kinds import Slip
from tests.slips.pages import Steps

Line = dict[str, str]
BESIDE = "prison-gate"
"""The scenario that every source it does not use is put beside as well: a broken table is told whether or not it is used."""
MOST_LINES = 30


@dataclass(frozen=True)
class Copied:
    """A source copied as `my-<id>` beside a scenario, and the scenario made to use it.

    used: the sets and rows the scenario takes from it, each with the place that names it; none where the audit only stands beside it.
    """

    base: Base
    source: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    used: tuple[tuple[Steps, str], ...]

    @property
    def id(self) -> str:
        """The copy's own id."""
        return f"my-{self.source}"

    def in_use(self) -> list[tuple[int, Line]]:
        """The lines that the scenario uses, with their places in the table; of an audit it does not use, some of all."""
        names = {name for _, name in self.used}
        if not names:
            return list(enumerate(self.lines))[:: max(1, len(self.lines) // MOST_LINES)]
        return [(i, line) for i, line in enumerate(self.lines) if {line["row"], line["set"]} & names]

    def sets(self) -> dict[str, list[tuple[int, Line]]]:
        """The used sets with their lines."""
        found: dict[str, list[tuple[int, Line]]] = {}
        for i, line in self.in_use():
            if line["set"] and line["set"] in {name for _, name in self.used}:
                found.setdefault(line["set"], []).append((i, line))
        return found

    def rows_of(self, name: str) -> tuple[Row, ...]:
        """The rows of a used set, as the library reads them."""
        return self.base.library.set(f"{self.source}/{name}")

    def slip(
        self,
        change: str,
        table: Sequence[Line],
        places: Sequence[str],
        secret: str = "",
        header: Sequence[str] | None = None,
    ) -> Slip:
        """A slip in the table."""
        return self.written(change, lambda: as_csv(table, header or self.header), places, secret)

    def written(self, change: str, text: Callable[[], str], places: Sequence[str], secret: str = "") -> Slip:
        """A slip in the table's own text; `text` makes it."""
        folder = HERE / "data" / self.source
        source = (folder / "source.yaml").read_text(encoding="utf-8")

        def more() -> dict[str, str]:
            files = {
                f"{self.id}/source.yaml": source.replace(f"id: {self.source}\n", f"id: {self.id}\n", 1),
                f"{self.id}/rates.csv": text(),
            }
            own = folder / "crosswalk.yaml"
            return files | (
                {f"{self.id}/crosswalk.yaml": own.read_text(encoding="utf-8")} if own.is_file() else {}
            )

        return Slip(f"{self.id}/rates.csv: {change}", tuple(places), self.scenario, more, secret=secret)

    def scenario(self) -> str:
        """The scenario's text, using the copy."""
        page = self.base.page
        text = page.with_values({steps: f"{self.id}/{name}" for steps, name in self.used})
        return f"{text.rstrip()}\naudits: [{self.id}]\n"

    def line(self, index: int) -> str:
        """Where a line of the table stands, as messages name it."""
        return f"rates.csv:{index + 2}"

    def row(self, line: Line) -> str:
        """A row of the copy by its id."""
        return f"{self.id}/{line['row']}"


@cache
def table_of(source: str) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """A shipped table: its header and its lines."""
    text = (HERE / "data" / source / "rates.csv").read_text(encoding="utf-8")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    return tuple(reader.fieldnames or ()), tuple(reader)


def as_csv(lines: Sequence[Line], header: Sequence[str]) -> str:
    """A table as text; `header` names the columns in the order of the lines' own keys."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(line.values() for line in lines)
    return stream.getvalue()


def copied(base: Base) -> Iterator[Copied]:
    """Every source that a file takes a set or a row of as a number, copied beside it; beside one file all the others too."""
    if base.form == "limits":
        return
    uses: dict[str, list[tuple[Steps, str]]] = {}
    known = set(base.library.source_ids())
    for steps, value in base.page.scalars():
        source, _, name = value.partition("/") if isinstance(value, str) else ("", "", "")
        if name and source in known and "source" not in steps:
            uses.setdefault(source, []).append((steps, name))
    for source, used in uses.items():
        header, lines = table_of(source)
        if all(steps in base.page.values for steps, _ in used):
            yield Copied(base, source, header, lines, tuple(used))
    if base.name == BESIDE:
        for source in base.library.source_ids():
            if source not in uses:
                yield Copied(base, source, *table_of(source), ())
