"""`--as audit`: a vendor's or a laboratory's table of rates in the evidence format; what it does not say becomes questions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.documents import Fault, Faults, did_you_mean
from simulator.evidence import LABELS
from simulator.records.deployments.cells import MORE_THAN_PICTURED, PICTURES
from simulator.records.imports.evidence_format import crosswalk_text, rates_text, source_text
from simulator.records.imports.layouts.plain import slug
from simulator.records.imports.opening import Table, open_table

METRICS = {
    "fpir": "identification",
    "fnir": "identification",
    "tpir": "identification",
    "fmr": "verification",
    "fnmr": "verification",
    "tmr": "verification",
}
NAMES = {
    "metric": ("metric", "measure", "statistic"),
    "sex": ("sex", "gender", "probe_sex"),
    "race": (
        "race",
        "ethnicity",
        "race_ethnicity",
        "group",
        "demographic",
        "skin",
        "skin_type",
        "probe_race",
    ),
    "age": ("age", "age_band", "age_group"),
    "sex_gallery": ("sex_gallery", "gallery_sex"),
    "race_gallery": ("race_gallery", "gallery_race"),
    "vendor": ("vendor", "supplier"),
    "algorithm": ("algorithm", "model", "product", "version"),
    "threshold": ("threshold", "score", "operating_point"),
    "gallery_size": ("gallery_size", "gallery", "n", "enrolled", "database_size"),
    "value": ("value", "rate", "error_rate"),
    "numerator": ("numerator", "errors", "false_matches", "false_positives", "events", "misses", "x"),
    "denominator": ("denominator", "trials", "comparisons", "searches", "probes", "impostors"),
    "lo": ("lo", "low", "ci_low", "lower"),
    "hi": ("hi", "high", "ci_high", "upper"),
}
CELL = (
    "metric",
    "sex",
    "race",
    "age",
    "sex_gallery",
    "race_gallery",
    "vendor",
    "algorithm",
    "threshold",
    "gallery_size",
)
"""What tells one rate from another: two rows that agree on all of it are of one cell."""
TELL_APART = "take one out, add up their errors and trials, or tell them apart by algorithm, threshold, gallery_size or age"
NUMBERS = ("gallery_size", "value", "numerator", "denominator", "lo", "hi")
ALL = ("all", "any", "total", "overall", "")
_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Audit:
    """Rows of rates.csv, the kind of test they come from, and what the table leaves open."""

    rows: tuple[Cells, ...]
    kind: str
    questions: tuple[str, ...]
    remarks: tuple[str, ...]


def read_audit(path: Path) -> Audit:
    """A table of rates, one row a rate, or a column for each metric (fmr, fnmr, fpir, fnir).

    Raises:
        Faults: no metric, a number that cannot be one, or a share above 1 (a per cent without its sign); all in one pass.
    """
    table = open_table(path)
    places = {role: next((n for n in names if n in table.columns), "") for role, names in NAMES.items()}
    wide = [metric for metric in METRICS if metric in table.columns]
    if not wide and not (places["metric"] and (places["value"] or places["numerator"])):
        rule = "has neither a column metric with a value, nor one called " + ", ".join(METRICS)
        raise Faults([Fault(path.as_posix(), 1, 0, "", "", rule, "name what was measured: a column metric")])
    faults: list[Fault] = []
    placed = [
        (line, row)
        for line, cells in enumerate(_lines(table), start=2)
        for row in _rows(path.as_posix(), line, cells, places, wide, faults)
    ]
    rows = [row for _, row in placed]
    unread = [name for name in table.columns if name not in (*places.values(), *wide)]
    faults += _twice(path.as_posix(), placed, unread)
    kinds = {METRICS[row["metric"]] for row in rows if row["metric"] in METRICS}
    if len(kinds) > 1:
        rule = "joins rates of a comparison (FMR, FNMR) and of a search (FPIR, FNIR)"
        faults.append(
            Fault(path.as_posix(), 0, 0, "metric", "", rule, "import them apart: they are two sources")
        )
    if not rows and not faults:
        faults.append(Fault(path.as_posix(), 0, 0, "", "", "has no rate", ""))
    if faults:
        raise Faults(faults)
    kind = kinds.pop() if kinds else "identification"
    remarks = (
        ["Per cents were written as shares of 1."] if any("per cent" in row["note"] for row in rows) else []
    )
    return Audit(tuple(_named(rows)), kind, tuple(_questions(rows, kind)), tuple(remarks))


def _lines(table: Table) -> Iterator[Cells]:
    names = list(table.columns)
    for block in table.blocks([table.columns[name] for name in names]):
        columns = [
            [cell.decode("utf-8", "replace").strip() for cell in column.to_pylist()] for column in block
        ]
        for cells in zip(*columns, strict=True):
            yield dict(zip(names, cells, strict=True))


def _rows(
    named: str, line: int, cells: Cells, places: dict[str, str], wide: Sequence[str], faults: list[Fault]
) -> Iterator[Cells]:
    """The rates of one line; a wide table has several."""
    shared = {role: cells.get(name, "") if name else "" for role, name in places.items()}
    for role in ("sex", "race", "sex_gallery", "race_gallery"):
        shared[role] = "" if shared[role].casefold() in ALL else slug(shared[role])
    for metric in wide or (shared["metric"].casefold(),):
        row = {**shared, "metric": slug(metric), "note": ""}
        if wide:
            row["value"] = cells[metric]
        if not row["value"] and not row["numerator"]:
            continue
        if row["metric"] not in METRICS:
            hint = did_you_mean(row["metric"], METRICS) or f"use {', '.join(METRICS)}"
            faults.append(
                Fault(named, line, 0, "metric", metric, "is no metric of face matching known here", hint)
            )
        for name in NUMBERS:
            row[name] = _number(named, line, name, row, faults)
        if _more_errors_than_trials(row):
            rule = f"is more than the {row['denominator']} trials: no trial has two errors"
            faults.append(Fault(named, line, 0, "numerator", row["numerator"], rule, "correct one of them"))
        yield row


def _twice(named: str, placed: Iterable[tuple[int, Cells]], unread: Sequence[str]) -> Iterator[Fault]:
    """Rates of one cell: no rule at hand says which of them holds, and a scenario that cited them would be refused.

    Args:
        unread: columns of the table that tell nothing here; what differs may stand there.
    """
    seen: dict[tuple[str, ...], tuple[int, Cells]] = {}
    for line, row in placed:
        cell = tuple(_as_number(row[name]) for name in CELL)
        if cell not in seen:
            seen[cell] = line, row
            continue
        first, other = seen[cell]
        told = [name for name in NUMBERS if row[name] != other[name]]
        name = next((name for name in ("value", "numerator") if row[name]), "value")
        same = "the same rate" if not told else f"a rate of the same cell ({_called(row)})"
        rule = f"is {same} as line {first}" + (f", which has {other[name] or 'none'}" if told else "")
        apart = f"; nothing here reads {', '.join(unread)}: import those rows apart" if unread else ""
        hint = "take one out" if not told else f"{TELL_APART}{apart}"
        yield Fault(named, line, 0, name, row[name], rule, hint)


def _as_number(text: str) -> str:
    """A threshold or a size by its number: 0.60 is 0.6."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text.casefold()


