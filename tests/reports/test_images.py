"""Pictures to share: every figure stands alone, the card keeps within its edges whatever it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from simulator.reports.images import CARD, card, figures
from tests.reports.clocked import clock_sample
from tests.reports.hostile import hostile_sample
from tests.reports.sample import sample
from tests.reports.sample_variants import proxy_sample
from tests.reports.test_hard_cases import enormous, long_labels, right_to_left
from tests.reports.told import read

SAMPLES: tuple[Callable[[], dict[str, Any]], ...] = (
    sample,
    proxy_sample,
    clock_sample,
    hostile_sample,
    long_labels,
    right_to_left,
    enormous,
)


@pytest.mark.parametrize("summary", SAMPLES, ids=lambda made: made.__name__)
def test_every_picture_is_an_svg_whose_text_lies_within(summary: Callable[[], dict[str, Any]]) -> None:
    study = read(summary())
    drawn = list(figures(study))
    assert len({figure.id for figure in drawn}) == len(drawn) >= 12
    for picture in (*(figure.picture for figure in drawn), card(study)):
        root = ElementTree.fromstring(picture.svg)
        assert (root.get("width"), root.get("height")) == (str(picture.width), str(picture.height))
        for each in root.iter("{http://www.w3.org/2000/svg}text"):
            y = each.get("y") or "0"
            assert y.endswith("%") or -20 <= float(y) <= picture.height
            assert "\u202e" not in (each.text or "")


def test_the_card_says_how_many_who_how_sure_and_whose() -> None:
    told = " ".join(ElementTree.fromstring(card(read(sample())).svg).itertext())
    for words in ("innocent people a", "of 100 wrongful detentions", "the low end", "0123456789abcdef"):
        assert words in told
    assert CARD == (1200, 630)


def test_a_proxy_is_called_one_on_the_card() -> None:
    assert "(proxy)" in card(read(proxy_sample())).svg
