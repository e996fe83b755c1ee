"""Other words and other forms of the same: translations, orders, quotes, comments, an audit's copy, a copy of a copy."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import yaml

from simulator.scenario.grammar import Differential
from tests.slips.audits import copied
from tests.slips.bases import Base
from tests.slips.frozen.exposing import overlaid
from tests.slips.frozen.limiting import with_rule
from tests.slips.kinds import Slip, edit
from tests.slips.pages import in_blocks

GERMAN = {
    "female": "Frauen", "male": "Männer", "american-indian": "Indigene Amerikas", "asian": "Asiatische", "black": "Schwarze",
    "hispanic": "Hispanische", "middle-eastern-south-asian": "Menschen aus Nahost und Südasien", "multiracial": "Menschen mehrerer Herkünfte",
    "pacific-islander": "Menschen von den Pazifikinseln", "white": "Weiße", "other": "Andere",
}  # fmt: skip
FRENCH = {
    "female": "femmes", "male": "hommes", "american-indian": "amérindiens", "asian": "asiatiques", "black": "noirs", "hispanic": "hispaniques",
    "middle-eastern-south-asian": "moyen-orientaux ou sud-asiatiques", "multiracial": "métis", "pacific-islander": "océaniens", "white": "blancs",
    "other": "autres",
}  # fmt: skip


@edit("labels-translated")
def labels_translated(base: Base) -> Iterator[Slip]:
    """The groups' labels in another language."""
    labels = base.page.at(("groups", "labels"))
    if isinstance(labels, dict):
        for language, words in (("German", GERMAN), ("French", FRENCH)):
            new = {level: words.get(level, label) for level, label in labels.items()}
            yield Slip(f"labels in {language}", (), partial(base.page.with_block, ("groups", "labels"), new))


@edit("text-changed")
def text_changed(base: Base) -> Iterator[Slip]:
    """Another title or summary, one more note or comment."""
    if ("title",) in base.page.values:
        yield Slip(
            "another title",
            (),
            partial(base.page.with_values, {("title",): '"Our proposal: as we read it (2026)"'}),
        )
    if ("summary",) in base.page.values:
        yield Slip(
            "another summary",
            (),
            partial(base.page.with_block, ("summary",), "What our council asked for, 50 % of it."),
        )
    yield Slip("a comment", (), partial(str, f"# Made for the hearing of 1 December.\n{base.page.text}"))
    yield Slip("a byte-order mark", (), partial(str, f"\ufeff{base.page.text}"))
    yield Slip("lines ended as on Windows", (), partial(str.replace, base.page.text, "\n", "\r\n"))


@edit("other-form-of-the-same")
def other_form(base: Base) -> Iterator[Slip]:
    """The same file in blocks, in braces, or with its keys in another order."""
    data = base.page.data
    yield Slip("in blocks", (), partial(in_blocks, data))
    yield Slip("in JSON's way", (), partial(_in_flow, data))
    yield Slip("keys from the last to the first", (), partial(_turned, data))


def _in_flow(data: Any) -> str:
    return str(yaml.safe_dump(data, default_flow_style=True, allow_unicode=True, sort_keys=False, width=200))


def _turned(data: Any) -> str:
    return in_blocks(dict(reversed(data.items())))


@edit("levels-in-another-order")
def levels_turned(base: Base) -> Iterator[Slip]:
    """The levels of an axis in another order."""
    axes = base.page.at(("groups", "axes"))
    for axis, levels in axes.items() if isinstance(axes, dict) else ():
        at = ("groups", "axes", axis)
        yield Slip(f"{axis} turned round", (), partial(base.page.with_block, at, list(reversed(levels))))


@edit("audit-of-ones-own")
def own_audit(base: Base) -> Iterator[Slip]:
    """A shipped source copied as it is, its rows in the order they had or in another."""
    for copy in copied(base):
        yield copy.slip("copied", copy.lines, ())
        yield copy.slip("copied, its rows from the last to the first", list(reversed(copy.lines)), ())
        yield copy.slip(
            "copied, its rows in alphabetical order", sorted(copy.lines, key=lambda line: line["row"]), ()
        )


