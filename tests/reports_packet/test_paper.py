"""The annexes: all their parts, figures with intervals, every group kept, and what this tool does not know marked as such."""

from __future__ import annotations

import copy
import re

import pytest

from simulator.reports.language import packet as told
from simulator.reports.language.catalogue import english
from simulator.reports.language.phrases import speaking
from simulator.reports.packet.board import board_markdown
from simulator.reports.packet.paper import annexes_markdown
from simulator.reports.packet.references import anchor
from tests.reports.told import of_one_run, source
from tests.reports_packet import given
from tests.reports_packet.reopened import markdown_headings, markdown_tables

PARTS = (
    "1. The proposals", "2. The answer", "3. Limits, rule by rule", "4. What the answer rests on", "5. What is not modelled",
    "6. Repeat it", "Annex A. EU AI Act, Article 27", "Annex B. United Kingdom", "Annex C. NIST AI Risk Management Framework",
    "Annex D. Every assumption", "Annex E. The sources",
)  # fmt: skip
RANGE = re.compile(r"\(.+\)|^undefined$|^— ?†?$")
FORM = [
    "Number",
    "Asked (paraphrased)",
    "What this paper has",
    "Still needed, from",
    "Answer",
    "By, and when",
]


@pytest.fixture(scope="module")
def paper() -> str:
    return annexes_markdown(given.two(), given.DAY)


@pytest.fixture(scope="module")
def alone() -> str:
    return annexes_markdown(given.one(), given.DAY)


def tables(markdown: str, first: str, second: str = "") -> list[list[list[str]]]:
    """The tables whose first heads begin so."""
    found = [
        rows
        for rows in markdown_tables(markdown)
        if rows[0][0].startswith(first) and rows[0][1].startswith(second)
    ]
    assert found, f"no table begins with {first}"
    return found


def numbers(markdown: str, at: int) -> list[str]:
    """What the questions of a draft are numbered."""
    return [row[0] for row in [rows for rows in markdown_tables(markdown) if rows[0] == FORM][at][1:]]


def test_every_part_is_there_in_order(paper: str) -> None:
    headings = iter(markdown_headings(paper))
    for part in PARTS:
        assert any(heading.startswith(part) for heading in headings), part


def test_one_run_is_a_paper_too_and_says_that_no_limits_were_applied(alone: str) -> None:
    headings = markdown_headings(alone)
    assert [part for part in PARTS if not any(heading.startswith(part) for heading in headings)] == []
    assert "Limits: not supplied (for the board to supply)" in alone


def test_the_same_comparison_on_the_same_day_is_the_same_paper(paper: str) -> None:
    assert annexes_markdown(given.two(), given.DAY) == paper


def test_no_cell_of_any_table_is_empty(paper: str, alone: str) -> None:
    empty = [
        rows[0] for text in (paper, alone) for rows in markdown_tables(text) for row in rows if not all(row)
    ]
    assert empty == []


def test_every_figure_stands_with_its_range(paper: str) -> None:
    for head in ("Measure", "Group"):
        for rows in tables(paper, head, "Gate a"):
            assert [cell for row in rows[1:] for cell in row[1:] if not RANGE.search(cell)] == []


def test_every_group_of_every_proposal_has_a_row_and_none_is_dropped(paper: str) -> None:
    labels = {group["label"] for group in given.summary()["groups"]}
    for rows in tables(paper, "Group", "Gate a"):
        assert {row[0] for row in rows[1:]} == labels


def test_a_group_that_has_another_id_in_another_proposal_keeps_its_figures() -> None:
    summaries = {name: given.summary(name, name) for name in given.NAMES}
    other = copy.deepcopy(summaries["gate-b"])
    renamed = {"female/black": "female/african"}
    for group in other["groups"]:
        group["id"] = renamed.get(group["id"], group["id"])
    for measure in other["measures"].values():
        measure["values"] = {renamed.get(key, key): cell for key, cell in measure["values"].items()}
    paper = annexes_markdown(source(given.comparison(), summaries | {"gate-b": other}), given.DAY)
    for rows in tables(paper, "Group", "Gate a"):
        (row,) = [row for row in rows if row[0] == "Black women"]
        assert row[1] == row[2] != "—"


def test_warnings_are_counted_on_the_boards_page_and_told_in_the_annexes() -> None:
    warned, quiet = (given.summary() | {"warnings": said} for said in (["The threshold lies outside."], []))
    made, calm = (source(of_one_run(run), {run["name"]: run}) for run in (warned, quiet))
    assert "**1 warning goes with these numbers: sections 2 and 3 of the annexes.**" in board_markdown(
        made, given.DAY
    )
    assert "- Warning: The threshold lies outside" in annexes_markdown(made, given.DAY)
    assert "goes with these numbers" not in board_markdown(calm, given.DAY)


