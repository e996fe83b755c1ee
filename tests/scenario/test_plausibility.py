"""What cannot be of two things together is refused or told: galleries and populations, searches, images, durations, priorities."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.scenario import load

OUTLIVED = "is changed here, so what"
"""Of sentences that speak of what an overlay changed: another room's."""
HERE = "extends: {base}\ntitle: Ours\n{text}\n"


def told(
    text: str, folder: Path, base: str = "california-patrol", settings: dict[str, str] | None = None
) -> tuple[list[str], list[str]]:
    """Faults of an overlay, and warnings of its numbers."""
    path = folder / "own.yaml"
    path.write_text(HERE.format(base=base, text=text), encoding="utf-8")
    try:
        warnings = [each.sentence for each in load(str(path), settings).warnings]
        return [], [each for each in warnings if OUTLIVED not in each]
    except Faults as found:
        return [each.sentence for each in found.faults], []


def people(number: int) -> str:
    return f"population: {{dataset: null, by_group: {{default: {{value: {number / 16}, assumed: x}}}}}}"


OFTEN = "mated: {enrolled_encountered: {value: 1, assumed: x}}"


class TestGallery:
    def test_of_every_hundred_people_met_no_more_than_a_hundred_are_enrolled(self, tmp_path: Path) -> None:
        faults, _ = told(f"{people(300_000)}\n{OFTEN}", tmp_path)
        (fault,) = [each for each in faults if each.startswith("gallery.persons")]
        assert (
            "348,000 people are enrolled, and the population has 300,000: of every 100 people met 116 would be enrolled"
            in fault
        )
        assert "; count only those residents who are enrolled" in fault

    def test_a_gallery_that_is_nearly_everybody_warns(self, tmp_path: Path) -> None:
        _, warnings = told(f"{people(360_000)}\n{OFTEN}", tmp_path)
        assert any(
            "of every 100 people met 97 would be enrolled; more than 90 are not plausible" in each
            for each in warnings
        )

    def test_a_gallery_of_people_from_elsewhere_says_how_seldom_they_come(self, tmp_path: Path) -> None:
        seldom = "mated: {enrolled_encountered: {value: 0.2, assumed: x}}"
        _, warnings = told(f"{people(200_000)}\n{seldom}", tmp_path)
        assert any(
            "most of them must come from elsewhere, and people enrolled are met 0.2 times as often" in each
            for each in warnings
        )
        hardly = "mated: {enrolled_encountered: {value: 0.01, assumed: x}}"
        assert told(f"{people(200_000)}\n{hardly}", tmp_path) == ([], [])

    def test_the_gallery_of_a_scenario_is_no_warning(self, tmp_path: Path) -> None:
        assert told("", tmp_path) == ([], [])

    def test_doubt_that_allows_it_is_no_fault(self, tmp_path: Path) -> None:
        population = "population: {dataset: null, by_group: {default: {between: [10000, 40000], assumed: x}}}"
        assert told(f"{population}\n{OFTEN}", tmp_path)[0] == []


@pytest.mark.parametrize(
    ("number", "warns"),
    [("3000000", False), ("80000000", True), ("{between: [5e+6, 9e+6], assumed: x}", True)],
)
def test_no_more_are_left_out_than_are_met(number: str, warns: bool, tmp_path: Path) -> None:
    """California's eight agencies make some 3.6 million stops a year."""
    encounters = number if number.startswith("{") else f"{{value: {number}, assumed: x}}"
    text = (
        f"groups: {{not_estimated: [{{label: Children, encounters: {encounters}, why: nobody counts them}}]}}"
    )
    _, warnings = told(text, tmp_path)
    assert warns == any(
        each.startswith("groups.not_estimated.Children.encounters = ")
        and "more encounters of people left out than of everybody estimated" in each
        for each in warnings
    )


def test_a_list_far_larger_than_who_comes_contradicts_how_often_its_people_do(tmp_path: Path) -> None:
    """Of 3,000 people who enter a prison, a million enrolled who come at most a hundredth as often are 10,000."""
    _, warnings = told("gallery: {persons: 1000000}", tmp_path, "prison-gate")
    assert any(
        each.startswith("gallery.persons = 1,000,000: ")
        and "at the upper end of mated.enrolled_encountered 333 of every 100 people met would be enrolled"
        in each
        for each in warnings
    )
    assert told("gallery: {persons: 100000}", tmp_path, "prison-gate")[1] == []


