"""An overlay laid over what it extends: mappings merge, `null` takes a key away, anything else replaces.

`null` takes away a key that the grammar knows, or an entry that is there. Under any other key it stays where it is, so that
the grammar refuses the key: what nobody knows is never dropped unread.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.documents import Block, Document, Fault, Plain, mapping
from simulator.documents.names import Step, enter
from simulator.scenario.schema import keys_at

Steps = tuple[Step, ...]
ORIGIN = (
    "value",
    "count",
    "between",
    "range",
    "audit",
    "posterior",
    "by_group",
    "by_kind",
    "dataset",
    "levels",
    "median",
    "p5",
    "none",
    "fixed_fpir",
    "fixed_fmr",
    "shipped",
    "folder",
)
"""The keys that say in which form a number is given."""
OF_ENCOUNTERS = (
    "year_to_year",
    "sites",
    "site_cv",
    "persons_per_encounter",
    "searches_per_encounter",
    "search_correlation",
    "profile",
    "unrecorded",
)
"""What is said of encounters beside how many there are."""


def base_of(document: Document) -> Block:
    """What a file that extends nothing says."""
    return mapping(without_nulls(_own(document), None, ()))


def laid_over(base: Block, document: Document, found: list[Fault]) -> Block:
    """The base with an overlay's values; what is wrong with the overlay, or changes nothing, goes to `found`."""
    overlay = _own(document)
    merged = mapping(_Overlay(document, found).merge(base, overlay, ()))
    inherited = base.get("cautions")
    if isinstance(inherited, list):
        merged["cautions"] = _with_inherited(merged.get("cautions", []), inherited)
        if "cautions" in overlay and overlay["cautions"] is None:
            found.append(document.remark(("cautions",), None, "takes nothing away: a base's cautions stay"))
    return merged


def _own(document: Document) -> Block:
    return {key: value for key, value in document.keyed.items() if key != "extends"}


def _with_inherited(own: Plain, inherited: list[Plain]) -> Plain:
    """An overlay's cautions come first and its base's stay, so that a short variant never loses a warning."""
    return [*own, *(each for each in inherited if each not in own)] if isinstance(own, list) else own


def names_key(steps: Steps, key: Step, *, entries: bool) -> bool:
    """Whether the grammar knows a key at a place.

    Args:
        entries: what to say of a mapping whose entries are named freely, such as groups or levels.
    """
    known = keys_at(steps)
    return key in known if known else entries


def without_nulls(value: Plain, replaced: Plain, steps: Steps) -> Plain:
    """A block as it stands by itself: nulls take away what was there before, and keys that the grammar knows.

    Args:
        replaced: what stood here before; None where nothing did.
    """
    if isinstance(value, list):
        return [without_nulls(item, None, (*steps, i)) for i, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    before = mapping(replaced)
    return {
        key: without_nulls(inner, before.get(key), (*steps, key))
        for key, inner in value.items()
        if inner is not None or not (key in before or names_key(steps, key, entries=False))
    }


class _Overlay:
    """One overlay being laid over its base."""

    def __init__(self, document: Document, found: list[Fault]) -> None:
        self.document, self.found = document, found

    def merge(self, base: Plain, overlay: Plain, steps: Steps) -> Plain:
        """The base with the overlay's values. A mapping laid over a list of stages changes the stages it names."""
        if isinstance(overlay, dict) and isinstance(base, list) and (known := _stages(base)) is not None:
            return self._merge_stages(base, known, overlay, steps)
        if not (isinstance(base, dict) and isinstance(overlay, dict)) or _is_new_form(base, overlay):
            if base == overlay and steps != ("schema",):  # every file says which grammar it speaks
                self._warn(steps, overlay, "changes nothing: the scenario it extends says the same")
            if steps == ("encounters",) and isinstance(base, dict) and isinstance(overlay, dict):
                self._warn_of_lost(base, overlay)
            return without_nulls(overlay, base, steps)
        if not overlay:
            self._warn(steps, overlay if steps else "", "is empty and changes nothing")
        result = dict(base)
        for key, value in overlay.items():
            here = (*steps, key)
            if value is not None:
                result[key] = (
                    self.merge(base[key], value, here) if key in base else without_nulls(value, None, here)
                )
            elif key in base:
                del result[key]
            elif names_key(steps, key, entries=True):
                self._warn(here, value, "takes nothing away: the scenario it extends has no such key")
            else:
                result[key] = None
        return result

    def _merge_stages(
        self, base: list[Plain], known: dict[str, int], overlay: Block, steps: Steps
    ) -> list[Plain]:
        result = list(base)
        for stage, change in overlay.items():
            if stage not in known:
                rule = f"is not a stage; the stages are {', '.join(known)}"
                self.found.append(self.document.fault((*steps, stage), change, rule))
            else:
                at = known[stage]
                result[at] = None if change is None else self.merge(base[at], change, (*steps, stage))
        return [item for item in result if item is not None]

    def _warn_of_lost(self, base: Block, overlay: Block) -> None:
        """Encounters counted in another form are other encounters: what the base said of its own does not go with them."""
        lost = [key for key in OF_ENCOUNTERS if base.get(key) is not None and key not in overlay]
        if lost:
            rule = f"counts encounters in another form, so {', '.join(lost)} of the scenario it extends no longer hold"
            hint = "say them again where they hold of these encounters too, or key: null where not"
            self.found.append(replace(self.document.fault(("encounters",), None, rule, hint), warns=True))

    def _warn(self, steps: Steps, value: Plain, rule: str) -> None:
        self.found.append(self.document.remark(steps, value, rule))


def _stages(base: list[Plain]) -> dict[str, int] | None:
    """The place of each stage of a pathway by its id; None where the list is no pathway."""
    ids = [enter(each, "stage") for each in base]
    named = [each for each in ids if isinstance(each, str)]
    return {stage: i for i, stage in enumerate(named)} if len(named) == len(ids) else None


def _is_new_form(base: Block, overlay: Block) -> bool:
    """A number given in another form replaces the old one whole, so that no old source sticks to a new value."""
    forms = (*ORIGIN, "times")
    given, had = ({key for key in forms if each.get(key) is not None} for each in (overlay, base))
    simple = not any(isinstance(v, dict) for v in base.values()) or bool(given & {"by_group", "none"})
    return bool(given) and bool(had) and (given != had or simple)
