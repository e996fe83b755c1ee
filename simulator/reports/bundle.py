"""The chart library that travels inside a dashboard, for the one figure a reader turns about: packed, pinned and checked."""

from __future__ import annotations

import base64
import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from simulator.reports.page import csp_hash

VERSION = "4.1.1"
SHA256 = "79542150855a52c567260e3137095dbe2b744e6d702a5cabe67da246942fba7a"


@dataclass(frozen=True, slots=True)
class Bundle:
    """`packed`: gzip in base64, as it lies in the page; `csp_hash`: what the page's policy lets run."""

    packed: str
    csp_hash: str


@cache
def plotly() -> Bundle:
    """The vendored cartesian bundle. Raises ValueError if the file is not the pinned one."""
    packed = (files("simulator.reports") / "vendor" / "plotly-cartesian.min.js.gz").read_bytes()
    script = gzip.decompress(packed)
    found = hashlib.sha256(script).hexdigest()
    if found != SHA256:
        raise ValueError(
            f"vendored plotly.js: SHA-256 is {found}, expected {SHA256} (version {VERSION}); "
            "restore simulator/reports/vendor from the repository"
        )
    return Bundle(packed=base64.b64encode(packed).decode("ascii"), csp_hash=csp_hash(script))