def _called(row: Cells) -> str:
    """A cell in words, as far as its row tells it."""
    told = " ".join(row[name] for name in ("sex", "race", "age") if row[name]) or "everybody"
    enrolled = " ".join(row[name] for name in ("sex_gallery", "race_gallery") if row[name])
    of = f"{row['metric']} of {told}" + (f" against {enrolled}" if enrolled else "")
    at = [
        f"{name.replace('_', ' ')} {row[name]}"
        for name in ("vendor", "algorithm", "threshold", "gallery_size")
        if row[name]
    ]
    return ", ".join([of, *at])


def _more_errors_than_trials(row: Cells) -> bool:
    try:
        return float(row["numerator"]) > float(row["denominator"])
    except ValueError:  # one is not given, or is told of as no number
        return False


def _number(named: str, line: int, name: str, row: Cells, faults: list[Fault]) -> str:
    text = row[name]
    if not text:
        return ""
    share = name in ("value", "lo", "hi")
    found = _PER_CENT.fullmatch(text)
    if found and share:
        row["note"] = f"printed as {text}, per cent"
        return f"{float(found[1]) / 100:.12g}"
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        hint = "write digits, a point for decimals and nothing between thousands"
        faults.append(Fault(named, line, 0, name, text, "is not a number", hint))
        return text
    if share and not 0 <= number <= 1:
        hint = "a share is at most 1; write per cents with their sign, 0.5 %"
        faults.append(Fault(named, line, 0, name, text, "is no share", hint))
    if name == "gallery_size" and number > PICTURES:
        faults.append(Fault(named, line, 0, name, text, MORE_THAN_PICTURED, "correct it"))
    return f"{int(number)}" if number == int(number) and not share else text