def test_a_people_block_says_nothing_where_the_people_at_risk_are_enrolled(tmp_path: Path) -> None:
    block = "people: {exposed: {value: 1, assumed: x}, uneven: {value: 1, assumed: x}, repeat_match: {value: 1, assumed: x}}"
    faults, warnings = told(block, tmp_path, "washington-county-mugshots")
    assert faults == []
    assert any("people: changes nothing: harm falls on people enrolled" in each for each in warnings)


class TestImages:
    INHERITED = "were given for another number of people and are compared with every face still; give gallery.images too, or images: null"

    def test_a_changed_number_of_people_leaves_no_old_images(self, tmp_path: Path) -> None:
        _, warnings = told("gallery: {persons: {value: 10000, assumed: x}}", tmp_path)
        assert any(
            each.startswith("gallery.images = 1,400,000: ") and self.INHERITED in each for each in warnings
        )

    @pytest.mark.parametrize("path", ["gallery.persons", "gallery.persons.value"])
    def test_the_same_on_the_command_line(self, path: str, tmp_path: Path) -> None:
        _, warnings = told("", tmp_path, settings={path: "10000"})
        assert any(self.INHERITED in each for each in warnings)

    def test_both_changed_or_images_taken_away_is_right(self, tmp_path: Path) -> None:
        both = "gallery: {persons: {value: 10000, assumed: x}, images: {value: 20000, assumed: x}}"
        assert told(both, tmp_path) == ([], [])
        assert told("gallery: {persons: {value: 10000, assumed: x}, images: null}", tmp_path) == ([], [])
        assert told("", tmp_path, settings={"gallery.persons": "10000", "gallery.images": "20000"}) == (
            [],
            [],
        )

    def test_a_thousand_images_each_are_another_unit(self, tmp_path: Path) -> None:
        _, warnings = told(
            "gallery: {persons: {value: 1400, assumed: x}, images: {value: 1400000, assumed: x}}", tmp_path
        )
        assert any(
            "are 1,000 for each person enrolled; more than 100 are not plausible" in each for each in warnings
        )


def test_no_more_faces_are_shown_than_are_compared(tmp_path: Path) -> None:
    faults, _ = told(
        "search: {candidates: 200}\ngallery: {persons: {value: 50, assumed: x}, images: null}", tmp_path
    )
    assert "search.candidates = 200: more faces than the 50 that are compared; show fewer" in faults


class TestSearches:
    def test_several_searches_say_how_alike_they_are(self, tmp_path: Path) -> None:
        faults, _ = told("encounters: {searches_per_encounter: {value: 10, assumed: x}}", tmp_path)
        (fault,) = faults
        assert fault.startswith(
            "encounters.searches_per_encounter = {value, assumed}: says nothing of how alike"
        )
        assert "add search_correlation: {range: [0, 1], assumed: why}" in fault
        faults, _ = told("encounters: {searches_per_encounter: {between: [0.9, 3], assumed: x}}", tmp_path)
        assert len(faults) == 1

    def test_one_search_needs_no_likeness(self, tmp_path: Path) -> None:
        likeness = "encounters: {search_correlation: {value: 0.5, assumed: x}}"
        _, warnings = told(likeness, tmp_path)
        assert any("changes nothing: there is one search in an encounter" in each for each in warnings)
        both = "encounters: {searches_per_encounter: {value: 3, assumed: x}, search_correlation: {value: 0.5, assumed: x}}"
        assert told(both, tmp_path) == ([], [])


class TestMet:
    def test_a_population_in_thousands_is_met_too_often(self, tmp_path: Path) -> None:
        thousands = "population: {total: {value: 8800, assumed: in thousands}}"
        _, warnings = told(thousands, tmp_path, "capital-cameras")
        (warning,) = [each for each in warnings if each.startswith("encounters.total: ")]
        assert "encounters a year of 8,800 residents are 12,9" in warning
        assert "for each, 35 a day; give it in the same unit as population.total, or say" in warning

    def test_nobody_to_meet_is_refused(self, tmp_path: Path) -> None:
        faults, _ = told(people(0), tmp_path)
        assert any("nobody is in it, and people are met" in each for each in faults)


