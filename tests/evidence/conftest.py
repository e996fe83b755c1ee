"""A small sound source on disk, which each test breaks in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = """\
id: my-audit
title: A. Analyst. Our own audit, 2024
url: https://example.org/audit
date: "2024-05-01"
licence: ours
kind: identification
measured: Searches of volunteers against a test gallery
groups_coded: self-described
thresholds: "0.60"
trials: 1,000 searches a group
limits:
  - Volunteers in good light.
hand: first
known_discrepancies: []
crosswalk: our-labels
"""
RATES = """\
row,set,metric,sex,race,threshold,gallery_size,value,unit,numerator,denominator,lo,hi,censored,locator,note
fpir-women,fpir,fpir,female,black,0.60,10000,0.012,rate,12,1000,,,,Table 1,
fpir-men,fpir,fpir,male,white,0.60,10000,0.0,rate,0,1000,,,,Table 1,
seconds,,search_time,,,,,4.5,seconds,,,4,5,,Table 2,a printed range
finding,,fpir,,,,,,direction,,,,,,page 3,higher for women
"""


@pytest.fixture
def audit(tmp_path: Path) -> Callable[..., Path]:
    """Writes the source, after replacements, and returns its folder."""

    def write(source: str = SOURCE, rates: str = RATES, name: str = "my-audit") -> Path:
        folder = tmp_path / "scenario" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "source.yaml").write_text(source, encoding="utf-8")
        (folder / "rates.csv").write_text(rates, encoding="utf-8")
        return folder

    return write
