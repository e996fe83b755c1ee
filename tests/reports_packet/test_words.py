"""The sentences of a packet: none is surer than its figures, and two of one thing say the same."""

from __future__ import annotations

import re
from typing import Any

from simulator.reports.language.gaps import gap
from simulator.reports.packet import resting
from simulator.reports.packet.paper import annexes_markdown
from tests.reports.told import of_one_run, read, source
from tests.reports_packet import given
from tests.reports_packet.reopened import markdown_tables


def one(**changes: Any):  # type: ignore[no-untyped-def]
    run = given.summary() | changes
    return source(of_one_run(run), {run["name"]: run})


def test_a_worst_served_reference_is_not_said_to_fare_worse_than_its_range_allows() -> None:
    run = given.summary() | {"reference": "male/american-indian"}
    clear = gap(read(run))
    assert clear is not None
    assert "American Indian men have the highest rate at the middle of the draws" in clear
    assert "(held from the stage" in clear
    assert "some draws" not in clear
    cell = run["measures"]["ratio_to_best_served"]["values"]["male/american-indian"]
    cell |= {"lo": 0.47, "higher": 0.66}
    shared = gap(read(run))
    assert shared is not None
    assert shared.endswith(
        "The rate of American Indian men is higher in 66 of 100 draws of what is not known."
    )
    cell["higher"] = None  # a result of before the share was kept
    told = gap(read(run))
    assert told is not None
    assert told.endswith(
        "The rate of American Indian men is higher in some draws and lower in others, for the range includes 1."
    )


def test_the_assumptions_that_move_the_answer_most_stand_with_their_values_and_reasons() -> None:
    run = given.summary()
    ranked = run["sensitivity"]["selections"]["all"]["unknowns"]
    for row in ranked:  # those drawn for each level first
        row["first"] = 1.0 if "#" in row["path"] else 0.0
    text = annexes_markdown(one(sensitivity=run["sensitivity"]), given.DAY)
    (rows,) = [rows for rows in markdown_tables(text) if rows[0][:3] == ["Input", "Of", "Value"]]
    assert len(rows) == resting.DRIVERS + 1
    assert [row for row in rows if "—" in row] == []
    assert all(": " in row[3] for row in rows[1:])


def test_people_nobody_can_estimate_stand_with_their_reason() -> None:
    unseen = [{"label": "Transgender visitors", "encounters": 110, "why": "No audit by this label."}]
    text = annexes_markdown(one(not_estimated=unseen), given.DAY)
    assert "Transgender visitors: not estimated, 110 " in text
    assert " a year. No audit by this label." in text


def test_one_paper_has_one_number_of_inputs_held_fixed() -> None:
    run = given.summary()
    fixed = [*run["held_fixed"], "groups.not_estimated.0.encounters", "legal_limit"]
    text = annexes_markdown(one(held_fixed=fixed), given.DAY)
    assert len(re.findall(r"Held fixed, without a range: (\d+) inputs", text)) == 1
