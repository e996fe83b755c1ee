"""`explain`: sums that are true as printed and end where the model ends, and sentences for every input."""

from __future__ import annotations

import re
from functools import cache

import pytest

from simulator.documents import Faults
from simulator.kernel.layout import layout_of
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.scenario import Loaded, inputs, load
from simulator.study.explain.arithmetic import Line, arithmetic, figure
from simulator.study.explain.disclosure import disclosure, publications
from simulator.study.explain.text import arithmetic_text, explain

SCENARIOS = (
    "california-patrol",
    "california-patrol-fixed-fpir",
    "california-patrol-search-only",
    "california-patrol-proxy-ibm-2018",
    "capital-cameras",
    "orlando-cameras",
    "prison-gate",
    "washington-county-mugshots",
)
ROUNDED = 2e-5  # six significant digits, several of them multiplied


@cache
def loaded(name: str) -> Loaded:
    return load(name)


@cache
def compiled(name: str) -> Compiled:
    scenario = loaded(name)
    return compile_scenario(scenario.scenario, scenario.library)


def lines(name: str, group: int) -> tuple[Line, ...]:
    return arithmetic(compiled(name), loaded(name).scenario.words, group)


def reckoned(text: str) -> float:
    """A printed sum, done again."""
    code = text.replace(",", "").translate({ord("×"): "*", ord("÷"): "/", ord("−"): "-", ord("^"): "**"})
    code = re.sub(r"exp\(", "2.718281828459045**(", code)
    plain = re.sub(r"min\(1 ", "min(1, ", code)
    assert re.fullmatch(r"[-\d.e+*/() ,min]*", plain), text
    return float(eval(plain, {"__builtins__": {}, "min": min}))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_printed_sum_is_true(name: str) -> None:
    for group in range(len(compiled(name).groups)):
        for line in lines(name, group):
            if line.sum.startswith("1 − ") and line.value < 1e-3:
                # A difference from 1 keeps fewer digits than its terms.
                assert reckoned(line.sum) == pytest.approx(line.value, rel=1e-3, abs=1e-10), line
            else:
                assert reckoned(line.sum) == pytest.approx(line.value, rel=ROUNDED, abs=1e-12), line


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_last_line_is_what_the_model_expects(name: str) -> None:
    model = compiled(name)
    reach = model.expect(model.medians()).reach()[..., 0]
    for group in range(len(model.groups)):
        last = lines(name, group)[-1]
        held = model.first_held
        wrongful = list(layout_of(model).wrongful)
        wanted = float(reach[group, wrongful, held].sum()) if held < len(model.stages) else 0.0
        assert last.value == pytest.approx(wanted, rel=1e-12)


def test_a_figure_has_six_digits_and_no_exponent_where_people_write_none() -> None:
    numbers = (0, 1, 1234567.4, 348000, 0.000000024700123, 118321.59, 1e-12, 0.1)
    assert [figure(x) for x in numbers] == [
        "0", "1", "1,234,567", "348,000", "0.0000000247001", "118,322", "1.00000e-12", "0.1",
    ]  # fmt: skip


def test_every_input_has_its_sentences() -> None:
    scenario = loaded("california-patrol")
    text = explain(scenario)
    for row in inputs(scenario):
        assert f"\n{row.path}: " in text.replace("\n    ", " ")
    blocks = text.split("Wrongful detentions of")[0].split("\n\n")[1:-1]
    for block in blocks:
        assert "It drives " in block, block
        assert re.search(r"Assumed|Published|Measured|No audit|Chosen|A proxy", block), block
    assert "Trials: 7 false positives at threshold 0.60" in " ".join(text.split())
    assert max(len(line) for line in text.splitlines() if "https://" not in line) <= 100


def test_a_path_shows_what_is_at_and_below_it() -> None:
    text = explain(loaded("california-patrol"), "pathway.questioned")
    assert text.startswith(
        "pathway.questioned.takes: half within 5 min, 95 in 100 within 30 min\n    Assumed: Wrong"
    )
    assert (
        "It drives how many of the wanted people go on from “Held and questioned about identity”."
        in " ".join(text.split())
    )
    assert "Wrongful detentions of" not in text


def test_a_group_may_be_named() -> None:
    text = arithmetic_text(loaded("california-patrol"), "female/hispanic")
    assert text.startswith(
        "Wrongful detentions of Hispanic women in a year, with every unknown at its median\n"
    )
    assert "1,800,054 × " in text


@pytest.mark.parametrize(
    ("path", "group", "message"),
    [
        ("matchr", None, "california-patrol  matchr: no input has this path; did you mean matcher?"),
        ("scan", "female/blak", "--group  female/blak: is not a group of this scenario; did you mean female/black?"),
    ],
)  # fmt: skip
def test_a_path_or_group_that_is_not_there(path: str, group: str | None, message: str) -> None:
    with pytest.raises(Faults) as caught:
        explain(loaded("california-patrol"), path, group)
    assert str(caught.value) == message


class TestDisclosure:
    def test_every_open_input_asks_somebody_for_something(self) -> None:
        text = disclosure(loaded("prison-gate"))
        for row in inputs(loaded("prison-gate")):
            assert (f"{row.path} = " in text) == (row.grade not in ("measured", "design"))
        asked = re.findall(r"^\d+\. (.*)", text, re.MULTILINE)
        assert all(
            re.match(r"The (agency|vendor|census office|tester)|Whoever runs it", line) for line in asked
        )

    def test_what_would_narrow_the_answer_most_comes_first(self) -> None:
        selection, found = publications(loaded("california-patrol"), 2000)
        assert selection == "women_or_minorities"
        worth = [each.narrows for each in found if each.narrows is not None]
        assert worth == sorted(worth, reverse=True)
        assert [each.narrows for each in found[len(worth) :]] == [None] * (len(found) - len(worth))
        first = {row.path for each in found[:4] for row in each.rows}
        assert {"matcher.transfer", "matcher.differential.unmeasured.hispanic"} <= first
        fixed = {row.path for each in found[len(worth) :] for row in each.rows}
        assert "resources.fingerprint_desk.servers" in fixed

    def test_it_says_what_each_would_do(self) -> None:
        text = disclosure(loaded("prison-gate"))
        assert re.search(r"1\. The agency: .*enrolled\.\n   It would narrow the interval by 5\d %\.", text)
        assert "Held fixed here: no doubt about it is in the answer" in text
