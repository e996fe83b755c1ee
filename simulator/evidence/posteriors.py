"""Fits as evidence: what a table of deployments taught, as joint draws of its parameters. Imports no numpy.

A fit is a folder with two files that `fit` wrote: `fit.json` says what each parameter is and which rows of evidence were
learned from; `posterior.parquet` holds one row a possible world. Here the first is read and the second held to its hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from simulator.documents import Fault, did_you_mean
from simulator.evidence.faults import EvidenceFaults

ABOUT, ROWS_FILE = "fit.json", "posterior.parquet"
FEWEST_ROWS = 8_192
"""Rows a fit must have: with fewer a sensitivity index of the whole fit is off by more than the draws are."""
TARGETS = {"true": "true_alerts", "false": "false_alerts", "arrest": "arrests"}
"""What the first word of a parameter's name counts."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A column of a fit. `lo`, `hi`: 90 % of its rows; `least`, `most`: all of them.

    prior_scale: of the half-normal prior of a standard deviation of logs; None for other parameters.
    """

    name: str
    unit: str
    says: str
    lo: float
    median: float
    hi: float
    least: float
    most: float
    prior_scale: float | None = None

    @property
    def short(self) -> str:
        """Which kind of count it is of: the first word of its name."""
        return self.name.split("_")[0]

    @property
    def is_rate(self) -> bool:
        """Whether it is a rate of a kind of count, which its row's own slopes carry to other conditions."""
        return self.unit == "per face"


@dataclass(frozen=True)
class Posterior:
    """What a fit taught. Its rates hold at `watchlist_size` and `threshold`; the table saw those of `seen`.

    digest: SHA-256 of the rows. laboratory: the row of evidence that taught beside the table, empty where none did. evidence: ids of the rows of evidence learned from. source: the shipped source it is of,
    empty where it is of somebody's own table. forces: how many the table knows, a laboratory not counted.
    """

    title: str
    digest: str
    rows: int
    watchlist_size: float
    threshold: float
    forces: int
    seen: Mapping[str, tuple[float, float]]
    evidence: frozenset[str]
    parameters: Mapping[str, Parameter]
    files: Mapping[str, bytes]
    laboratory: str = ""
    source: str = ""

    @property
    def content(self) -> bytes:
        """The rows, as Parquet."""
        return self.files[ROWS_FILE]

    @cached_property
    def sources(self) -> frozenset[str]:
        """The sources its rows are of."""
        return frozenset(key.split("/")[0] for key in self.evidence)

    def of_laboratory(self, parameter: Parameter) -> bool:
        """Whether a rate is the laboratory's own, and not a street's."""
        return bool(self.laboratory) and f"laboratory {self.laboratory}," in parameter.says

    def slope(self, short: str, name: str) -> Parameter | None:
        """The parameter `<kind of count>_<name>`, None where the fit has none."""
        return self.parameters.get(f"{short}_{name}")


def read_posterior(folder: Path, shown: str, source: str = "") -> Posterior:
    """The fit in a folder.

    Raises:
        EvidenceFaults: there is none, it is damaged, or it is something else. Paths start with `shown`.
    """
    try:
        files = {name: (folder / name).read_bytes() for name in (ABOUT, ROWS_FILE)}
    except (OSError, ValueError):
        rule = f"is no fit: it has no {ABOUT} and {ROWS_FILE}"
        hint = "make one with `detention-impact fit TABLE`, and give the folder it prints"
        raise EvidenceFaults([Fault(shown, 0, 0, "", "", rule, hint)], missing=True) from None
    try:
        told = json.loads(files[ABOUT])
        if not isinstance(told, dict) or told.get("kind") != "fit":
            raise ValueError(f"its {ABOUT} does not say that it is one")
        found = _told(told, files, source)
    except (ValueError, KeyError, TypeError) as error:
        why = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        rule, hint = f"is not a fit that can be read: {why}", "fit the table again with this version"
        raise EvidenceFaults([Fault(shown, 0, 0, ABOUT, "", rule, hint)]) from None
    if told["posterior"]["sha256"] != found.digest:
        rule = f"is damaged: {ROWS_FILE} is not the one that {ABOUT} describes"
        raise EvidenceFaults(
            [Fault(shown, 0, 0, ROWS_FILE, found.digest[:12], rule, "copy the folder again, whole")]
        )
    if found.rows < FEWEST_ROWS:
        rule = f"has too few rows: a scenario needs {FEWEST_ROWS:,} at least"
        raise EvidenceFaults(
            [Fault(shown, 0, 0, ROWS_FILE, f"{found.rows:,}", rule, "fit the table again with this version")]
        )
    return found


def _told(told: dict[str, Any], files: dict[str, bytes], source: str) -> Posterior:
    return Posterior(
        title=str(told["name"]),
        digest=hashlib.sha256(files[ROWS_FILE]).hexdigest(),
        rows=int(told["posterior"]["rows"]),
        watchlist_size=float(told["reference"]["watchlist_size"]),
        threshold=float(told["reference"]["threshold"]),
        forces=len(told["forces"]),
        seen=MappingProxyType({name: (float(lo), float(hi)) for name, (lo, hi) in told["seen"].items()}),
        evidence=frozenset(map(str, told["evidence"])),
        parameters=MappingProxyType(
            {name: _parameter(name, each) for name, each in told["parameters"].items()}
        ),
        files=MappingProxyType(files),
        laboratory=str(told.get("laboratory", "")),
        source=source,
    )


def _parameter(name: str, told: dict[str, Any]) -> Parameter:
    lo, median, hi, least, most = (float(told[key]) for key in ("lo", "median", "hi", "least", "most"))
    scale = told.get("prior_scale")
    prior = None if scale is None else float(scale)
    return Parameter(name, str(told["unit"]), str(told["says"]), lo, median, hi, least, most, prior)


def unknown_parameter(posterior: Posterior, name: str) -> str:
    """What to write instead of a parameter that a fit has not."""
    names = list(posterior.parameters)
    near = did_you_mean(name, names)
    return f"{near + '; ' if near else ''}it has {', '.join(names)}"
