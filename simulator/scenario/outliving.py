"""Sentences that outlive their facts: what a base says of values that an overlay or `--set` has changed.

A caution, the status, the summary, a word or a source measured here may say what it is `about`. Where one of these paths is
changed and the sentence is not said anew, it is left out of the scenario, and whoever checks the file is told so: what was
true of the base is never said of another value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from simulator.documents import Block, Plain, items, mapping
from simulator.documents.names import dotted

SAID = ("title", "summary", "status", "cautions", "words", "measured_here")
"""Blocks that say something of the others."""
REMARKS = ("note", "assumed")
FORMS = (
    "value",
    "count",
    "between",
    "range",
    "audit",
    "posterior",
    "source",
    "spread",
    "dataset",
    "median",
    "p5",
    "p95",
)
NEUTRAL = {"scope": "people this system meets"}
"""Words a scenario cannot be without."""
NAMED = 4
"""Changed paths that a summary names."""


@dataclass(frozen=True, slots=True)
class Outlived:
    """A sentence that was left out. key: where it was said. changed: the path, of those it is about, that was changed."""

    key: str
    text: str
    changed: str


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a scenario changes of its bases, and what they still say of it. sentences: (where it is said, text)."""

    changes: tuple[str, ...] = ()
    sentences: tuple[tuple[str, str], ...] = ()


NOTHING_INHERITED = Inherited()


def text_of(said: Plain) -> Plain:
    """The words of an entry, whether or not it says what it is about; None where it takes away what was said."""
    if isinstance(said, dict) and ("about" in said or "text" in said or "source" in said):
        return said.get("text", said.get("source"))
    return said


def about(said: Plain) -> list[str]:
    """The paths an entry is about."""
    paths = mapping(said).get("about")
    return [paths] if isinstance(paths, str) else [str(path) for path in items(paths)]


def changes(before: Plain, after: Plain, steps: tuple[str, ...] = ()) -> Iterator[str]:
    """Every path whose value differs, sentences aside; stages go by their ids, other lists are one value."""
    before, after = _by_stage(before), _by_stage(after)
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            if (not steps and key in (*SAID, "schema", "lineage")) or key in REMARKS:
                continue
            yield from changes(before.get(key), after.get(key), (*steps, str(key)))
    elif before != after:
        yield ".".join(steps)


def _by_stage(value: Plain) -> Plain:
    """A pathway as a mapping of its stages; anything else as it is."""
    stages = [each for each in items(value) if isinstance(each, dict) and "stage" in each]
    by_id: Block = {str(each["stage"]): each for each in stages}
    return by_id if stages and len(stages) == len(items(value)) else value


def reconciled(before: Block, after: Block, own: Block, found: list[Outlived]) -> Block:
    """A scenario without its base's sentences about what was changed; those that nobody said anew go to `found`.

    Args:
        before: the base. after: the base with the overlay laid over it, its own cautions first.
        own: the overlay itself.
    """
    changed = tuple(changes(before, after))
    kept = dict(after)
    for key in ("summary", "status"):
        if key in after and key not in own and (path := _touched(before.get(key), changed)):
            found.append(Outlived(key, str(text_of(before[key])), path))
            kept.pop(key)
    if "summary" not in kept and "summary" in after:
        kept["summary"] = _as_base(before, changed)
    kept |= _words(before, after, own, changed, found)
    kept |= _cautions(before, after, own, changed, found)
    if isinstance(said := after.get("measured_here"), list) and "measured_here" not in own:
        kept["measured_here"] = list(_standing(said, changed, "measured_here", found))
    return kept


def _as_base(base: Block, changed: Sequence[str]) -> str:
    short = list(dict.fromkeys(map(_short, changed)))
    more = f" and {len(short) - NAMED} more" if len(short) > NAMED else ""
    return f"As “{text_of(base.get('title'))}”, with another {', '.join(short[:NAMED])}{more}."


def _short(path: str) -> str:
    """A changed path without the form its number is given in."""
    above, _, last = path.rpartition(".")
    return above if last in FORMS else path


def _words(before: Block, after: Block, own: Block, changed: Sequence[str], found: list[Outlived]) -> Block:
    words, said = before.get("words"), mapping(own.get("words"))
    if not isinstance(words, dict) or not isinstance(after.get("words"), dict):
        return {}
    kept = dict(mapping(after["words"]))
    for key, word in words.items():
        restated = key in said
        if key in kept and not restated and (path := _touched(word, changed)):
            found.append(Outlived(f"words.{key}", str(text_of(word)), path))
            kept.pop(key)
            kept |= {key: NEUTRAL[key]} if key in NEUTRAL else {}
    return {"words": kept}


def _cautions(
    before: Block, after: Block, own: Block, changed: Sequence[str], found: list[Outlived]
) -> Block:
    """Cautions said anew take the place of those about the same; one without words takes it away and leaves nothing."""
    listed, inherited, said = after.get("cautions"), before.get("cautions"), own.get("cautions")
    if not isinstance(listed, list) or not isinstance(inherited, list):
        return {}
    mine = items(said)
    anew = [path for each in mine for path in about(each)]
    texts = [text_of(each) for each in mine]
    rest = [each for each in listed if each not in mine]
    still = [
        each
        for each in rest
        if text_of(each) not in texts
        and not any(_overlap(path, other) for path in about(each) for other in anew)
    ]
    standing = list(_standing(still, changed, "cautions", found))
    return {"cautions": [each for each in mine if text_of(each) is not None] + standing}


def _standing(
    said: Iterable[Plain], changed: Sequence[str], key: str, found: list[Outlived]
) -> Iterator[Plain]:
    """Entries about nothing that was changed; the others go to `found`."""
    for each in said:
        if path := _touched(each, changed):
            found.append(Outlived(key, str(text_of(each)), path))
        else:
            yield each


def _touched(said: Plain, changed: Sequence[str]) -> str:
    """The path, of those an entry is about, at or below or above which something was changed; empty where none is."""
    return next((path for path in about(said) if any(_overlap(path, other) for other in changed)), "")


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def inherited(bases: Sequence[Block], own: Block, data: Block) -> Inherited:
    """What a scenario changes, and what it takes over unsaid.

    Args:
        bases: the files below it, from the nearest down, as they are written; `own`: its own file; `data`: all of it.
    """
    if not bases:
        return Inherited()
    told = dict(_sentences(data))
    given = dict(_sentences(own)).values()
    below = {text for base in bases for text in dict(_sentences(base)).values()}
    taken = tuple((where, text) for where, text in told.items() if text in below and text not in given)
    return Inherited(tuple(dict.fromkeys(map(_short, changes(bases[-1], data)))), taken)


def _sentences(data: Block) -> Iterator[tuple[str, str]]:
    """Everything a file says in words, with where it says it."""
    for key in ("title", "summary", "status"):
        if isinstance(text := text_of(data.get(key)), str):
            yield key, text
    for key in ("cautions", "measured_here"):
        for i, each in enumerate(items(data.get(key))):
            if isinstance(text := text_of(each), str):
                yield dotted((key, i), data), text
    for key, each in mapping(data.get("words")).items():
        if isinstance(text := text_of(each), str):
            yield f"words.{key}", text