def stage(text: str) -> str:
    return f"pathway: {{{text}}}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("roadside_review: {takes: {median: 60 h, p95: 180 h, assumed: x}}", "pathway.roadside_review.takes = {median, p95, assumed}: lasts 2.5 days in the middle case"),
        ("questioned: {takes: {median: 5 h, p95: 30 h, assumed: x}}", "lasts 5 h in the middle case, which is not plausible for a hold before an arrest (between 30 s and 3 h)"),
        ("questioned: {takes: {median: 5 s, p95: 30 s, assumed: x}}", "lasts 5 s in the middle case"),
        ("questioned: {takes: {p95: 30 h}}", "lasts 1.25 days in a long case, which is not plausible for a hold before an arrest (up to 1 days)"),
        ("roadside_review: {takes: {p95: 180 min}}", "lasts 180 times as long in a long case as in the middle one; look at the units of median and p95"),
        ("arrested: {takes: {median: 16 s, p95: 72 s, assumed: x}}", "lasts 16 s in the middle case, which is not plausible for an arrest or what follows it"),
        ("identity_check: {gives_up_after: {median: 45 h, p95: 120 h, assumed: x}}", "pathway.identity_check.gives_up_after = {median, p95, assumed}: lasts 1.875 days"),
    ],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_a_stage_of_absurd_length_warns(text: str, sentence: str, tmp_path: Path) -> None:
    faults, warnings = told(stage(text), tmp_path)
    assert faults == []
    assert any(sentence in each for each in warnings)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "detention: {minimum: 2 h}",
            "detention.minimum = 2 h: counts nobody as held whose stop lasts less than 2 h longer",
        ),
        (
            "legal_limit: {value: 48 min, assumed: x}",
            "legal_limit.value = 48 min: is not plausible as the longest lawful hold",
        ),
        (
            "legal_limit: {value: 48 days, assumed: x}",
            "between 1 h and 14 days is; look at the unit",
        ),
        (
            "legal_limit: {value: 2 h, assumed: x}",
            "is shorter than the stage arrested lasts in the middle case (1 days): most people held there",
        ),
        (
            "horizon: 1 h",
            "horizon = 1 h: is not plausible as the time answered for: between 1 day and 20 years is",
        ),
    ],
)
def test_times_that_do_not_fit_warn(text: str, sentence: str, tmp_path: Path) -> None:
    faults, warnings = told(text, tmp_path)
    assert faults == []
    assert any(sentence in each for each in warnings)


def test_a_legal_limit_below_what_counts_is_refused(tmp_path: Path) -> None:
    faults, _ = told("legal_limit: {value: 48 s, assumed: x}", tmp_path)
    assert (
        "legal_limit.value = 48 s: is not longer than the shortest hold that counts, 1 min: every detention would break it; look at the units of both"
        in faults
    )


class TestResources:
    SHIFTS = ", ".join(["1"] * 24)

    def test_servers_beside_shifts_are_not_used(self, tmp_path: Path) -> None:
        _, warnings = told(f"resources: {{fingerprint_desk: {{shifts: [{self.SHIFTS}]}}}}", tmp_path)
        assert warnings == [
            "resources.fingerprint_desk.servers = 2: is not used: shifts says how many there are at each hour; leave servers out (servers: "
            "null over a base), or shifts"
        ]
        alone = f"resources: {{fingerprint_desk: {{servers: null, shifts: [{self.SHIFTS}]}}}}"
        assert told(alone, tmp_path) == ([], [])

    def test_a_resource_says_how_many_there_are(self, tmp_path: Path) -> None:
        faults, _ = told("resources: {fingerprint_desk: {servers: null}}", tmp_path)
        assert any("does not say how many there are; give servers: 2, or shifts" in each for each in faults)

    def test_a_priority_is_said_for_every_kind_and_stage(self, tmp_path: Path) -> None:
        _, warnings = told(stage("identity_check: {priority: {wanted: 1}}"), tmp_path)
        assert any(
            "says nothing for false_match, stale_entry and not_wanted, who then count as 0" in each
            for each in warnings
        )
        whole = "priority: {false_match: 1, stale_entry: 1, wanted: 0, not_wanted: 1}"
        assert told(stage(f"identity_check: {{{whole}}}"), tmp_path) == ([], [])
        _, warnings = told(
            stage(f"identity_check: {{{whole}}}, questioned: {{by: fingerprint_desk}}"), tmp_path
        )
        assert any("waits for fingerprint_desk without a priority" in each for each in warnings)
        _, warnings = told(stage(f"questioned: {{{whole}}}"), tmp_path)
        assert any("changes nothing: this stage waits for no resource" in each for each in warnings)


def test_a_look_at_two_photos_takes_no_day_and_work_at_a_desk_may(tmp_path: Path) -> None:
    text = "operator_review: {takes: {median: 15 h, p95: 60 h, assumed: x}}"
    _, warnings = told(stage(text), tmp_path, "capital-cameras")
    assert any(
        "lasts 15 h in the middle case, which is not plausible for a look while the person is still there"
        in each
        for each in warnings
    )
    text = "detective_review: {takes: {median: 15 h, p95: 60 h, assumed: x}}"
    assert told(stage(text), tmp_path, "washington-county-mugshots") == ([], [])
