"""The Word file and the workbook, reopened: every table, every cell, every number."""

from __future__ import annotations

import io
import sys
from typing import Any
from zipfile import ZipFile

import pytest

from simulator.reports.packet.board import PICTURE, board_markdown, picture, title
from simulator.reports.packet.docx import word_file
from simulator.reports.packet.files import tables
from simulator.reports.packet.paper import annexes_markdown
from simulator.reports.packet.picture import drawn
from simulator.reports.packet.source import Source
from simulator.reports.packet.xlsx import workbook
from tests.reports.told import of_one_run
from tests.reports.told import source as opened
from tests.reports_packet import given
from tests.reports_packet.reopened import (
    document,
    document_headings,
    document_tables,
    kinds,
    markdown_headings,
    markdown_tables,
    sheets,
)

SOURCES = {"two": given.two, "one": given.one, "hostile": given.hostile}
DRAFTS = {
    "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
    "https://eur-lex.europa.eu/eli/reg/2026/1744/oj",
    "https://ico.org.uk/media/about-the-ico/consultations/2258461/dpia-template-v04-post-comms-review-20180308.pdf",
    "https://www.legislation.gov.uk/ukpga/2010/15/section/149",
    "https://doi.org/10.6028/NIST.AI.100-1",
}
"""What the drafts follow: the only addresses of a paper whose sources have none."""
EXACT = 1e-15
"""A workbook keeps sixteen digits."""


@pytest.fixture(params=sorted(SOURCES), scope="module")
def made(request: pytest.FixtureRequest) -> Source:
    return SOURCES[request.param]()


@pytest.fixture(scope="module")
def written(made: Source) -> tuple[str, bytes]:
    markdown = annexes_markdown(made, given.DAY)
    return markdown, word_file(markdown, title(made), given.DAY)


def test_every_table_of_the_paper_is_in_the_word_file_cell_by_cell(written: tuple[str, bytes]) -> None:
    markdown, content = written
    assert document_tables(content) == markdown_tables(markdown)


def test_the_headings_are_headings_in_order(written: tuple[str, bytes]) -> None:
    markdown, content = written
    assert document_headings(content) == markdown_headings(markdown)


def test_every_table_repeats_its_heads_and_has_a_caption_and_widths(written: tuple[str, bytes]) -> None:
    for table in document(written[1]).tables:
        heads = [row._tr.xpath("./w:trPr/w:tblHeader") for row in table.rows]
        assert len(heads[0]) == 1
        assert not any(heads[1:])
        assert table._tbl.xpath("./w:tblPr/w:tblCaption/@w:val")[0]
        assert all(column.width for column in table.columns)


def test_the_page_is_a4_and_the_language_is_english() -> None:
    opened = document(word_file("# T\n\nx\n", "T", given.DAY))
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (opened.core_properties.title, opened.core_properties.language) == ("T", "en-GB")
    assert set(opened.styles.element.xpath(".//w:lang/@w:val")) == {"en-GB"}


def test_emphasis_lists_code_quotes_and_links_keep_their_kind() -> None:
    text = (
        "# T\n\n- a **b**\n  - c\n\n1. d\n\n> q\n\n    code --x\n\n<https://example.org/a>\n\n---\n\n## H\n"
    )
    opened = document(word_file(text, "T", given.DAY))
    found = [(each.style.name, each.text) for each in opened.paragraphs]
    assert found == [
        ("Title", "T"), ("List Bullet", "a b"), ("List Bullet 2", "c"), ("List Number", "d"), ("Intense Quote", "q"),
        ("Code", "code --x"), ("Normal", "https://example.org/a"), ("Heading 1", "H"),
    ]  # fmt: skip
    assert [run.bold for run in opened.paragraphs[1].runs] == [None, True]
    assert opened.paragraphs[6].hyperlinks[0].address == "https://example.org/a"
    assert opened.paragraphs[-1].paragraph_format.page_break_before


def test_a_link_within_the_paper_goes_to_a_heading(written: tuple[str, bytes]) -> None:
    body = document(written[1]).element
    places = set(body.xpath("//w:bookmarkStart/@w:name"))
    links = set(body.xpath("//w:hyperlink/@w:anchor"))
    assert len(links) >= 9
    assert links <= places
    numbers = body.xpath("//w:bookmarkStart/@w:id")
    assert len(set(numbers)) == len(numbers)


def test_the_contents_list_the_chapters_of_the_annexes_and_the_boards_pages_have_none() -> None:
    text = "# T\n\nx\n\n## H one\n\n### h\n\n## H two\n"
    for listed, lines in ((True, ["H one", "H two"]), (False, [])):
        opened = document(word_file(text, "T", given.DAY, contents=listed))
        assert [each.text for each in opened.paragraphs if each.style.name == "TOC 1"] == lines
        fields = opened.element.xpath("//w:fldChar/@w:fldCharType")
        assert fields == (["begin", "separate", "end"] if listed else [])


def test_the_boards_picture_is_in_word_with_its_description() -> None:
    board = board_markdown(given.two(), given.DAY)
    png = drawn(picture(given.two()) or "")
    assert (png.content or b"").startswith(b"\x89PNG"), png.why
    with_it, without = (
        document(word_file(board, "T", given.DAY, images)) for images in ({PICTURE: png.content or b""}, None)
    )
    (described,) = with_it.element.xpath("//wp:docPr/@descr")
    assert "innocent people wrongly detained" in described
    assert "in 9 of 10 simulated years between" in described
    assert len(with_it.inline_shapes) == 1
    assert len(without.inline_shapes) == 0
    assert described in [each.text for each in without.paragraphs]


