"""The text of a begun scenario: every block with a line that says where it is from, and what is left to decide."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from simulator.documents import NEWEST, Block, Plain
from simulator.records.imports.layouts.plain import slug
from simulator.records.starting import blocks, wording
from simulator.records.starting.blocks import ENDS
from simulator.records.starting.borrowing import borrowed, borrowed_encounters, example_of
from simulator.records.starting.gathering import Given

WIDTH = 118
TO_DECIDE = {
    "scan": "the share of encounters that are searched:  scan: {value: 1, assumed: everybody}",
    "mated": "people met who are enrolled: enrolled_encountered, stale, fnir",
    "gallery": "the faces searched against: persons, and their composition by each axis",
    "matcher": "how often a search errs: level, differential, transfer, frailty, growth, policy",
    "pathway": "what happens after an alert: its stages, how long they take, who goes on",
    "detention": "the shortest hold that counts:  detention: {minimum: 1 min, assumed: why}",
}
HEAD = """\
# yaml-language-server: $schema=scenario.schema.json
# Begun from the import {name} by `detention-impact init --stops`. Every number of it names its row.
#   detention-impact check {file}
#   detention-impact run {file}
"""


def files_of(given: Given, file: Path) -> dict[Path, str]:
    """The scenario's text by its file, then variants of it: one for each end of what those of unknown race could be."""
    texts = {file: "\n".join(_scenario(given, file))}
    for variant in _variants(given):
        race = variant.removeprefix(ENDS)
        named = file.with_name(f"{file.stem}-if-unknown-are-{race}{file.suffix}")
        texts[named] = _overlay(given, file, variant, race)
    return texts


def _variants(given: Given) -> list[str]:
    """The two ends that matter: everybody of unknown race is of the reference's race, or of the largest other."""
    names = [name for name in given.stops.sets if name.startswith(ENDS)]
    base = f"{ENDS}{wording.reference_race(given)}"
    others = {
        name: given.of_level(race)
        for name in names
        if (race := name.removeprefix(ENDS)) in wording.minorities(given)
    }
    largest = max(others, key=lambda name: others[name], default="")
    return [name for name in (base, largest) if name in names]


def _overlay(given: Given, file: Path, variant: str, race: str) -> str:
    title = f"{_title(given)}, if everybody of unknown race were {wording.label(race, given)}"
    data: Block = {"extends": f"./{file.name}", "title": title, "encounters": _met(given, variant)}
    remark = "# A bound, not an estimate: who is unknown is known to nobody. Compare it with the file it extends.\n"
    return remark + _dump(data)


def _title(given: Given) -> str:
    return given.title or f"Face recognition at {given.facts.unit}: {given.facts.name}"


def _lineage(given: Given) -> str:
    """The example's, whose unknowns are borrowed with its blocks; else the import's own name, so that two places draw apart."""
    return (given.like.lineage if given.like else "") or slug(given.stops.id)


def _scenario(given: Given, file: Path) -> Iterator[str]:
    yield HEAD.format(name=given.stops.id, file=file.name)
    like = given.like
    top: Block = {
        "schema": like.resolved.get("schema", NEWEST) if like else NEWEST,
        "lineage": _lineage(given),
        "title": _title(given),
        "kind": given.kind,
    }
    top |= {"horizon": "1 year", "summary": wording.summary(given), "cautions": list(wording.cautions(given))}
    top |= {
        "audits": list(given.folders),
        "measured_here": [given.stops.id],
        "words": {**wording.words(given)},
    }
    yield _dump(top)
    if like is not None:
        taken: Block = {"scenario": like.name, "blocks": list(borrowed(given))}
        remark = "Everything in these blocks is graded borrowed. What you know better, write anew and take its key out of this list."
        yield _part(remark, "borrowed_from", taken)
    yield _part(
        "Groups: every level that the records have. Put the order, names and roll-ups right.",
        "groups",
        blocks.groups(given),
    )
    yield from _encounters(given)
    remark = (
        "Residents by group."
        if given.residents
        else "Nobody gave a table of residents: `import --as population` makes one, `--population` takes it."
    )
    each = example_of(like).people_each if like and given.residents is None else None
    yield _part(remark, "population", blocks.population(given, each))
    if like is None:
        yield from _undecided()
    else:
        for key, block in borrowed(given).items():
            yield _part(f"Borrowed from {like.name}; nothing is known of it here.", key, block)


def _met(given: Given, variant: str = "") -> Block:
    """The whole block of encounters, for a variant too: groups given anew replace a base's block with all that is in it."""
    borrowed_here = borrowed_encounters(given) if given.like else {}
    return blocks.encounters(given, variant) | borrowed_here | blocks.around(given)


def _encounters(given: Given) -> Iterator[str]:
    remark = (
        "Encounters in a mean whole year, those of unknown sex or race shared out in proportion; unrecorded: to whom else they may belong."
        if given.has_year
        else "Encounters of the whole period, which is no year: scale is left to decide."
    )
    yield _part(remark, "encounters", _met(given))
    extreme = [name for name in given.stops.sets if name.startswith(ENDS)]
    if extreme:
        yield f"# Bounds for those of unknown race stand in the sets {', '.join(extreme)} of {given.stops.id}.\n"


def _undecided() -> Iterator[str]:
    yield "# Left to decide: without these the file does not run. `init --like NAME` borrows them, `docs/scenario.md` explains them.\n"
    for key, what in TO_DECIDE.items():
        yield f"# {key}: {what}\n"


def _part(remark: str, key: str, block: Plain) -> str:
    return f"# {remark}\n{_dump({key: block})}"


def _dump(data: Plain) -> str:
    """YAML that YAML 1.2 reads the same; small mappings stand on a line."""
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return str(text)


class _Dumper(yaml.SafeDumper):
    """Numbers as YAML 1.2 has them, and mappings of plain values in braces."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:
        node = super().represent_mapping(tag, mapping, flow_style)
        short = len(json.dumps(mapping, default=str)) <= WIDTH
        node.flow_style = short and all(not isinstance(value, dict) for value in mapping.values())
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = (
            all(not isinstance(each, dict | list) for each in sequence) and len(str(sequence)) <= WIDTH
        )
        return node

    def ignore_aliases(self, data: Plain) -> bool:  # noqa: ARG002  (the base class's hook)
        """Never: a scenario has no aliases."""
        return True
