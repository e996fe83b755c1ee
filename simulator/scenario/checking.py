"""What the grammar alone cannot see: groups, evidence, shares, stages; every fault, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from simulator.documents import Fault, did_you_mean
from simulator.documents.names import Step, enter
from simulator.evidence import EvidenceFaults, Library, Row, UnknownEvidence
from simulator.scenario import grammar
from simulator.scenario.groups import groups_of
from simulator.scenario.overlays import Layers
from simulator.scenario.quantities import Duration, Quantity
from simulator.scenario.walk import walk

Steps = tuple[Step, ...]
MOST_GROUPS = 200
SHARE_TOLERANCE = 0.005  # published percentages are rounded


class Parts:
    """The blocks of a scenario that are right by themselves; a wrong one is None and its checks are skipped."""

    def __init__(self, blocks: dict[str, Any]) -> None:
        self.blocks = blocks

    def __getattr__(self, name: str) -> Any:
        return self.blocks.get(name)


def check(parts: Parts, layers: Layers, library: Library) -> list[Fault]:
    """Every fault that needs more than one block, or the evidence, to be seen."""
    checker = _Checker(parts, layers, library)
    return [fault for rule in checker.rules() for fault in rule()]


class _Checker:
    def __init__(self, parts: Parts, layers: Layers, library: Library) -> None:
        self.parts, self.layers, self.library = parts, layers, library
        groups = parts.groups
        self.axes: dict[str, list[str]] = (
            {} if groups is None else {a: list(v) for a, v in groups.axes.items()}
        )
        self.levels = {level: axis for axis, levels in self.axes.items() for level in levels}

    def rules(self) -> tuple[Callable[[], Iterator[Fault]], ...]:
        usual = (self.origins, self.evidence, self.resources)
        if self.parts.groups is None:
            return usual
        if any(True for _ in self.groups()):
            return (self.groups, *usual)
        return (*usual, self.selectors, self.exposure, self.gallery, self.level, self.differential)

    def fault(self, steps: Steps, value: Any, rule: str, hint: str = "") -> Fault:
        return self.layers.fault(steps, value, rule, hint)

    def numbers(self) -> Iterator[tuple[Steps, BaseModel]]:
        """Every block that carries numbers, in the order of the file."""
        for name, block in self.parts.blocks.items():
            yield from walk(block, (grammar.Scenario.model_fields[name].alias or name,))

    # --- groups -------------------------------------------------------------------------------------------------

    def groups(self) -> Iterator[Fault]:
        """Axes, reference, labels and roll-ups name levels that exist, once."""
        groups: grammar.Groups = self.parts.groups
        every = [level for levels in groups.axes.values() for level in levels]
        for axis, levels in groups.axes.items():
            if not levels:
                yield self.fault(("groups", "axes", axis), levels, "an axis needs at least one level")
            for i, level in enumerate(levels):
                if every.count(level) > 1:
                    yield self.fault(
                        ("groups", "axes", axis, i),
                        level,
                        "this level is given twice; levels are unique over all axes",
                    )
        if not groups.axes:
            yield self.fault(
                ("groups", "axes"), {}, "at least one axis is needed, such as race: [black, white]"
            )
            return
        ids = [group.id for group in groups_of(groups)]
        if len(ids) > MOST_GROUPS:
            yield self.fault(
                ("groups", "axes"), None, f"makes {len(ids)} groups; at most {MOST_GROUPS} are computed"
            )
        if groups.reference not in ids:
            hint = did_you_mean(groups.reference, ids) or f"a group is written {ids[0]}"
            yield self.fault(("groups", "reference"), groups.reference, "is not a group of these axes", hint)
        for name, chosen in groups.rollups.items():
            for axis, levels in chosen.items():
                if axis not in groups.axes:
                    yield self.fault(
                        ("groups", "rollups", name, axis),
                        axis,
                        "is not an axis",
                        did_you_mean(axis, groups.axes),
                    )
                for i, level in enumerate(levels if axis in groups.axes else []):
                    if level not in groups.axes[axis]:
                        hint = did_you_mean(level, groups.axes[axis])
                        yield self.fault(
                            ("groups", "rollups", name, axis, i), level, f"is not a level of {axis}", hint
                        )

    # --- origins and evidence -----------------------------------------------------------------------------------

    def origins(self) -> Iterator[Fault]:
        """Every number says where it comes from, or that it is assumed; a published rate without trials has a spread."""
        rule = "says neither where it comes from nor that it is assumed"
        hint = "add source: <id> or assumed: <why>"
        for steps, block in self.numbers():
            if isinstance(block, grammar.AxisTable):
                yield from self._one_form(steps, block, ("dataset", "levels"))
            if isinstance(block, grammar.GroupTable):
                yield from self._one_form(steps, block, ("dataset", "by_group", "total"), extra="by_group")
            needs = (
                isinstance(block, Quantity)
                and block.form not in ("audit", "by_group")
                and not _is_design(steps)
            )
            needs = needs or (isinstance(block, Duration) and block.by_kind is None)
            needs = needs or isinstance(block, grammar.Detention | grammar.LegalLimit)
            if needs and not (block.source or block.assumed):  # type: ignore[attr-defined]
                yield self.fault(steps, self._written(steps), rule, hint)

    def _one_form(self, steps: Steps, block: Any, forms: tuple[str, ...], extra: str = "") -> Iterator[Fault]:
        given = [form for form in forms if getattr(block, form) is not None]
        if len(given) != 1 and set(given) != {"dataset", extra}:
            found = " and ".join(given) if given else "none"
            yield self.fault(steps, self._written(steps), f"needs one of {', '.join(forms)}; it has {found}")
        if "total" in given and block.shares is None:
            yield self.fault(steps, self._written(steps), "a total needs shares along every axis")

    def _written(self, steps: Steps) -> Any:
        data: Any = self.layers.data
        for step in steps:
            data = enter(data, step)
        return data

    def evidence(self) -> Iterator[Fault]:
        """Every id named exists in the library."""
        for steps, block in self.numbers():
            for name, find in (
                ("source", self._find_any),
                ("audit", self._find_row),
                ("dataset", self._find_set),
            ):
                value = getattr(block, name, None)
                if isinstance(block, grammar.Differential) and name == "audit":
                    find = self._find_set
                for i, key in enumerate(value if isinstance(value, list) else [value]):
                    if isinstance(key, str):
                        at = (*steps, name, i) if isinstance(value, list) else (*steps, name)
                        yield from self._found(at, key, find)
            if isinstance(block, grammar.Level):
                for i, key in enumerate(block.points):
                    yield from self._found((*steps, "points", i), key, self._find_row)
            crosswalk = getattr(block, "crosswalk", None)
            if crosswalk is not None:
                yield from self._found((*steps, "crosswalk"), crosswalk, self.library.crosswalk)
            if isinstance(block, Quantity) and block.audit is not None:
                yield from self._usable(steps, block)

    def _find_any(self, key: str) -> object:
        if "/" not in key:
            return self.library.source(key)
        try:
            return self._find_row(key)
        except UnknownEvidence:
            return self._find_set(key)

    def _find_row(self, key: str) -> object:
        return self.library.row(key)

    def _find_set(self, key: str) -> object:
        return self.library.set(key)

    def _found(self, steps: Steps, key: str, find: Callable[[str], object]) -> Iterator[Fault]:
        try:
            find(key)
        except UnknownEvidence as error:
            near = (
                f"did you mean {error.suggestions[0]}?"
                if error.suggestions
                else "see `detention-impact evidence list`"
            )
            yield self.fault(steps, key, "is not in the evidence library", near)
        except EvidenceFaults as error:
            yield self.fault(steps, key, f"names evidence with faults of its own: {error}")

    def _usable(self, steps: Steps, block: Quantity) -> Iterator[Fault]:
        """A row that is used as a number has one, within bounds; a rate without trials or interval has a spread."""
        try:
            row = self.library.row(block.audit or "")
        except (UnknownEvidence, EvidenceFaults):
            return
        if row.rate is None and (row.lo is None or row.hi is None):
            yield self.fault((*steps, "audit"), block.audit, "this row publishes a direction, not a number")
        elif row.rate is not None and not block.lowest <= row.rate <= block.highest:
            yield self.fault(
                (*steps, "audit"), block.audit, f"its value {row.rate:g} is not a {block.dimension}"
            )
        elif row.unit == "rate" and not _has_doubt(row) and block.spread is None:
            rule = "this rate was published without trials or interval, and a rate is never a fixed number"
            yield self.fault(
                (*steps, "audit"),
                block.audit,
                rule,
                "add spread: {between: [low, high], assumed: why} around 1",
            )

    # --- numbers per group --------------------------------------------------------------------------------------

    def selectors(self) -> Iterator[Fault]:
        """`by_group` selectors are groups, levels or `default`, and every group is reached."""
        known = {group.id for group in groups_of(self.parts.groups)} | set(self.levels) | {"default"}
        for steps, block in self.numbers():
            table = getattr(block, "by_group", None)
            if not isinstance(table, dict):
                continue
            for selector in table:
                if selector not in known:
                    hint = did_you_mean(selector, known)
                    yield self.fault(
                        (*steps, "by_group", selector), selector, "is no group, level or `default`", hint
                    )
            if not isinstance(block, grammar.GroupTable):
                for group in groups_of(self.parts.groups):
                    if not {group.id, "default", *group.levels} & set(table):
                        rule = f"says nothing for {group.id}"
                        yield self.fault((*steps, "by_group"), list(table), rule, "add it, or a default")

    def exposure(self) -> Iterator[Fault]:
        """Every group has encounters and a population; shares cover their axis and sum to 1."""
        for name in ("encounters", "population"):
            table = getattr(self.parts, name)
            if table is not None:
                yield from self._group_table(
                    table, (name,), "exposure" if name == "encounters" else "population"
                )

    def _group_table(self, table: grammar.GroupTable, steps: Steps, what: str) -> Iterator[Fault]:
        if table.total is not None:
            yield from self._axis_tables(table.shares or {}, (*steps, "shares"), what)
            return
        published = self._reported(table.dataset) if table.dataset else []
        for group in groups_of(self.parts.groups):
            selected = table.by_group is not None and {group.id, "default", *group.levels} & set(
                table.by_group
            )
            if not selected and group.levels not in published:
                where = f"neither {table.dataset} nor by_group has" if table.dataset else "by_group has"
                hint = f"add by_group: {{{group.id}: …}}"
                yield self.fault(steps, None, f"group {group.id} has no {what}: {where} it", hint)

    def _reported(self, dataset: str) -> list[tuple[str | None, ...]]:
        rows = self._rows(dataset)
        return [
            tuple(self._level(row, axis, dataset) for axis in self.axes)
            for row in rows
            if row.rate is not None
        ]

    def _rows(self, dataset: str) -> tuple[Row, ...]:
        try:
            return self.library.set(dataset)
        except (UnknownEvidence, EvidenceFaults):
            return ()

    def _level(self, row: Row, axis: str, dataset: str, crosswalk: str | None = None) -> str | None:
        label = row.sex if axis == "sex" else row.race if axis == "race" else ""
        walk = self.library.crosswalk(crosswalk or self.library.source(dataset.split("/")[0]).crosswalk)
        return walk.to(axis, label) if label else None

    def _axis_tables(self, tables: dict[str, grammar.AxisTable], steps: Steps, what: str) -> Iterator[Fault]:
        for axis in self.axes:
            if axis not in tables:
                yield self.fault(
                    steps, list(tables), f"the axis {axis} has no shares, so no group has {what}"
                )
        for axis, table in tables.items():
            here = (*steps, axis)
            if axis not in self.axes:
                yield self.fault(here, axis, "is not an axis of groups.axes", did_you_mean(axis, self.axes))
            elif table.levels is not None:
                yield from self._levels(table.levels, axis, here, what)
            elif table.dataset is not None:
                yield from self._dataset(table, axis, here, what)

    def _levels(self, levels: dict[str, Any], axis: str, steps: Steps, what: str) -> Iterator[Fault]:
        for level in levels:
            if level not in self.axes[axis]:
                hint = did_you_mean(level, self.axes[axis])
                yield self.fault((*steps, "levels", level), level, f"is not a level of {axis}", hint)
        for level in self.axes[axis]:
            if level not in levels:
                yield self.fault(
                    (*steps, "levels"),
                    list(levels),
                    f"{level} has no {what}",
                    f"add {level}, with 0 if nobody",
                )
        values = [quantity.value for quantity in levels.values()]
        if values and all(value is not None and value <= 1 for value in values):
            total = sum(value for value in values if value is not None)
            if abs(total - 1) > SHARE_TOLERANCE:
                yield self.fault((*steps, "levels"), f"{total:g}", "shares must sum to 1", "or give counts")

    def _dataset(self, table: grammar.AxisTable, axis: str, steps: Steps, what: str) -> Iterator[Fault]:
        dataset = table.dataset or ""
        rows = self._rows(dataset)
        reported = {self._level(row, axis, dataset) for row in rows}
        for level in self.axes[axis]:
            if rows and level not in reported:
                yield self.fault(
                    (*steps, "dataset"), dataset, f"{level} has no {what} in it", "give levels: instead"
                )
        for row in rows:
            label = row.sex if axis == "sex" else row.race
            ours = self._level(row, axis, dataset)
            if label and ours not in self.axes[axis] and label not in table.left_out:
                rule = f"its label {label!r} is no level of {axis}"
                yield self.fault((*steps, "dataset"), dataset, rule, f"say so: left_out: {{{label}: why}}")

    def gallery(self) -> Iterator[Fault]:
        """The gallery's composition covers every axis; images are at least persons."""
        gallery = self.parts.gallery
        if gallery is None:
            return
        yield from self._axis_tables(gallery.composition, ("gallery", "composition"), "share of the gallery")
        persons, images = gallery.persons.value, gallery.images.value if gallery.images else None
        if persons is not None and images is not None and images < persons:
            yield self.fault(("gallery", "images"), images, f"fewer images than persons ({persons:g})")

    # --- matcher ------------------------------------------------------------------------------------------------

    def level(self) -> Iterator[Fault]:
        """An FPIR belongs to a gallery size; the level's group and audience are groups and levels."""
        matcher = self.parts.matcher
        if matcher is None:
            return
        level: grammar.Level = matcher.level
        size = level.gallery_size
        if size is None and level.audit is not None:
            try:
                size = self.library.row(level.audit).gallery_size
            except (UnknownEvidence, EvidenceFaults):
                size = 1.0
        if level.as_ == "fpir" and size is None:
            yield self.fault(
                ("matcher", "level"),
                self._written(("matcher", "level")),
                "an FPIR belongs to a gallery size",
                "add gallery_size: N",
            )
        ids = [group.id for group in groups_of(self.parts.groups)]
        if level.group is not None and level.group not in ids:
            yield self.fault(
                ("matcher", "level", "group"), level.group, "is not a group", did_you_mean(level.group, ids)
            )
        if level.group is None and level.as_ == "fmr":
            yield self.fault(
                ("matcher", "level"),
                None,
                "an FMR belongs to a group",
                f"add group: {self.parts.groups.reference}",
            )
        for i, name in enumerate(level.probes.over if level.probes else []):
            if name not in self.levels:
                yield self.fault(
                    ("matcher", "level", "probes", "over", i),
                    name,
                    "is not a level",
                    did_you_mean(name, self.levels),
                )

    def differential(self) -> Iterator[Fault]:
        """Each level is measured by the audit or says `unmeasured`; a proxy and a one-way audit name their cross factor."""
        matcher = self.parts.matcher
        if matcher is None:
            return
        spec: grammar.Differential = matcher.differential
        here: Steps = ("matcher", "differential")
        if (spec.audit is None) == (spec.none is None):
            yield self.fault(here, None, "needs either audit: or none: <why>")
            return
        audits = [spec.audit] if isinstance(spec.audit, str) else spec.audit or []
        tables = [(audit, rows) for audit in audits if (rows := self._rows(audit))]
        if not tables or len(tables) < len(audits):
            return
        for axis in (axis for axis in ("sex", "race") if axis in self.axes):
            yield from self._coverage(axis, spec, tables)
        rows = tables[0][1]
        one_way = not any((r.sex_gallery, r.race_gallery) not in (("", ""), (r.sex, r.race)) for r in rows)
        if one_way and spec.cross_group is None:
            rule = "this audit compares no group with another"
            yield self.fault(here, audits[0], rule, "add cross_group: {between: [low, high], assumed: why}")

    def _coverage(
        self, axis: str, spec: grammar.Differential, tables: list[tuple[str, tuple[Row, ...]]]
    ) -> Iterator[Fault]:
        here: Steps = ("matcher", "differential")
        measured = [{self._level(row, axis, audit, spec.crosswalk) for row in rows} for audit, rows in tables]
        split = all(any(level is not None for level in each) for each in measured)
        common = set.intersection(*measured) if split else set(self.axes[axis])
        for level in self.axes[axis]:
            if level not in common and level not in spec.unmeasured:
                rule = f"{level} is not measured by {' and '.join(audit for audit, _ in tables)}"
                line = f"say so: unmeasured: {{{level}: no audit at hand reports this group}}"
                yield self.fault(here, None, rule, line)
            if level in common and level in spec.unmeasured and split:
                yield self.fault(
                    (*here, "unmeasured", level),
                    level,
                    "is measured by the audit named; take it off this list",
                )
        for level in spec.unmeasured:
            if level not in self.levels:
                yield self.fault(
                    (*here, "unmeasured", level), level, "is not a level", did_you_mean(level, self.levels)
                )

    # --- pathway ------------------------------------------------------------------------------------------------

    def resources(self) -> Iterator[Fault]:
        """Stages are named once, wait for resources that exist, and all but the last say who goes on."""
        stages: list[grammar.Stage] = self.parts.pathway or []
        names = [stage.stage for stage in stages]
        known = self.parts.resources or {}
        for i, stage in enumerate(stages):
            here: Steps = ("pathway", i)
            if names.count(stage.stage) > 1:
                yield self.fault((*here, "stage"), stage.stage, "this stage is given twice")
            for name in ([stage.by] if stage.by else []) + stage.keeps:
                if name not in known:
                    hint = did_you_mean(name, known) or "name it under resources:"
                    yield self.fault((*here, "by"), name, "is not a resource", hint)
            if i < len(stages) - 1 and stage.proceeds is None:
                yield self.fault(
                    here, None, "only the last stage may leave out proceeds", "say who goes on to the next"
                )
            for kind in grammar.KINDS if stage.proceeds is not None else ():
                if kind not in (stage.proceeds or {}):
                    yield self.fault(
                        (*here, "proceeds"),
                        None,
                        f"says nothing for {kind}",
                        "a share of 0 is written {value: 0, …}",
                    )


def _is_design(steps: Steps) -> bool:
    """Places where the deployment itself chooses the number."""
    return steps in (("gallery", "persons"), ("gallery", "images")) or steps[:2] == ("matcher", "policy")


def _has_doubt(row: Row) -> bool:
    return row.numerator is not None or (row.lo is not None and row.hi is not None)