def test_without_resvg_or_without_a_font_the_picture_is_left_out_and_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import resvg_py

    svg = picture(given.two()) or ""
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **_: b"the same, for no letter is drawn")
    assert "has no font" in drawn(svg).why
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert "pip install 'detention-impact[office]'" in drawn(svg).why


def test_only_ordinary_addresses_become_links() -> None:
    content = word_file(annexes_markdown(given.hostile(), given.DAY), "T", given.DAY)
    with ZipFile(io.BytesIO(content)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert "javascript" not in relations
    links = [link.address for each in document(content).paragraphs for link in each.hyperlinks]
    assert {address for address in links if address} == DRAFTS


def test_the_same_source_is_the_same_bytes(made: Source, written: tuple[str, bytes]) -> None:
    assert word_file(written[0], title(made), given.DAY) == written[1]
    assert workbook(made, tables(made), given.DAY) == workbook(made, tables(made), given.DAY)


def test_no_member_of_an_archive_tells_the_time(made: Source, written: tuple[str, bytes]) -> None:
    for content in (written[1], workbook(made, tables(made), given.DAY)):
        with ZipFile(io.BytesIO(content)) as archive:
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def rows_of(content: bytes, sheet: str) -> list[dict[str, Any]]:
    """A sheet's rows by its heads; an empty cell is None."""
    head, *rows = sheets(content)[sheet]
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def same(found: Any, expected: float | None) -> bool:
    return found is None if expected is None else found == pytest.approx(expected, rel=EXACT, abs=0)


@pytest.fixture(scope="module")
def two() -> tuple[dict[str, Any], bytes]:
    source = given.two()
    return source.comparison.told.plain(), workbook(source, tables(source), given.DAY)


def test_every_value_of_the_comparison_is_in_the_workbook(two: tuple[dict[str, Any], bytes]) -> None:
    raw, content = two
    rows = rows_of(content, "values")
    assert len(rows) == len(raw["proposals"]) * len(raw["measures"]) * len(raw["groups"])
    for row in rows:
        cell = raw["values"][row["proposal"]][row["measure"]][row["group"]]
        assert all(same(row[key], cell[key]) for key in ("median", "lo", "hi", "mean", "defined")), row
        assert same(row["chance_lo"], (cell["chance"] or [None])[0])
        assert same(row["audit_hi"], (cell["audit"] or [None])[-1])


def test_every_difference_and_verdict_is_in_the_workbook(two: tuple[dict[str, Any], bytes]) -> None:
    raw, content = two
    for row in rows_of(content, "differences"):
        cell = raw["pairs"][0]["differences"][row["measure"]][row["group"]]
        assert all(same(row[key], cell[key]) for key in ("median", "lo", "hi", "below", "equal", "above")), (
            row
        )
    verdicts = {
        (name, each["rule"]): each for name, list_ in raw["limits"]["verdicts"].items() for each in list_
    }
    rows = rows_of(content, "verdicts")
    whole = [row for row in rows if row["rule"] == "all-rules-together"]
    assert [(row["proposal"], row["kept"]) for row in whole] == [("gate-a", 4), ("gate-b", 4)]
    rows = [row for row in rows if row not in whole]
    assert {(row["proposal"], row["rule"]) for row in rows} == set(verdicts)
    for row in rows:
        each = verdicts[row["proposal"], row["rule"]]
        assert row["grade"] == each["grade"]
        assert same(row["probability"], each["probability"])


def test_every_input_is_in_the_workbook_with_its_grade(two: tuple[dict[str, Any], bytes]) -> None:
    given_inputs = given.summary()["inputs"]
    rows = [row for row in rows_of(two[1], "inputs") if row["proposal"] == "gate-a"]
    assert [(row["path"], row["grade"]) for row in rows] == [
        (row["path"], row["grade"]) for row in given_inputs
    ]
    assumed = {row["path"] for row in rows_of(two[1], "assumptions")}
    assert assumed == {
        row["path"] for row in given_inputs if row["grade"] in ("assumed", "proxy", "unmeasured")
    }


def test_the_first_sheet_says_what_this_is_and_that_the_limits_are_an_example(
    two: tuple[dict[str, Any], bytes],
) -> None:
    first = next(iter(sheets(two[1]).values()))
    text = " ".join(str(row[0]) for row in first)
    assert "These limits are an example" in text
    assert "median, lo and hi" in text


def test_a_workbook_holds_numbers_and_text_and_no_formula(made: Source) -> None:
    assert kinds(workbook(made, tables(made), given.DAY)) <= {"n", "s"}


@pytest.mark.parametrize("name", ["nan", "inf", "1e5", "=1+1", "+1", "-x", "@x"])
def test_a_proposal_called_like_a_number_or_a_formula_stays_text(name: str) -> None:
    run = given.summary(name, name)
    source = opened(of_one_run(run), {name: run})
    few = {sheet: "\n".join(text.splitlines()[:20]) for sheet, text in tables(source).items()}
    content = workbook(source, few, given.DAY)
    assert rows_of(content, "proposals")[0]["title"] == name
    assert {row["proposal"] for row in rows_of(content, "values")} == {name}
    assert kinds(content) <= {"n", "s"}
