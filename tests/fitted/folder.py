"""A made fit: joint rows with a planted correlation, written as `fit` writes them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROWS = 8_192
WATCHLIST, THRESHOLD = 10_000.0, 0.60
CORRELATION = -0.8
LABORATORY = "false_rate_setting_1"
UNITS = {
    "rate": ("per face", "log"),
    "rate_setting_1": ("per face", "log"),
    "watchlist": ("exponent", "plain"),
    "threshold": ("log per 0.01", "plain"),
    "force": ("sd of logs", "log"),
    "setting": ("sd of logs", "log"),
    "step": ("times the laboratory's", "log"),
}


def columns(seed: int = 1) -> dict[str, Floats]:
    """Joint rows: the logarithm of the false rate and its growth are correlated; sorted along both."""
    chance = np.random.default_rng(seed)
    first, other, *rest = chance.standard_normal((9, ROWS))
    growth = CORRELATION * first + np.sqrt(1 - CORRELATION**2) * other
    order = np.argsort(first - growth)
    false = 1e-4 * np.exp(0.8 * first)
    made = {
        "false_rate": false,
        "false_rate_setting_1": 2e-4 * np.exp(0.3 * rest[0]),
        "false_step": false / 2e-4,
        "false_watchlist": np.clip(0.6 + 0.1 * growth, 0, 1),
        "false_threshold": -0.2 + 0.02 * rest[1],
        "false_force": np.abs(0.5 * rest[2]),
        "false_setting": 0.7 + 0.1 * np.tanh(rest[3]),
        "true_rate": 1e-3 * np.exp(0.3 * rest[4]),
        "true_watchlist": 0.7 + 0.05 * rest[5],
        "true_threshold": -0.05 + 0.01 * rest[6],
        "true_setting": np.full(ROWS, 0.4),
        "arrest_share": np.random.default_rng(seed + 100).beta(45, 55, ROWS),
    }
    return {name: np.asarray(values[order].astype(np.float32), np.float64) for name, values in made.items()}


def fit_folder(folder: Path, *, made: dict[str, Floats] | None = None, **about: Any) -> Path:
    """A fit's two files; `about` replaces what `fit.json` says."""
    found = columns() if made is None else made
    folder.mkdir(parents=True, exist_ok=True)
    fields, told = [], {}
    for name, values in found.items():
        unit, scale = UNITS.get(name.split("_", 1)[1], ("share", "logit"))
        fields.append(pa.field(name, pa.float32(), metadata={"unit": unit, "scale": scale}))
        ends = (*np.quantile(values, [0.05, 0.5, 0.95]), values.min(), values.max())
        whose = ", laboratory npl-neoface-2023/t060-n10000, its own" if name == LABORATORY else ""
        told[name] = {"unit": unit, "says": f"{name} of a made fit{whose}"} | dict(
            zip(("lo", "median", "hi", "least", "most"), map(float, ends), strict=True)
        )
        if unit == "sd of logs":
            told[name]["prior_scale"] = 0.7
    path = folder / "posterior.parquet"
    pq.write_table(pa.table(list(found.values()), schema=pa.schema(fields)), path)
    rows = {
        "rows": len(next(iter(found.values()))),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    (folder / "fit.json").write_text(
        json.dumps(
            {
                "kind": "fit",
                "name": "made-fit",
                "posterior": rows,
                "reference": {"watchlist_size": WATCHLIST, "threshold": THRESHOLD},
                "seen": {"threshold": [0.58, 0.66], "watchlist_size": [1_000, 20_000]},
                "forces": {"A": 100},
                "laboratory": "npl-neoface-2023/t060-n10000",
                "evidence": ["npl-neoface-2023/t060-n10000"],
                "parameters": told,
            }
            | about
        ),
        encoding="utf-8",
    )
    return folder


NEW = {"place": "here", "differs_by": ["setting"]}
AT = {"threshold": 0.60}


def learned(name: str = "made", **blocks: Any) -> dict[str, Any]:
    """Blocks of the made gate that take all they can of the fit in `fit/`."""
    return {
        "fits": {name: {"folder": "fit"}},
        "mated": {
            "enrolled_encountered": {"posterior": f"{name}/true_rate", "at": AT, "new": NEW},
            "stale": {"value": 0.1, "assumed": "made up"},
            "fnir": {"count": [11, 100], "assumed": "made up"},
        },
        "matcher": {
            "level": {"posterior": f"{name}/false_rate", "as": "fpir", "at": AT, "new": NEW},
            "differential": {"none": "made up"},
            "transfer": {"value": 1, "assumed": "made up"},
            "frailty": {"value": 0, "assumed": "made up"},
            "growth": {"posterior": f"{name}/false_watchlist"},
            "policy": "fixed_threshold",
        },
    } | blocks
