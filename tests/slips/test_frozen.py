"""The first half of the kinds is as it was when it was written, before the checks it tests."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.slips.catalogue import FROZEN

HASHES = {
    "amounts": "3dfa03c231f154d36359f9f9b5ceed1e03336be67def4848c1427cc4e2f6574f",
    "citing": "a1afcceea521ee965cbad0d5c71c80820d801775ca0820c8661d8ab68e824152",
    "exposing": "b51fab9b08733df06c01ac81d01fa86b1dcca830e781c8826133e43261ab2c28",
    "limiting": "b20312d1768bd7a17bd53286133c6eabf32621bfb8b1681c96b6abde320c1fff",
    "origins": "f3a550857043fcec55d6f0fcbeeee57a4ff9371cfff05b0f2164d4c2bf438ab6",
    "sizes": "86e1947f1cab1d7742f8deb1f075758636761913d3f1f1ea49f2040206ef8dd1",
    "tables": "97304d98b8beaec558837a963c78bd743ec58f6d595a1cb90239cf5de0825964",
    "writing": "9f5b551e8125da7c29adf045d812844b1d5c048e7490643acfcfe12c8cf26c71",
}


@pytest.mark.parametrize("name", [module.__name__.rsplit(".", 1)[1] for module in FROZEN])
def test_a_frozen_module_is_as_it_was(name: str) -> None:
    text = (Path(__file__).parent / "frozen" / f"{name}.py").read_bytes()
    assert hashlib.sha256(text).hexdigest() == HASHES[name], "a bug of a frozen kind: say so in the commit"
