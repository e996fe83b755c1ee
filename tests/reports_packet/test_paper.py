"""The Markdown: a board paper with all its parts, whose figures have intervals, and which knows what it does not know."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from simulator.reports.packet import annexes
from simulator.reports.packet.paper import annexes_markdown
from tests.reports.told import of_one_run, source
from tests.reports_packet import given
from tests.reports_packet.reopened import markdown_headings, markdown_tables

PARTS = (
    "1. The question", "2. The answer", "3. Limits and verdicts", "4. Evidence and its grade", "5. Assumptions",
    "6. What is not modelled", "7. What drives the answer", "8. Repeat it",
    "Annex A. EU AI Act, Article 27", "Annex B. Equality Act 2010, section 149",
    "Annex C. NIST AI Risk Management Framework", "Annex D. Every assumption", "Annex E. Every other input",
    "Annex F. The sources", "Annex G. What differs",
)  # fmt: skip
RANGE = re.compile(r"\(.+\)|^undefined$|^reference$|^— ?†?$")


@pytest.fixture(scope="module")
def paper() -> str:
    return annexes_markdown(given.two())


@pytest.fixture(scope="module")
def alone() -> str:
    return annexes_markdown(given.one())


def table(markdown: str, first: str, second: str = "") -> list[list[str]]:
    """The first table whose first heads begin so."""
    for rows in markdown_tables(markdown):
        if rows[0][0].startswith(first) and rows[0][1].startswith(second):
            return rows
    raise AssertionError(f"no table begins with {first}")


def test_every_part_of_a_board_paper_is_there_in_order(paper: str) -> None:
    headings = iter(markdown_headings(paper))
    for part in PARTS:
        assert any(heading.startswith(part) for heading in headings), part


def test_one_run_is_a_paper_too_and_says_that_no_limits_were_applied(alone: str) -> None:
    headings = markdown_headings(alone)
    assert [part for part in PARTS[:-1] if not any(heading.startswith(part) for heading in headings)] == []
    assert "Limits: not supplied (for the board to supply)" in alone
    assert "Annex G" not in alone


def test_the_same_comparison_is_the_same_paper(paper: str) -> None:
    assert annexes_markdown(given.two()) == paper


def test_no_cell_of_any_table_is_empty(paper: str, alone: str) -> None:
    empty = [
        rows[0] for text in (paper, alone) for rows in markdown_tables(text) for row in rows if not all(row)
    ]
    assert empty == []


def test_every_figure_of_the_comparison_stands_with_its_range(paper: str) -> None:
    for head in ("Measure", "Group"):
        rows = table(paper, head, "Gate A")
        assert [cell for row in rows[1:] for cell in row[1:] if not RANGE.search(cell)] == []


def test_every_group_of_the_assessment_stands_with_its_ranges(paper: str) -> None:
    rows = table(paper, "Group", "Entries")
    assert len(rows) > 10
    assert [cell for row in rows[1:] for cell in row[1:] if not RANGE.search(cell)] == []


def test_the_article_has_its_six_points_each_with_what_is_still_needed(paper: str) -> None:
    rows = table(paper, "Point of Article 27(1)")
    assert [row[0][:3] for row in rows[1:]] == ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)"]
    assert all("not supplied (for" in row[-1] for row in rows[1:])
    assert "in 9 of 10 simulated years" in rows[4][1]
    assert "nist-ir-8280" in rows[4][2]


def test_the_nine_protected_characteristics_are_there_and_two_are_known(paper: str) -> None:
    rows = table(paper, "Protected characteristic")
    unknown = [row[0] for row in rows[1:] if row[1] == "not supplied"]
    assert [name.split(" (")[0] for name in unknown[:7]] == [
        "Age", "Disability", "Gender reassignment", "Marriage and civil partnership", "Pregnancy and maternity",
        "Religion or belief", "Sexual orientation",
    ]  # fmt: skip
    known = {row[0].split(":")[0] for row in rows[1:] if row[1] != "not supplied"}
    assert known == {"Sex", "Race"}
    assert all("not supplied (for" in row[-1] for row in rows[1:])


def test_the_framework_speaks_of_fairness_with_ranges_and_leaves_the_decision_to_the_board(
    paper: str,
) -> None:
    told = {row[0].split(":")[0]: row[1] for row in table(paper, "Subcategory (paraphrased)")[1:]}
    assert {"MAP 1.1", "MAP 5.1", "MEASURE 2.3", "MEASURE 2.5", "MEASURE 2.11", "MANAGE 1.1"} <= set(told)
    assert "in 9 of 10 draws of what is not known" in told["MEASURE 2.11"]
    assert told["MANAGE 1.1"].startswith("not supplied")
    assert told["MEASURE 2.10"] == "not supplied"


def test_every_assumption_is_listed_and_marked(paper: str) -> None:
    rows = table(paper, "Input", "Value")
    listed = next(
        rows
        for rows in markdown_tables(paper)
        if rows[0][:3] == ["Input", "Value", "Its mark"] and len(rows[0]) > 4
    )
    assert rows
    text = "\n".join(row[0] for row in listed)
    for row in given.summary()["inputs"]:
        if row["grade"] in ("assumed", "unmeasured", "proxy") and ".levels." not in row["path"]:
            assert f"({row['path']})" in text, row["path"]
    assert all(row[2].startswith(("assumed", "unmeasured", "proxy")) for row in listed[1:])


def test_two_deployments_are_counted_apart_and_not_listed_input_by_input(paper: str) -> None:
    source = given.two()
    (pair,) = source.comparison.told.pairs
    many = pair.model_copy(update={"differs": pair.differs[:1] * (annexes.LISTED + 1)})
    told = source.comparison.told.model_copy(update={"pairs": (many,)})
    long = list(annexes.what_differs(replace(source, comparison=replace(source.comparison, told=told)), "G"))
    assert f"differ in {annexes.LISTED + 1} inputs" in long[1]
    assert long[2:] == [annexes.LONG]
    assert annexes.LONG not in paper


def test_every_draft_says_that_it_is_a_draft_and_no_legal_advice(paper: str) -> None:
    assert paper.count("It is no legal advice and no finished assessment") == 3


def test_an_example_of_limits_is_called_one_and_a_boards_own_is_not(paper: str) -> None:
    assert "These limits are an example" in paper
    assert "are an example" not in annexes_markdown(given.two(example=False))


def test_nothing_recommends_a_decision(paper: str, alone: str) -> None:
    for text in (paper, alone):
        assert (
            re.search(r"\b(we recommend|recommended|should be (approved|refused)|approve|reject)\b", text)
            is None
        )
        assert "It does not say what the board should decide." in text.replace("\n", " ")


def test_a_proxy_is_called_one_beside_every_sentence_and_table_of_estimates() -> None:
    run = given.summary() | {"proxy": True}
    text = annexes_markdown(source(of_one_run(run), {run["name"]: run}))
    answer = text.split("## 2. The answer")[1].split("### The figures")[0]
    assert "(proxy)" in answer.splitlines()[4]
    bullets = [line for line in answer.splitlines() if line.startswith("- ")]
    assert bullets
    assert all(line.startswith("- Proxy estimate. ") for line in bullets)
    captions = [
        line
        for line in text.splitlines()
        if line.startswith(("**EU AI", "**Points", "**Equality", "**NIST", "**What drives"))
    ]
    assert len(captions) == 5
    assert all("(proxy)" in line for line in captions)


def test_the_commands_that_repeat_it_are_typed_as_they_are(paper: str) -> None:
    first = given.summary()["reproduce"]["command"]
    assert f"    {first}\n" in paper
    study = given.summary()["id"]
    assert f"    detention-impact compare {study} {study} --limits limits.yaml\n" in paper
    assert f"    detention-impact packet {study}\n" in paper


def test_hostile_words_make_no_heading_no_table_and_no_markup(paper: str) -> None:
    text = annexes_markdown(given.hostile())
    assert len(markdown_tables(text)) == len(markdown_tables(paper))
    assert len(markdown_headings(text)) == len(markdown_headings(paper))
    assert {len(row) for rows in markdown_tables(text) for row in rows} <= {
        len(row) for rows in markdown_tables(paper) for row in rows
    }
    assert all(character.isprintable() or character in "\n\u200b" for character in text)
    text.encode("utf-8")


@pytest.mark.parametrize(
    "title", ["1. One", "- A dash", "+ more", "---", "===", "# No heading", "> quoted", "=1+1"]
)
def test_a_title_is_text_whatever_it_begins_with(title: str) -> None:
    headings = markdown_headings(annexes_markdown(given.two((title, "Gate B"))))
    assert headings[0] == f"Annexes to the board paper: {title} · Gate B"
    assert headings[3] == title