def _named(rows: Sequence[Cells]) -> Iterator[Cells]:
    """Rows with ids, in one set for each metric, algorithm, threshold and gallery."""
    seen: dict[str, int] = {}
    for row in rows:
        parts = [row["metric"], row["algorithm"], f"t{row['threshold']}" if row["threshold"] else ""]
        parts.append(f"n{row['gallery_size']}" if row["gallery_size"] else "")
        whose = [row[name] for name in ("sex", "race", "age")]
        if row["sex_gallery"] or row["race_gallery"]:
            whose += ["to", row["sex_gallery"], row["race_gallery"]]
        group = _joined("by-group", *parts) if any(whose) else ""
        name = _joined(*parts, *(whose if any(whose) else ["all"]))
        seen[name] = seen.get(name, 0) + 1
        again = f"-{seen[name]}" if seen[name] > 1 else ""
        yield {**row, "row": name + again, "set": group, "unit": "rate"}


def _joined(*parts: str) -> str:
    return "-".join(slug(part) for part in parts if part)


def _questions(rows: Sequence[Cells], kind: str) -> Iterator[str]:
    if any(not row["denominator"] for row in rows):
        yield "How many trials does each rate rest on? A rate without them needs a spread that somebody assumes."
    if any(not row["numerator"] for row in rows):
        yield "How many errors were counted? A zero of few trials is no rate of zero."
    if any(not row["threshold"] for row in rows):
        yield "At which threshold was it measured, and is it the one on offer?"
    if kind == "identification" and any(not row["gallery_size"] for row in rows):
        yield "Against how many enrolled faces? An FPIR belongs to a gallery's size."
    if any(not row["algorithm"] for row in rows):
        yield "Which algorithm and version was tested? Another version has other rates."
    measured = {row["race"] for row in rows}
    if missing := [label for label in LABELS["race"] if label not in measured]:
        yield f"Who was not measured? It has no {', '.join(missing)}: a scenario with them says `unmeasured`."
    strange = sorted(label for label in measured if label and label not in LABELS["race"])
    if strange:
        yield f"Whom do these labels mean? {', '.join(strange)}: crosswalk.yaml leaves them out until it says."
    if not any(row["sex_gallery"] or row["race_gallery"] for row in rows):
        yield "Were people compared across groups? Without it a scenario needs `cross_group`."
    yield "How were groups told: by the people themselves, by whom else, by country of birth or skin?"
    yield "Whose images, taken where and with which cameras? The step to the street is the scenario's `transfer`."
    yield "Who tested, who paid, and where is it published? source.yaml says `not stated` until somebody fills it in."


def audit_files(name: str, found: Audit, table: str, title: str) -> dict[str, str]:
    """The folder's files: source, rates, crosswalk, and the questions."""
    trials = [int(row["denominator"]) for row in found.rows if row["denominator"]]
    source = {
        "id": name,
        "title": title or f"Table of rates {table}",
        "url": "none",
        "date": "not stated",
        "licence": "not stated",
        "kind": found.kind,
        "measured": f"{', '.join(sorted({row['metric'].upper() for row in found.rows}))} of face matching, {len(found.rows)} rates",
        "groups_coded": "not stated",
        "thresholds": ", ".join(sorted({row["threshold"] for row in found.rows if row["threshold"]}))
        or "not stated",
        "trials": f"{min(trials):,} to {max(trials):,} a rate" if trials else "not stated",
        "limits": [*found.remarks, *found.questions],
        "hand": "first",
        "known_discrepancies": [],
        "crosswalk": "own",
    }
    notes = {
        axis: dict.fromkeys(
            (row[name] for row in found.rows for name in (axis, f"{axis}_gallery")), "as the table has it"
        )
        for axis in ("sex", "race")
    }
    return {
        "source.yaml": source_text(source),
        "rates.csv": rates_text({**row, "locator": table} for row in found.rows),
        "crosswalk.yaml": crosswalk_text(name, notes),
        "questions.md": "\n".join(
            [f"# Open questions: {name}", "", *(f"- {text}" for text in found.questions)]
        )
        + "\n",
    }
