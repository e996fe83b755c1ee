"""When and how long: real queues drawn, none invented, chance between days not taken for a pattern."""

from __future__ import annotations

import re

import pytest

from simulator.reports.figures import clock_held, clock_hours
from simulator.reports.language import clock, waiting
from tests.reports.clocked import clock_sample, daily_sample, even_sample
from tests.reports.sample import sample
from tests.reports.told import dashboard, read


def test_a_queue_has_a_figure_and_a_desk_nobody_waits_for_a_sentence() -> None:
    study = read(clock_sample())
    charts = clock_hours.queues(study)
    assert [chart.id for chart in charts] == ["queue-fingerprint-desk"]
    told = waiting.queues_told(study)
    assert len(told) == 2
    assert (
        "59 % of the people who come find none free and wait (in 9 of 10 runs between 39 % and 87 %)"
        in told[0]
    )
    assert "all 8 sites together" in told[0]
    assert told[1].startswith("Records desk: nobody ever waits. In all 24 runs")


def test_the_figure_shows_the_queue_its_range_and_the_use_with_a_text_and_a_table_that_agree() -> None:
    figure = clock_hours.queues(read(daily_sample()))[0]
    queue = clock_sample()["clock"]["week"]["resources"]["fingerprint_desk"]["queue"]
    lines = re.findall(r'polyline class="[^"]*" points="([^"]*)"', figure.body)
    assert len(lines) == 2
    heights = [float(point.split(",")[1]) for point in lines[0].split()[::2]]
    top = max(queue["hi"][:24]) * 1.06
    assert heights == pytest.approx([120 * (1 - x / top) for x in queue["median"][:24]], abs=0.06)
    assert len(figure.table.rows) == 24
    assert "Most: 12:00 to 13:00, 2.5 (9 in 10 runs 1.3 to 7.5)" in figure.alt
    assert figure.table.rows[12][0] == "12:00 to 13:00"
    assert figure.table.rows[12][1].startswith("2.5")


def test_days_that_are_alike_are_one_day_and_the_page_says_so() -> None:
    figure = clock_hours.held(read(daily_sample()))
    assert figure is not None
    assert "have no weekdays, so the seven days are averaged into one" in figure.caption
    assert 'viewBox="0 0 24 120"' in figure.body
    weekly = clock_hours.held(read(clock_sample()))
    assert weekly is not None
    assert 'viewBox="0 0 168 120"' in weekly.body
    assert "averaged" not in weekly.caption


def test_hours_that_are_alike_are_told_and_not_drawn() -> None:
    study = read(even_sample())
    assert clock_hours.held(study) is None
    assert clock_hours.queues(study) == ()
    assert "would show chance only" in (waiting.hours_told(study) or "")
    assert "At any moment" in waiting.queues_told(study)[0]
    table = clock_hours.resources(study)
    assert table is not None
    assert len(table.rows) == 2


def test_a_scenario_without_resources_says_that_nobody_waits() -> None:
    summary = clock_sample()
    summary["clock"]["week"]["resources"] = summary["clock"]["week"]["cycle"]["resources"] = {}
    study = read(summary)
    assert clock_hours.queues(study) == ()
    assert "names no resource" in waiting.queues_told(study)[0]
    assert clock.walked(study) is None


def test_those_who_were_let_go_are_counted_and_what_that_does_to_the_counts_is_said() -> None:
    study = read(clock_sample())
    walked = clock.walked(study) or ""
    assert walked.startswith(
        "In 2 weeks innocent people wait so long that they are let go or walk on 50 times"
    )
    assert "Chance alone gives" in walked
    counts = clock.correction(study) or ""
    assert "Whoever walks on was wrongly detained all the same" in counts
    assert (
        "Of every 100 innocent people counted as reaching “Held while fingerprints are checked”, 90 ("
        in counts
    )


def test_the_longest_is_of_the_weeks_simulated_in_sentence_and_table() -> None:
    study = read(clock_sample())
    assert "longest of 2 weeks: the longest of a whole year would be longer" in (clock.longest(study) or "")
    table = clock_held.table(study)
    assert table is not None
    assert "Longest in 2 weeks" in [name for name, _ in table.columns]


