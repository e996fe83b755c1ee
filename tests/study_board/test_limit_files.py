"""Files of limits: what is read, and every slip in one pass with its place and a way out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Fault, Faults
from simulator.study.board.limit_files import LimitFile, find_limits, read_limits

RULE = "- {rule: held, measure: wrongly_held, group: all, at_most: 12, reason: because}"


def limits(folder: Path, text: str) -> LimitFile:
    path = folder / "limits.yaml"
    path.write_text(text, encoding="utf-8")
    return read_limits(path)


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        limits(folder, text)
    return [str(fault).split("limits.yaml:", 1)[1] for fault in caught.value.faults]


def test_a_rule_is_read_with_its_defaults(tmp_path: Path) -> None:
    file = limits(tmp_path, f"schema: 2\ntitle: Ours\nlimits:\n{RULE}")
    (limit,) = file.limits
    assert (file.name, file.title, file.example, file.note) == ("limits", "Ours", False, "")
    assert (limit.rule.years, limit.rule.basis, limit.rule.at_most, limit.rule.at_least) == (
        1.0,
        "simulated years",
        12.0,
        None,
    )
    assert limit.summed


def test_ratios_are_judged_on_rates_and_a_board_may_say_otherwise(tmp_path: Path) -> None:
    text = """
schema: 2
title: Ours
limits:
- {rule: a, measure: ratio_to_reference, group: each, at_most: 1.25, reason: because}
- {rule: b, measure: ratio_to_reference, group: each, at_most: 1.25, reason: because, judged_on: simulated years}
- {rule: c, measure: wrongful_arrests, group: all, at_most: 1, reason: because, horizon: 5 years}
"""
    a, b, c = (limit.rule for limit in limits(tmp_path, text).limits)
    assert (a.basis, b.basis, c.years) == ("expected rates", "simulated years", 5.0)


def test_every_slip_is_said_at_once(tmp_path: Path) -> None:
    text = """schema: 2
title: Ours
lmits: 3
limits:
- {rule: a, measure: wrongly_hold, group: all, at_most: 12, reason: because}
- {rule: a, measure: wrongly_held, group: all, at_most: many, at_least: 2, reason: because}
- {rule: b, measure: fpir, group: all, at_most: 0.1, horizon: 5 years, reason: because, judged_on: simulated years}
- {rule: c, measure: wrongly_held, group: all, at_most: -1, horizon: 5, source: bridges-2020/nothing}
- 7
"""
    found = faults(tmp_path, text)
    assert found == [
        "3:1  lmits = 3: is not a key here; did you mean limits?",
        "5:22  limits.a.measure = wrongly_hold: is not a measure; did you mean wrongly_held?",
        "6:3  limits.a: needs either at_most or at_least, a number",
        "6:10  limits.a.rule = a: is the name of another rule too; tell them apart",
        "6:57  limits.a.at_most = many: is not a number",
        "7:63  limits.b.horizon = 5 years: fpir does not add up over years; leave horizon out; rates and people are of one year",
        "7:100  limits.b.judged_on = simulated years: fpir is expected and has no luck in it; leave judged_on out",
        "8:3  limits.c: reason is missing",
        "8:57  limits.c.at_most = -1: must be 0 or more",
        "8:70  limits.c.horizon = 5: 5 has no unit; write a duration as 20 s, 2 min, 3 h or 2 days; such as 1 year or 5 years",
        "8:81  limits.c.source = bridges-2020/nothing: is not in the evidence library; did you mean bridges-2020/watchlist-limit or bridges-2020/suspects-watchlist or bridges-2020/queen-street-true?",
        "9:3  limits.4 = 7: must be a mapping: rule, measure, group, at_most, reason",
    ]


def test_slips_can_be_kept_so_that_they_hide_no_group(tmp_path: Path) -> None:
    path = tmp_path / "limits.yaml"
    path.write_text(
        """schema: 2
title: Ours
title: Theirs
limits:
- {rule: a, measure: wrongly_held, group: black/female, at_most: 1,5, reason: because}
- {rule: b, measure: wrongly_held, group: all, at_most: 12 %, reason: because}
""",
        encoding="utf-8",
    )
    slips: list[Fault] = []
    file = read_limits(path, slips=slips)
    found = [*slips, *file.unknown_groups(["all", "female/black"])]
    assert [str(fault).split("limits.yaml:", 1)[1] for fault in found] == [
        "3:1  title: this key is already given in line 2; keep one of them",
        "5:66  limits.a.at_most = 1,5: is not a number; write 1.5: a comma is never a decimal point",
        "6:57  limits.b.at_most = 12 %: is not a number; write 0.12: shares are fractions of 1, not per cents",
        "5:43  limits.a.group = black/female: is no group and no sum over groups of any proposal; did you mean female/black?",
    ]


def test_the_names_of_shipped_files() -> None:
    assert find_limits("board-limits").is_file()
    with pytest.raises(Faults, match="did you mean board-limits"):
        find_limits("board-limit")
    assert find_limits("./mine.yaml") == Path("mine.yaml")


@pytest.mark.parametrize(
    "text", ["limits: []", "[]", "7", "limits: {a: 1}", "schema: true\ntitle: x\nlimits: [1]"]
)
def test_what_is_no_file_of_limits_is_refused(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text)


SCRAPS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "rule",
                    "measure",
                    "group",
                    "at_most",
                    "at_least",
                    "horizon",
                    "judged_on",
                    "reason",
                    "source",
                    "x",
                ]
            ),
            inner | st.sampled_from(["wrongly_held", "all", "1 year", "fpir", "expected rates"]),
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(SCRAPS)
def test_nothing_anybody_writes_is_a_crash(tmp_path_factory: pytest.TempPathFactory, scrap: object) -> None:
    import json

    folder = tmp_path_factory.mktemp("scraps")
    text = json.dumps({"schema": 2, "title": "x", "limits": [scrap]})
    with suppress(Faults):  # anything else is a crash
        assert len(limits(folder, text).limits) == 1
