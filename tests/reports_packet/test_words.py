"""The sentences of a packet: none is surer than its figures, and two of one thing say the same."""

from __future__ import annotations

import re
from typing import Any

from simulator.reports.packet import eu, nist, uk, words
from simulator.reports.packet.paper import annexes_markdown
from tests.reports.told import of_one_run, read, source
from tests.reports_packet import given
from tests.reports_packet.reopened import markdown_tables


def one(**changes: Any):  # type: ignore[no-untyped-def]
    run = given.summary() | changes
    return source(of_one_run(run), {run["name"]: run})


def test_a_worst_served_reference_is_not_said_to_fare_worse_than_its_range_allows() -> None:
    run = given.summary() | {"reference": "male/american-indian"}
    clear = words.gap(read(run))
    assert clear is not None
    assert "American Indian men have the highest rate at the middle of the draws" in clear
    assert "(held from the stage" in clear
    assert "some draws" not in clear
    cell = run["measures"]["ratio_to_best_served"]["values"]["male/american-indian"]
    cell |= {"lo": 0.47, "higher": 0.66}
    shared = words.gap(read(run))
    assert shared is not None
    assert shared.endswith(
        "The rate of American Indian men is higher in 66 of 100 draws of what is not known."
    )
    cell["higher"] = None  # a result of before the share was kept
    told = words.gap(read(run))
    assert told is not None
    assert told.endswith(
        "The rate of American Indian men is higher in some draws and lower in others, for the range includes 1."
    )


def test_a_ratio_that_the_draws_cannot_tell_from_1_is_not_settled_in_the_equality_table() -> None:
    run = given.summary()
    cell = run["measures"]["ratio_to_reference"]["values"]["black"]
    for lo, mc_lo, settled in ((1.001, 0.0247, False), (1.2, 0.0247, True)):
        cell |= {"lo": lo, "mc_lo": mc_lo, "hi": 7.4, "median": 1.9, "higher": None}
        rows = {row[0]: row[2] for row in uk.evidence(one(measures=run["measures"]), run["name"]).rows}
        assert ("higher in some draws" in rows["Race: Black people"]) is not settled


def test_a_packet_does_not_promise_a_way_to_keep_a_rule_that_none_keeps() -> None:
    two = given.two()
    point = dict(zip("abcdef", eu.assessment(two, "gate-a").rows, strict=True))["f"]
    managed = next(row for row in nist.measures(two, "gate-a").rows if row[0].startswith("MANAGE 1.3"))
    for told in (point[1], managed[1]):
        assert "which levers were tried, and whether any would keep it" in told
        assert "what would keep" not in told


def test_one_paper_has_one_number_of_inputs_held_fixed() -> None:
    run = given.summary()
    fixed = [*run["held_fixed"], "groups.not_estimated.0.encounters", "legal_limit"]
    text = annexes_markdown(one(held_fixed=fixed))
    (section,) = re.findall(r"Held fixed, without a range: (\d+) inputs", text)
    (annex,) = re.findall(r"(\d+) inputs are held fixed", text)
    assert section == annex


def test_the_assumptions_that_move_the_answer_most_stand_with_their_values_and_reasons() -> None:
    run = given.summary()
    ranked = run["sensitivity"]["selections"]["all"]["unknowns"]
    for row in ranked:  # those drawn for each level first
        row["first"] = 1.0 if "#" in row["path"] else 0.0
    rows = next(
        rows
        for rows in markdown_tables(annexes_markdown(one(sensitivity=run["sensitivity"])))
        if rows[0] == ["Input", "Value", "Its mark", "Why"]
    )
    assert len(rows) == 9
    assert [row for row in rows if "—" in row] == []


def test_grades_and_reasons_are_told_apart_in_the_drafts() -> None:
    run = given.summary()
    unseen = [{"label": "Transgender visitors", "encounters": 110, "why": "No audit by this label."}]
    made = one(not_estimated=unseen)
    rows = {row[0].split(":")[0]: row[1] for row in nist.measures(made, run["name"]).rows}
    assert re.search(r"\d measured, at another place or time; \d", rows["MEASURE 2.1"])
    seen = (rows["MEASURE 1.1"], eu.assessment(made, run["name"]).rows[2][1])
    assert all("Transgender visitors: not estimated, 110 " in told for told in seen)
    assert all(" a year. No audit by this label." in told for told in seen)
