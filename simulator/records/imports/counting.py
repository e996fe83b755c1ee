"""The one pass over the files: what is counted, by whom, where and when, in bounded memory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.documents import Fault, Faults
from simulator.records.imports.coding import Coder, Codes, Numbered, rounded_by_excel
from simulator.records.imports.dating import Calendar
from simulator.records.imports.distinct import Seen, hashes
from simulator.records.imports.layout import (
    PERSON,
    Choices,
    Field,
    Fields,
    Layout,
    Meaning,
    Values,
    chosen,
    first_of,
    has,
    with_dictionary,
)
from simulator.records.imports.opening import Block, Shape, Table
from simulator.records.imports.tally import SIZES, Tally

NOWHERE = "not-recorded"
EXCEL_ROWS = (1_048_575, 65_535)
"""Rows below the header at which Excel of today, and of before 2007, ends."""
Progress = Callable[[int, Path], None]


@dataclass(slots=True)
class FileFacts:
    """One file as it was read: rows, rows left out because their cells were shifted, and the columns that were used.

    place: the site that its name tells, where no column does.
    """

    name: str
    shape: Shape
    rows: int = 0
    used: dict[str, str] = field(default_factory=dict)
    months: set[int] = field(default_factory=set)
    place: str = ""

    @property
    def ends_with_excel(self) -> bool:
        """Whether it ends exactly where a spreadsheet has to."""
        return self.rows in EXCEL_ROWS


class Counted:
    """Everything the pass found."""

    def __init__(self, layout: Layout, choices: Choices) -> None:
        self.layout, self.choices = layout, choices
        self.race_from = chosen(
            choices.race_from, "way to say race", list(layout.races) or ["none"], "--race-from"
        )
        self.rule = chosen(choices.rule, "rule for several races", list(layout.rules), "--rule")
        self.files: list[FileFacts] = []
        self.races: dict[Values, Coder[Meaning]] = {}
        self.sexes: dict[Values, Coder[Meaning]] = {}
        self.kinds: dict[Values, Coder[Meaning]] = {}
        self.thirds: dict[Values, Coder[Meaning]] = {}
        self.race_labels, self.sex_labels, self.third_labels = Numbered(), Numbered(), Numbered()
        self.sites = Numbered()
        self.agencies = Numbered()
        order, zone = choices.order or layout.order, choices.zone or layout.zone
        self.calendar = Calendar(order, layout.bare_time, zone, choices.today)
        self.by_kind: Counter[str] = Counter()
        self.cells = Tally()
        self.stops, self.rows_seen = Seen(), Seen()
        self.repeats = self.joined = self.excel_ids = 0
        self.repeats_by_race: Counter[str] = Counter()

    @property
    def axis(self) -> str:
        """What is counted by beside sex: race, unless another axis was asked for."""
        return self.choices.axis[0] or "race"

    @property
    def third(self) -> str:
        """The axis counted by beside sex and race; empty where none was asked for."""
        return self.choices.third[0]

    @property
    def coders(self) -> dict[str, dict[Values, Coder[Meaning]]]:
        """What was read as what by axis: race (or what stands for it), sex, and a third where one was asked for."""
        found = {"race": self.races, "sex": self.sexes}
        return found | {self.third: self.thirds} if self.third else found

    @property
    def is_plain(self) -> bool:
        """Whether labels are the table's own words, not a layout's."""
        return self.layout.id == "csv" or bool(self.choices.axis[0])

    @property
    def rows(self) -> int:
        """Rows read, of every kind, those with shifted cells included."""
        return sum(each.rows + sum(each.shape.shifted.values()) for each in self.files)


def count(
    tables: Sequence[Table], layouts: Sequence[Layout], choices: Choices, progress: Progress | None = None
) -> Counted:
    """Read every table once.

    Args:
        layouts: each table's layout; all are years or parts of one source.

    Raises:
        Faults: files that cannot be read, or no rows at all.
    """
    counted = Counted(layouts[0], choices)
    for table, layout in zip(tables, layouts, strict=True):
        _File(table, layout, counted).read(progress)
    if not counted.rows:
        names = ", ".join(table.path.as_posix() for table in tables)
        raise Faults([Fault(names, 0, 0, "", "", "has a header and no rows", "")])
    return counted


class _File:
    """One table on its way into what is counted."""

    def __init__(self, table: Table, layout: Layout, counted: Counted) -> None:
        self.table, self.layout, self.into = table, layout, counted
        self.header = table.columns
        self.facts = FileFacts(table.path.as_posix(), table.shape)
        self.race = self._field("race", layout.races.get(counted.race_from, ()), counted.races)
        self.sex = self._field("sex", layout.sex, counted.sexes)
        self.kind = self._field("kind", layout.kind, counted.kinds)
        self.third = self._field(counted.third, layout.third, counted.thirds)
        self.date = self._column("date", layout.date)
        self.time = self._column("time", layout.time)
        self.site = self._column("site", (counted.choices.site,) if counted.choices.site else layout.sites)
        self.agency = self._column("agency", layout.agency)
        self.stop = self._column("stop", layout.stop)
        self.person = [name for name in layout.person if name.lower() in self.header]
        self.site_coder: Coder[int] = Coder(
            lambda v: counted.sites.of(" / ".join(each or NOWHERE for each in v))
        )
        self.agency_coder: Coder[int] = Coder(lambda v: counted.agencies.of(v[0] or NOWHERE))
        in_name = re.search(layout.site_in_name, table.path.name) if layout.site_in_name else None
        self.named = in_name.group(1) if in_name else NOWHERE
        if in_name:
            self.facts.used["site"] = "the file's name"
            self.facts.place = self.named
        self._refuse()
        self._plan()

    def _field(
        self, role: str, fields: Fields, known: dict[Values, Coder[Meaning]]
    ) -> tuple[Field, Coder[Meaning]] | None:
        plain = next((each for each in fields if has(self.header, each.columns)), None)
        if plain is None:
            return None
        made = with_dictionary(role, plain, self.into.choices)
        self.facts.used[role] = " + ".join(plain.columns)
        return made, known.setdefault(plain.columns, Coder(made.read))

    def _column(self, role: str, names: Sequence[str]) -> str:
        found = first_of(self.header, names)
        if found:
            self.facts.used[role] = found
        return found

    def _refuse(self) -> None:
        """A site column that was asked for must be there; a layout without race, sex or date is said in the report."""
        wanted = self.into.choices.site
        if wanted and not self.site:
            hint = f"its columns are {', '.join(self.table.header[:40])}"
            raise Faults([Fault(self.facts.name, 1, 0, "--site", wanted, "is no column of it", hint)])

    def _plan(self) -> None:
        """Which columns are read: those used, where a key tells records apart; else all but the rows' own numbers."""
        fields = [made.columns for made, _ in filter(None, (self.race, self.sex, self.third, self.kind))]
        used = {self.date, self.time, self.site, self.agency, self.stop, *self.person, *chain(*fields)}
        wanted = {name.lower() for name in used if name}
        left_out = {name.lower() for name in self.layout.own_numbers} - wanted
        names = [name.strip().lower() for name in self.table.header]
        if self.stop and self.person:
            left_out = set(names) - wanted
        self.places = [i for i, name in enumerate(names) if name not in left_out]
        self.at = {names[i]: n for n, i in reversed(list(enumerate(self.places)))}

    def read(self, progress: Progress | None) -> None:
        """Count the table's blocks."""
        self.into.files.append(self.facts)
        for block in self.table.blocks(self.places):
            if len(block[0]):
                self._block(block)
                self.facts.rows += len(block[0])
            if progress is not None:
                progress(self.into.rows, self.table.path)

    def _block(self, block: Block) -> None:
        into, rows = self.into, len(block[0])
        person, kinds = self._persons(block)
        first = into.rows_seen.new(self._compared(block))
        again = ~first & person
        if self.layout.joined:
            into.joined += int(again.sum())
            keep = first
        else:
            into.repeats += int(again.sum())
            keep = first if into.choices.drop_repeats else np.ones(rows, bool)
        for code, number in zip(*np.unique(kinds[keep], return_counts=True), strict=True):
            into.by_kind[_kind_name(self.kind, code)] += int(number)
        mask = person & keep
        if self.stop:
            into.excel_ids += rounded_by_excel(self._of(block, self.stop))
            into.stops.new(hashes([self._of(block, self.stop)])[mask])
        race = self._labels(block, mask, self.race, into.race_labels, SIZES[0])
        sex = self._labels(block, mask, self.sex, into.sex_labels, SIZES[1])
        third = self._labels(block, mask, self.third, into.third_labels, SIZES[4])
        for number, times in Counter(race[again[mask]].tolist()).items():
            into.repeats_by_race[into.race_labels.names[number]] += times
        into.cells.add(race, sex, self._where(block)[mask], self._when(block, mask), third)

    def _of(self, block: Block, name: str) -> Any:
        return block[self.at[name.lower()]]

    def _persons(self, block: Block) -> tuple[NDArray[np.bool_], Codes]:
        """(rows,) whether a row is a person's encounter, and its kind's code."""
        rows = len(block[0])
        if self.kind is None:
            return np.ones(rows, bool), np.full(rows, -1, np.int32)
        made, coder = self.kind
        codes = coder.code([self._of(block, name) for name in made.columns])
        coder.count(codes)
        known = np.array([each.id == PERSON for each in coder.meanings])
        return known[codes], codes

    def _compared(self, block: Block) -> NDArray[np.int64]:
        """(rows,) what makes two rows the same record: a person's key where the source has one, else every column."""
        if self.stop and self.person:
            return hashes([self._of(block, name) for name in (self.stop, *self.person)])
        return hashes(block)

    def _labels(
        self,
        block: Block,
        mask: NDArray[np.bool_],
        found: tuple[Field, Coder[Meaning]] | None,
        labels: Numbered,
        most: int,
    ) -> Codes:
        """(rows counted,) the number of each row's label; an axis that the file lacks has the empty label."""
        if found is None:
            return np.full(int(mask.sum()), labels.of(""), np.int32)
        made, coder = found
        codes = coder.code([self._of(block, name) for name in made.columns])[mask]
        coder.count(codes)
        numbers = np.array([labels.of(each.id) for each in coder.meanings], np.int32)
        if len(labels.names) > most:
            rule = f"has more than {most:,} different values; groups are few"
            raise Faults(
                [Fault(self.facts.name, 0, 0, " + ".join(made.columns), "", rule, "name a coarser column")]
            )
        return numbers[codes]

    def _where(self, block: Block) -> Codes:
        """(rows,) the number of each row's site; agency and site together where a file has both."""
        rows, into = len(block[0]), self.into
        if not self.site and not self.agency:
            return np.full(rows, into.sites.of(self.named), np.int32)
        if self.agency:
            _take(self.agency_coder, [self._of(block, self.agency)])
        names = dict.fromkeys(name for name in (self.agency, self.site) if name)
        return _take(self.site_coder, [self._of(block, name) for name in names])

    def _when(self, block: Block, mask: NDArray[np.bool_]) -> Codes:
        """(rows counted,) the month of each row, from 1 for January 1970; 0 where there is no day."""
        if not self.date:
            return np.zeros(int(mask.sum()), np.int32)
        apart = self.time and self.time != self.date
        clock = self._of(block, self.time) if apart else None
        months = self.into.calendar.add(self._of(block, self.date), clock, mask)
        self.facts.months.update(np.unique(months[months > 0]).tolist())
        return months


def _take(coder: Coder[int], columns: Sequence[object]) -> Codes:
    codes = coder.code(columns)
    if len(coder.meanings) >= SIZES[2]:
        rule = f"has more than {SIZES[2]:,} different values; sites are few"
        raise Faults([Fault("--site", 0, 0, "", "", rule, "name a coarser column")])
    return np.array(coder.meanings, np.int32)[codes]


def _kind_name(kind: tuple[Field, Coder[Meaning]] | None, code: int) -> str:
    return PERSON if kind is None else kind[1].meanings[code].id