def test_every_rule_stands_with_its_figure_and_reason_and_the_same_reason_once(paper: str) -> None:
    (rows,) = tables(paper, "Rule", "Judged on")
    assert len(rows) == 5
    assert rows[-1][-1] == "this proposal has no group called hispanic"
    section = paper.split(f"## {told.LIMITS}")[1].split("## 4.")[0]
    assert section.count("No level evens groups out.") == 1


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0, ["Articles 5, 6", "27(1)(a)", "27(1)(b)", "27(1)(c)", "27(1)(d)", "27(1)(e)", "27(1)(f)"]),
        (1, ["Step 1", "Step 2, nature", "Step 2, scope", "Step 2, context", "Step 2, purposes", *(f"Step {n}" for n in range(3, 8)),
             "149: sex", "149: race", "149: age", "149: disability", "149: gender reassignment", "149: marriage and civil partnership",
             "149: pregnancy and maternity", "149: religion or belief", "149: sexual orientation", "149(1)"]),
        (2, ["MAP 1.1", "MAP 1.5", "MAP 3.1", "MAP 3.2", "MAP 3.5", "MAP 5.1", "MAP 5.2", "MEASURE 1.1", "MEASURE 2.1", "MEASURE 2.3",
             "MEASURE 2.4", "MEASURE 2.5", "MEASURE 2.6", "MEASURE 2.8", "MEASURE 2.10", "MEASURE 2.11", "MEASURE 3.2", "MEASURE 3.3",
             "MANAGE 1.1", "MANAGE 1.3", "MANAGE 1.4", "MANAGE 2.4", "MANAGE 4.1"]),
    ],
)  # fmt: skip
def test_the_drafts_have_the_official_numbers(paper: str, at: int, expected: list[str]) -> None:
    assert numbers(paper, at) == expected


def test_no_two_questions_have_one_number(paper: str) -> None:
    all_of_them = [number for at in range(3) for number in numbers(paper, at)]
    assert len(set(all_of_them)) == len(all_of_them)


def test_each_draft_is_dated_by_its_source_and_by_the_packet_and_is_no_advice(paper: str) -> None:
    for heading, dated, address in (
        (told.EU, "OJ L, 2024/1689, 12.7.2024", "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"),
        (told.UK, "8 March 2018", "https://www.legislation.gov.uk/ukpga/2010/15/section/149"),
        (told.NIST, "26 January 2023", "https://doi.org/10.6028/NIST.AI.100-1"),
    ):
        section = paper.split(f"## {heading}")[1].split("\n## ")[0]
        assert dated in section
        assert f"<{address}>" in section
        assert "This packet was made on 26 November 2026." in section
        assert "no legal advice" in section
        assert "no finished assessment" in section


def test_every_link_within_the_paper_has_a_heading_to_go_to(paper: str, alone: str) -> None:
    for text in (paper, alone):
        places = {anchor(heading) for heading in markdown_headings(text)}
        links = set(re.findall(r"\]\(#([^)]+)\)", text))
        assert len(links) >= 7
        assert links <= places


def test_every_assumption_is_listed_with_its_value(paper: str) -> None:
    (rows,) = tables(paper, "Input", "Gate a")
    listed = sum(
        int(found[1]) if (found := re.search(r"and (\d+) more alike", row[0])) else 0 for row in rows[1:]
    )
    assumed = [row for row in given.summary()["inputs"] if row["grade"] in ("assumed", "unmeasured", "proxy")]
    assert listed + len(rows) - 1 == len(assumed)
    assert [row for row in rows[1:] if row[1] != row[2]] == []


def test_an_example_of_limits_is_called_one_and_a_boards_own_is_not(paper: str) -> None:
    assert "These limits are an example" in paper
    assert "are an example" not in annexes_markdown(given.two(example=False), given.DAY)


def test_nothing_recommends_a_decision(paper: str, alone: str) -> None:
    for text in (paper, alone):
        assert (
            re.search(r"\b(we recommend|recommended|should be (approved|refused)|approve|reject)\b", text)
            is None
        )


def test_a_proxy_is_called_one_beside_every_sentence_of_estimates() -> None:
    run = given.summary() | {"proxy": True}
    text = annexes_markdown(source(of_one_run(run), {run["name"]: run}), given.DAY)
    answer = text.split("## 2. The answer")[1].split("### The figures")[0]
    assert "(proxy)" in answer.splitlines()[4]
    bullets = [line for line in answer.splitlines() if line.startswith("- ")]
    assert bullets
    assert all(line.startswith("- Proxy estimate. ") for line in bullets)


def test_the_commands_that_repeat_it_are_typed_as_they_are(paper: str) -> None:
    first = given.summary()["reproduce"]["command"]
    assert f"    {first}\n" in paper
    study = given.summary()["id"]
    assert f"    detention-impact compare {study} {study} --limits limits.yaml\n" in paper
    assert f"    detention-impact packet {study}\n" in paper


def test_hostile_words_make_no_heading_no_table_and_no_markup(paper: str) -> None:
    text = annexes_markdown(given.hostile(), given.DAY)
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
    headings = markdown_headings(annexes_markdown(given.two((title, "Gate B")), given.DAY))
    assert headings[0] == f"Annexes to the board paper: {title} · Gate B"
    assert headings[3] == title


def test_the_words_of_the_inputs_that_move_most_may_be_translated_too() -> None:
    made, catalogue = given.one(), english()
    with speaking(catalogue):
        annexes_markdown(made, given.DAY)
    (_, study), *_ = made.pairs
    listed = {row.path: row for row in study.summary.inputs}
    for driver in study.drivers[:5]:
        row = listed[driver.path.partition("#")[0]]
        assert {driver.grade, row.text} <= catalogue.words
        assert row.why is None or row.why in catalogue.words