def test_what_too_few_people_cannot_tell_is_not_told() -> None:
    summary = clock_sample()
    measures = summary["clock"]["measures"]
    del measures["held_p95"], measures["held_beyond_24h"]
    text = clock.sentence(read(summary)) or ""
    assert "5 of 100 are held longer" not in text
    assert "Too few are held in a run to say for how long 5 of 100 are" in text
    table = clock_held.table(read(summary))
    assert table is not None
    assert all(row[2] == row[5] == "too few" for row in table.rows)
    assert any("too few" in note for note in table.notes)
    del measures["held_median"]
    assert "too few to say for how long" in (clock.sentence(read(summary)) or "")
    whole = clock_held.table(read(summary))
    assert whole is not None
    assert len(whole.rows) == len(table.rows)  # nobody is dropped


def test_a_share_beyond_the_limit_is_of_people_and_of_few_a_count() -> None:
    summary = clock_sample()
    beyond = summary["clock"]["beyond_limit"]
    assert "are held longer on average over the runs" in (clock.limit(read(summary)) or "")
    beyond |= {"people": 50, "longer": 17}
    assert "Of the 50 innocent people held in all runs together, 17 were held longer" in (
        clock.limit(read(summary)) or ""
    )
    beyond |= {"people": 4_000, "longer": 0}
    assert "Of the 4,000 innocent people held in all runs together, none was" in (
        clock.limit(read(summary)) or ""
    )


def test_an_assumed_limit_is_called_one_and_a_sourced_one_says_what_its_source_does_not() -> None:
    summary = clock_sample()
    row = summary["inputs"][-1] | {
        "path": "legal_limit",
        "grade": "assumed",
        "why": "the law here is unknown",
    }
    summary["inputs"] = [*summary["inputs"], row]
    assert (clock.limit(read(summary)) or "").startswith(
        "Taken as the legal limit, 48 hours (an assumption: the law here is unknown)."
    )
    row |= {"grade": "measured", "why": None, "source": "a-ruling/hours"}
    summary["evidence"][0] |= {
        "id": "a-ruling",
        "title": "A v. B, 500 U.S. 44",
        "limits": ["Without a warrant only."],
    }
    assert (clock.limit(read(summary)) or "").startswith(
        "Taken as the legal limit, 48 hours (A v. B). Without a warrant only."
    )


@pytest.mark.parametrize(("width", "said"), [(0.2, "within about 20 % (95 %)"), (1.8, "is hardly known")])
def test_too_few_runs_say_what_they_know_of_the_middle_times(width: float, said: str) -> None:
    summary = clock_sample()
    everyone = summary["clock"]["measures"]["held_median"]["values"]["all"]["innocent"]
    everyone |= {"mean": 500.0, "half_width": width * 500.0}
    text = clock.sentence(read(summary)) or ""
    assert said in text
    assert "100 %" not in text


def test_how_long_carries_both_doubts() -> None:
    text = clock.both_doubts(read(clock_sample())) or ""
    assert text.startswith("Chance alone would put that middle time between")
    assert "with what is not known as well" in text


def test_without_a_clock_there_is_nothing_to_say() -> None:
    study = read(sample())
    for tell in (
        clock.sentence,
        clock.longest,
        clock.walked,
        clock.correction,
        waiting.hours_told,
        clock.limit,
    ):
        assert tell(study) is None
    assert waiting.queues_told(study) == ()
    assert clock_hours.queues(study) == ()
    assert clock_held.table(study) is None


@pytest.mark.parametrize("hours", [168, 24, 1])
def test_a_proxy_is_called_one_in_every_figure_of_the_clock(hours: int) -> None:
    summary = {168: clock_sample, 24: daily_sample, 1: even_sample}[hours]()
    summary["proxy"] = True
    page = dashboard(summary)
    section = page[page.index('id="long"') : page.index('id="data"')]
    told = re.findall(r"<caption>(.*?)</caption>|<h3 .*?>(.*?)</h3>", section, re.S)
    assert told
    for each in told:
        assert "proxy" in "".join(each)
