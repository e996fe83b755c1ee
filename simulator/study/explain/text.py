"""A scenario explained to somebody who has never seen the code: what each input is, and how one number comes about."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.documents import Fault, Faults, did_you_mean
from simulator.evidence import Library, UnknownEvidence
from simulator.reports.language.covered import not_estimated as unseen
from simulator.reports.language.periods import horizon_text, period_of
from simulator.scenario import InputRow, Loaded, groups_of, inputs
from simulator.scenario.identity import FIT
from simulator.study.covered import not_estimated
from simulator.study.meaning import drives
from simulator.units import YEAR

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled
    from simulator.study.explain.arithmetic import Line

WIDTH = 100
ORIGIN = {
    "measured": "Published for this very use",
    "measured elsewhere": "Published, for another place or use",
    "another algorithm": "Measured on another algorithm than this deployment's",
    "proxy": "A proxy: measured something else than matching faces",
}


def explain(loaded: Loaded, path: str | None = None, group: str | None = None) -> str:
    """Every input in plain sentences (or those at and below `path`), then the arithmetic of one group.

    Args:
        path: dotted, such as `matcher` or `pathway.questioned.takes`; with a path the arithmetic is left out unless a
            group is named.
        group: a group's id; the one with the most wrongful detentions where None.

    Raises:
        Faults: no input has this path, or no group this id.
    """
    rows = chosen(loaded, path)
    blocks = [] if path is not None else [_head(loaded)]
    blocks += [_input(row, loaded) for row in rows]
    if path is None or group is not None:
        blocks.append(arithmetic_text(loaded, group))
    return "\n\n".join(blocks) + "\n"


def arithmetic_text(loaded: Loaded, group: str | None = None) -> str:
    """How many of a group are wrongly detained in a year, line by line, with every unknown at its median."""
    from simulator.study.explain.arithmetic import figure

    compiled, at, found = lines_of(loaded, group)
    years = "a year" if compiled.horizon_years == 1 else f"{compiled.horizon_years:g} years"
    title = f"Wrongful detentions of {compiled.group_labels[at]} in {years}, with every unknown at its median"
    note = (
        "This is arithmetic with one value for everything. The answer of `detention-impact run` draws all values again in "
        "every simulated year, so its median is another number, and it has an interval."
    )
    parts = [title, "=" * min(len(title), WIDTH), *textwrap.wrap(note, WIDTH)]
    for i, line in enumerate(found, start=1):
        equals = "" if line.sum == figure(line.value) else f" = {figure(line.value)}"
        parts += ["", *wrapped(f"{i:2}. {line.what[:1].upper()}{line.what[1:]}", 0, 4)]
        parts += wrapped(f"{line.sum}{equals}", 6)
        if line.why:
            parts += wrapped(line.why, 8)
    return "\n".join(parts)


def lines_of(loaded: Loaded, group: str | None) -> tuple[Compiled, int, tuple[Line, ...]]:
    """The compiled scenario, the group's place in it, and its arithmetic. Raises Faults where there is no such group."""
    from simulator.model.compile import compile_scenario
    from simulator.study.explain.arithmetic import arithmetic

    known = [each.id for each in groups_of(loaded.scenario.groups)]
    if group is not None and group not in known:
        hint = did_you_mean(group, known) or f"the groups are {', '.join(known)}"
        raise Faults([Fault("--group", 0, 0, "", group, "is not a group of this scenario", hint)])
    compiled = compile_scenario(loaded.scenario, loaded.library)
    at = known.index(group) if group is not None else _most_held(compiled)
    return compiled, at, arithmetic(compiled, loaded.scenario.words, at)


def _most_held(compiled: Compiled) -> int:
    if compiled.first_held == len(compiled.stages):
        return compiled.reference
    reach = compiled.expect(compiled.medians()).reach()[..., 0]
    return int(reach[:, :2, compiled.first_held].sum(axis=1).argmax())


def chosen(loaded: Loaded, path: str | None) -> list[InputRow]:
    """The inputs at and below a path, or all. Raises Faults where there are none."""
    rows = list(inputs(loaded))
    if path is None:
        return rows
    found = [row for row in rows if row.path == path or row.path.startswith(f"{path}.")]
    found = found or [row for row in rows if path.startswith(f"{row.path}.")]
    if not found:
        known = {".".join(row.path.split(".")[:n]) for row in rows for n in range(1, row.path.count(".") + 2)}
        top = ", ".join(dict.fromkeys(row.path.split(".")[0] for row in rows))
        hint = did_you_mean(path, known) or f"inputs begin with {top}"
        raise Faults([Fault(loaded.reference, 0, 0, path, "", "no input has this path", hint)])
    return found


def _head(loaded: Loaded) -> str:
    scenario = loaded.scenario
    title = scenario.title
    lines = [title, "=" * min(len(title), WIDTH), *textwrap.wrap(scenario.summary, WIDTH)]
    period = period_of(horizon_text(scenario.horizon / YEAR))
    told = [*scenario.cautions, *unseen(not_estimated(loaded), scenario.words.model_dump(), period.in_one)]
    lines += [line for text in told for line in wrapped(f"– {text}", 0, 2)]
    return "\n".join(lines)


def sentences(row: InputRow, loaded: Loaded) -> list[str]:
    """What an input rests on, its doubt, and what it drives."""
    told = [*_origin(row, loaded.library), _doubt(row), f"It drives {drives(row.path, loaded)}."]
    return [sentence for sentence in told if sentence]


def _input(row: InputRow, loaded: Loaded) -> str:
    value = row.text if not row.unit or row.unit in row.text else f"{row.text} ({row.unit})"
    lines = wrapped(f"{row.path}: {value}", 0, 4)
    return "\n".join([*lines, *(line for told in sentences(row, loaded) for line in wrapped(told, 4))])


def _origin(row: InputRow, library: Library) -> Iterator[str]:
    why = _sentence(row.why) if row.why else ""
    if row.grade == "unmeasured":
        yield f"No audit measured this group: {why}"
    elif row.grade == "borrowed":
        yield f"No audit measured this group; it has the rate of a wider one: {why}"
    elif row.grade == "design":
        yield f"Chosen by the deployment. {why}".rstrip()
    elif row.identity.startswith(FIT):
        yield f"Learned from records. {why}".rstrip()
    elif row.source is None or row.grade == "assumed":
        yield f"Assumed: {why}"
    if row.source is None:
        return
    try:
        source = library.source(row.source.split("/")[0])
    except UnknownEvidence:
        return
    where = f", {row.locator}" if row.locator else ""
    origin = "The record" if row.identity.startswith(FIT) else ORIGIN.get(row.grade, "From")
    yield f"{origin}: {source.citation()}{where} ({row.source})."
    if row.grade in ("another algorithm", "proxy"):
        yield f"Measured: {_sentence(source.measured)}"
    if row.grade != "assumed":
        yield f"Trials: {_sentence(source.trials)}"
        if why and not row.identity.startswith(FIT):
            yield why


def _doubt(row: InputRow) -> str:
    if row.grade == "design":
        return "It is a choice and has no doubt."
    if row.spread:
        return "Its doubt is drawn anew in every simulated year and is part of every interval."
    return "It is held fixed: no interval contains any doubt about it."


def _sentence(text: str) -> str:
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def wrapped(text: str, indent: int, after: int | None = None) -> list[str]:
    """Lines of a text that fit the page, the first indented by `indent` and the others by `after`."""
    following = " " * (indent if after is None else after)
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=following,
        break_on_hyphens=False,
        break_long_words=False,
    )
