"""What a packet's parts share: figures with their intervals, where they come from, and the words for what nobody has said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from simulator.reports.language import numbers, sentences
from simulator.reports.language.comparison import COUNTS
from simulator.reports.language.study import Study
from simulator.reports.language.words import OF_WANTED, expected, held_point, of_100k, within
from simulator.reports.markdown import plain
from simulator.reports.tables import EMPTY, Table
from simulator.results.summary import Input

NOT_SUPPLIED = "not supplied"
DRAFT = (
    "A draft, prefilled where this tool has the figure and its source. It is no legal advice and no finished assessment; whoever signs "
    "it answers for it."
)
SOURCES = "Sources are named by their ids; annex F lists them with their limits."
LEVERS = "Section 3 says of each rule which levers were tried, and whether any would keep it."
MARKER = re.compile(r"^(?:(\d{1,9})([.)])(?=\s|$)|([-+=])(?!\d))")
"""What would make a list or a heading of a line that begins with it."""


def line(text: object) -> str:
    """Text of anybody's as one line of Markdown that stays a paragraph, whatever it begins with."""
    return MARKER.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", plain(str(text)))


def bullets(texts: Iterable[object]) -> str:
    """A list, an item a text; nothing where there is none."""
    return "\n".join(f"- {line(text)}" for text in texts)


def typed(command: str) -> str:
    """A line to type, as it is typed."""
    return "    " + " ".join("".join(c if c.isprintable() else " " for c in command).split())


def missing(who: str) -> str:
    """“not supplied (for the agency to supply)”."""
    return f"{NOT_SUPPLIED} (for {who} to supply)"


def figure(study: Study, measure: str, group: str = "all") -> str:
    """A measure with its interval: “13,000 a year (1,700 to 140,000 in 9 of 10 simulated years)”."""
    cell = study.get(measure, group)
    if not cell.known:
        why = ", for nobody enrolled is wanted" if study.nobody_wanted and measure in OF_WANTED else ""
        return f"undefined{why}" if cell.defined <= 0 else "no bounded estimate"
    count = measure in COUNTS
    say = numbers.prose_count if count else numbers.prose
    unit = f" {study.period.in_one}" if count else ""
    if cell.hi == 0 and cell.mean:  # rare is not never
        return f"0{unit} in nearly every one, {numbers.prose(cell.mean)} on average"
    return f"{say(cell.median)}{unit} ({say(cell.lo)} to {say(cell.hi)} in 9 of 10 {study.period.many})"


def gap(study: Study) -> str | None:
    """The measured group with the highest rate beside the reference, or beside the best served where it is the reference."""
    worst = sentences.most_affected(study)
    if worst is None:
        return None
    if told := sentences.ratio(study, worst):
        return told
    best = study.group(study.summary.best_served)
    if best.id == worst.id or not study.get("ratio_to_best_served", worst.id).known:
        return None
    return (
        f"Of the groups the audit covers, {within(worst)} have the highest rate at the middle of the draws ({held_point(study)}): "
        f"{of_100k(study)}, {figure(study, 'per_100k_encounters', worst.id)} {expected(study)}; of {within(best)}, the best served, "
        f"{figure(study, 'per_100k_encounters', best.id)}. The ratio is {figure(study, 'ratio_to_best_served', worst.id)}."
        f"{sentences.surely(study, study.get('ratio_to_best_served', worst.id), within(worst))}"
    )


def graded(row: Input) -> str:
    """An input's grade with the id and place of its source, or with its reason where it has none."""
    place = f", {row.locator}" if row.locator else ""
    told = f"{row.source.split('/')[0]}{place}" if row.source else row.why
    return f"{row.grade} ({told})" if told else row.grade


def origins(study: Study, *paths: str) -> str:
    """Where the inputs whose path begins so come from: label, grade and source of each, once."""
    rows = [row for row in study.summary.inputs if row.path.startswith(paths)]
    told = dict.fromkeys(f"{row.label.split(':')[0]}: {graded(row)}" for row in rows)
    return "; ".join(told) or f"study {study.summary.id}"


def table(name: str, caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """A table of text without an empty cell."""
    filled = tuple(tuple(cell.strip() or EMPTY for cell in row) for row in rows)
    return Table(name, caption, tuple((head, False) for head in heads), filled)