@edit("what-spreadsheets-leave-behind")
def left_behind(base: Base) -> Iterator[Slip]:
    """Rows of nothing but separators, in or below an audit's table."""
    for copy in copied(base):
        empty = dict.fromkeys(copy.header, "")
        for at in (len(copy.lines), len(copy.lines) // 2):
            yield copy.slip(f"an empty row {at + 2}", [*copy.lines[:at], empty, *copy.lines[at:]], ())


@edit("another-audit")
def another_audit(base: Base) -> Iterator[Slip]:
    """The differences between groups from another algorithm of the same report, or from both."""
    both = ["nist-ir-8280/fig12-yitu-003", "nist-ir-8280/fig12-imperial-002"]
    for steps, block in base.blocks:
        if not isinstance(block, Differential) or (*steps, "audit") not in base.page.values or not base.whole:
            continue
        said = [block.audit] if isinstance(block.audit, str) else block.audit or []
        for audit in (both[0], both[1], both):
            if set(said) <= set(both) and audit not in (block.audit, said):
                new = {**base.page.at(steps), "audit": audit}
                if "born" in new and new["born"]["measured_by"] not in audit:
                    new.pop("born")  # the regions are of the other algorithm
                yield Slip(f"differential.audit: {audit}", (), partial(base.page.with_block, steps, new))


@edit("fewer-groups")
def fewer_groups(base: Base) -> Iterator[Slip]:
    """A level taken off its axis and out of every table, its share given to nobody."""
    axes = base.page.at(("groups", "axes"))
    if not isinstance(axes, dict) or "dataset" in in_blocks(
        base.page.at(("encounters", "shares", "race")) or {"dataset": 1}
    ):
        return
    for level in axes.get("race", []):
        if level not in ("white", "black", "asian", *_probed(base)):
            yield Slip(f"without {level}", (), partial(_without, base.page.data, level))


def _probed(base: Base) -> list[str]:
    return list(base.said("matcher", "level", "probes", "over") or [])


def _without(data: dict[str, Any], level: str) -> str:
    return in_blocks(_pruned(data, level))


def _pruned(node: Any, level: str) -> Any:
    """The data without a level; the shares of what is left add up to 1 again."""
    if isinstance(node, list):
        return [_pruned(item, level) for item in node if item != level]
    if not isinstance(node, dict):
        return node
    rest = {key: _pruned(value, level) for key, value in node.items() if key != level}
    gone = node.get(level)
    if (
        isinstance(gone, dict)
        and "value" in gone
        and all(isinstance(v, dict) and "value" in v for v in rest.values())
    ):
        total = sum(part["value"] for part in rest.values())
        scale = 1 / total if total <= 1 else 1.0
        return {
            key: {"value": round(part["value"] * scale, 6), "assumed": "of those estimated"}
            for key, part in rest.items()
        }
    return rest


@edit("overlay-of-an-overlay")
def overlay_of(base: Base) -> Iterator[Slip]:
    """A short file that extends a shipped one and changes one assumption, or only the title."""
    if base.form in ("copy", "limits"):
        return
    yield Slip("another title", (), partial(overlaid, base, {}))
    seldom = [0.0002, 0.009] if base.of.startswith("prison-gate") else [0.04, 1.7]
    for key, pair in (("stale", [0.03, 0.35]), ("fnir", [0.04, 0.33]), ("enrolled_encountered", seldom)):
        block = {"between": pair, "assumed": "as our own audit of the list suggests"}
        yield Slip(f"mated.{key}", (), partial(overlaid, base, {"mated": {key: block}}))
    yield Slip(
        "several steps of the pathway",
        (),
        partial(overlaid, base, {"detention": {"minimum": "2 min", "assumed": "as our court counts"}}),
    )


@edit("board-of-ones-own")
def own_board(base: Base) -> Iterator[Slip]:
    """Limits as another board might set them."""
    if base.form != "limits":
        return
    for measure, group, key, bound, more in (
        ("wrongly_held", "all", "at_most", 0, {}),
        ("wrongly_held", "female/black", "at_most", 3, {"horizon": "5 years"}),
        ("wrongful_arrests", "minorities", "at_most", 1, {"horizon": "10 years"}),
        ("fpir", "women", "at_most", 0.0005, {}),
        ("fpir", "each", "at_most", 0.01, {}),
        ("ppv", "all", "at_least", 0.9, {}),
        ("ppv_held", "all", "at_least", 0.5, {}),
        ("risk_per_person", "each", "at_most", 1e-6, {}),
        ("ratio_to_best_served", "each", "at_most", 1.5, {}),
        ("ratio_to_reference", "black", "at_most", 1.1, {}),
        ("wanted_found", "all", "at_least", 50, {}),
        ("hours_held", "women_or_minorities", "at_most", 0.5, {}),
        ("people_held_once", "all", "at_most", 5, {}),
        ("per_100k_encounters", "each", "at_most", 0.5, {}),
        ("difference_to_reference", "black", "at_most", 0.1, {}),
        ("wrongly_held", "all", "at_most", 0.5, {"judged_on": "expected rates"}),
        ("alerts", "all", "at_most", 1000, {}),
    ):
        rule: dict[str, object] = {"rule": "ours", "measure": measure, "group": group, key: bound, **more}
        rule["reason"] = "As we decided."
        yield Slip(f"{measure} {key} {bound} for {group}", (), partial(with_rule, base, rule))
    for steps, value in base.page.scalars():
        if steps and steps[-1] in ("at_most", "at_least") and value != 1.25:
            for factor in (0.5, 2):
                new = f"{value * factor:g}" if value < 1 or value > 2 else str(round(value * factor + 0.5))
                values = {steps: new}
                source = base.page.at((*steps[:-1], "source"))
                if (
                    source is not None
                ):  # another number than its row's is the document's no longer as it stands
                    values[(*steps[:-1], "source")] = str(source).split("/")[0]
                yield Slip(f"{base.page.path(steps)}: {new}", (), partial(base.page.with_values, values))
