"""What people fill in in any form of a packet is there in the next, and nothing they wrote is lost."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from openpyxl import load_workbook

from simulator.documents import Faults
from simulator.reports.language import packet as words
from simulator.reports.language.catalogue import Catalogue
from simulator.reports.language.phrases import speaking
from simulator.reports.packet import files, forms
from simulator.reports.packet.answers import RECORD, Earlier, earlier
from simulator.reports.packet.drafts import drafts
from simulator.reports.packet.files import ALL, make, put
from simulator.reports.packet.source import Source
from simulator.reports.packet.word_answers import WORD
from tests.reports_packet import given

FORMS = ("md", "docx")
STEP, BY = "Step 5 / Answer", "Step 5 / By, and when"


@pytest.fixture(scope="module", autouse=True)
def short() -> Iterator[None]:
    """Annexes that are one draft's questions: the rest has no answers and takes its time in Word."""

    def of_drafts(_: Source, on: date) -> str:
        questions = next(part for part in drafts(on) if "| Step 5 |" in part)
        return f"# Annexes\n\n{questions}\n"

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "annexes_markdown", of_drafts)
        patched.setattr(files, "picture", lambda _: None)
        yield


@pytest.fixture(scope="module")
def first(short: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a packet that nobody has filled in."""
    return dict(make(given.two(), FORMS, {"PATH": ""}, given.DAY).contents)


@pytest.fixture
def folder(first: dict[str, bytes], tmp_path: Path) -> Path:
    """A folder with that packet."""
    for name, content in first.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


DEEP = f'<w:p xmlns:w="{WORD[1:-1]}">{"<w:r>" * 5000}{"</w:r>" * 5000}</w:p>'.encode()


def zipped(text: bytes) -> bytes:
    """A package whose main part is this."""
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("word/document.xml", text)
    return out.getvalue()


def again(folder: Path, *chosen: str) -> Earlier:
    """Make the packet again into its folder; what was read."""
    before = earlier(folder, ALL)
    put(make(given.two(), chosen or ("md",), {"PATH": ""}, given.DAY, before), folder, force=True)
    return before


def cell(document: Any, question: str, head: str) -> Any:
    """The cell of a Word file in which a question is answered."""
    for table in document.tables:
        heads = [each.text for each in table.rows[0].cells]
        for row in table.rows:
            if row.cells[0].text == question and head in heads:
                return row.cells[heads.index(head)]
    raise AssertionError(question)


def in_word(path: Path, question: str, head: str, write: Callable[[Any], None]) -> None:
    """Open a Word file, let somebody write in a cell, and save it."""
    document = Document(str(path))
    write(cell(document, question, head))
    document.save(str(path))


def typed(text: str) -> Callable[[Any], None]:
    """Type over what stands in the cell's content control, as Word does."""

    def write(place: Any) -> None:
        (run,) = place._tc.xpath(".//w:sdtContent/w:r/w:t")
        run.text = text

    return write


def in_markdown(path: Path, question: str, head: str, text: str) -> None:
    path.write_text(forms.filled(path.read_text("utf-8"), {f"{question} / {head}": text}), "utf-8")


def record(folder: Path) -> str:
    return (folder / RECORD).read_text("utf-8")


def test_a_packet_nobody_touched_has_no_answers_and_nothing_edited(folder: Path) -> None:
    assert earlier(folder, ALL) == Earlier({}, ())
    assert earlier(folder / "not there", ALL) == Earlier({}, ())


def test_a_word_file_that_another_program_saved_is_not_taken_for_an_edited_one(folder: Path) -> None:
    document = Document(str(folder / "packet.docx"))
    document.add_paragraph()
    document.paragraphs[0].insert_paragraph_before("Contents, written anew", style="TOC 1")
    document.save(str(folder / "packet.docx"))
    assert earlier(folder, ALL) == Earlier({}, ())


def test_an_answer_typed_into_word_stands_in_every_form_of_the_next_packet(folder: Path) -> None:
    in_word(folder / "packet-annexes.docx", "Step 5", "Answer", typed("Severe; see minutes | item 4 *"))
    in_word(folder / "packet-annexes.docx", "Step 5", "By, and when", typed("A. Person, 3 May"))
    before = again(folder, *FORMS)
    assert before == Earlier({STEP: "Severe; see minutes | item 4 *", BY: "A. Person, 3 May"}, ())
    assert forms.read((folder / "packet-annexes.md").read_text("utf-8"))[STEP] == before.answers[STEP]
    place = cell(Document(str(folder / "packet-annexes.docx")), "Step 5", "Answer")
    assert "".join(place._tc.xpath(".//w:t/text()")) == before.answers[STEP]
    assert place._tc.xpath(".//w:tag/@w:val") == [STEP]
    assert place._tc.xpath(".//w:lock/@w:val") == ["sdtLocked"]
    assert place._tc.xpath(".//w:showingPlcHdr") == []
    assert again(folder, *FORMS) == before


@pytest.mark.parametrize(
    "write",
    [
        lambda place: setattr(place, "text", "Over the whole cell"),
        lambda place: place.add_paragraph("Over the whole cell"),
        lambda place: place.paragraphs[0].add_run("Over the whole cell"),
    ],
)
def test_whatever_way_a_cell_is_written_into_it_is_read(write: Callable[[Any], None], folder: Path) -> None:
    in_word(folder / "packet-annexes.docx", "Step 5", "Answer", write)
    assert "Over the whole cell" in earlier(folder, ALL).answers[STEP]


def test_words_beside_the_dots_are_the_answer_without_them(folder: Path) -> None:
    in_word(
        folder / "packet-annexes.docx", "Step 5", "Answer", lambda place: place.paragraphs[0].add_run(" Low.")
    )
    assert earlier(folder, ALL).answers == {STEP: "Low."}


def test_what_word_shows_in_an_emptied_field_is_no_answer(folder: Path) -> None:
    def emptied(place: Any) -> None:
        typed("Click or tap here to enter text.")(place)
        (about,) = place._tc.xpath(".//w:sdtPr")
        about.append(OxmlElement("w:showingPlcHdr"))

    in_markdown(folder / "packet-annexes.md", "Step 5", "Answer", "Low")
    again(folder, *FORMS)
    in_word(folder / "packet-annexes.docx", "Step 5", "Answer", emptied)
    assert earlier(folder, ALL).answers == {}


def test_an_answer_of_several_lines_keeps_them(folder: Path) -> None:
    in_word(
        folder / "packet-annexes.docx", "Step 5", "Answer", lambda place: setattr(place, "text", "One.\nTwo.")
    )
    before = again(folder, "md", "docx")
    assert before.answers == {STEP: "One.\nTwo."}
    assert "One. ¶ Two." in (folder / "packet-annexes.md").read_text("utf-8")
    assert again(folder, "md", "docx") == before


def test_the_sign_off_is_kept_from_either_form(folder: Path) -> None:
    in_markdown(folder / "packet.md", "Chair of the board", "Decision or remark", "not before the audit")
    in_word(folder / "packet.docx", "The meeting", "Signature and date", typed("Room 2, 4 May"))
    again(folder, *FORMS)
    paper = (folder / "packet.md").read_text("utf-8")
    assert "| Chair of the board | ……… | not before the audit | ……… |" in paper.replace(forms.BLANK, "………")
    assert "| Room 2, 4 May |" in paper


def test_the_record_can_be_edited_too(folder: Path) -> None:
    text = record(folder).replace(f'{STEP}: ""', f'{STEP}: "Typed here"').replace('? "', '? "')
    (folder / RECORD).write_text(text, "utf-8")
    assert again(folder, *FORMS).answers == {STEP: "Typed here"}
    assert again(folder).answers == {STEP: "Typed here"}


def test_a_later_change_in_one_form_replaces_the_answer_in_all(folder: Path) -> None:
    in_markdown(folder / "packet-annexes.md", "Step 5", "Answer", "First")
    again(folder, *FORMS)
    in_word(folder / "packet-annexes.docx", "Step 5", "Answer", typed("Second"))
    assert again(folder, *FORMS).answers == {STEP: "Second"}
    in_word(folder / "packet-annexes.docx", "Step 5", "Answer", typed(""))
    assert again(folder, *FORMS).answers == {}


def test_two_changes_of_one_answer_are_a_fault_and_nothing_is_written(folder: Path) -> None:
    in_markdown(folder / "packet-annexes.md", "Step 5", "Answer", "Low")
    in_word(folder / "packet-annexes.docx", "Step 5", "Answer", typed("High"))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(Faults, match=r"Step 5 / Answer = High: is answered otherwise in packet-annexes\.md"):
        again(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("packet.docx", b"no zip", "no Word file"),
        ("packet.docx", zipped(b"<!DOCTYPE a><a/>"), "no Word file does"),
        ("packet.docx", zipped(DEEP), "nested deeper"),
        ("packet.docx", zipped(b"<a>"), "damaged"),
        ("packet-annexes.md", b"\xff\xfe", "cannot be read"),
        (RECORD, b"answers: [1]\n", "must be a mapping"),
        (RECORD, b"answers: {a / Answer: 4}\n", "must be text"),
        (RECORD, b"answers: {", RECORD),
    ],
)
def test_a_file_that_cannot_be_read_is_a_fault_before_anything_is_written(
    name: str, content: bytes, why: str, folder: Path
) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(Faults, match=why):
        again(folder)
    assert (folder / name).read_bytes() == content


def test_answers_to_questions_that_are_gone_are_listed_and_kept(folder: Path) -> None:
    text = record(folder).replace("answers:\n", 'answers:\n  Step 9 / Answer: "Still true"\n', 1)
    (folder / RECORD).write_text(text, "utf-8")
    again(folder, *FORMS)
    paper = (folder / "packet-annexes.md").read_text("utf-8")
    assert "## Annex F. Answers to questions that no longer stand" in paper
    assert "| Step 9 | Still true |" in paper
    in_word(folder / "packet-annexes.docx", "Step 9", "Answer", typed("No more"))
    assert again(folder, *FORMS).answers == {"Step 9 / Answer": "No more"}
    in_markdown(folder / "packet-annexes.md", "Step 5", "Answer", "x")
    assert "No more" in record(folder)


def test_a_file_changed_elsewhere_is_kept_under_another_name_and_one_only_filled_in_is_not(
    folder: Path,
) -> None:
    document = Document(str(folder / "packet.docx"))
    document.paragraphs[1].add_run(" And a remark of mine.")
    document.save(str(folder / "packet.docx"))
    in_word(folder / "packet-annexes.docx", "Step 5", "Answer", typed("x"))
    assert again(folder, *FORMS).edited == ("packet.docx",)
    kept = Document(str(folder / "edited-packet.docx"))
    assert kept.paragraphs[1].text.endswith("And a remark of mine.")
    again(folder, "xlsx")
    book = load_workbook(io.BytesIO((folder / "results.xlsx").read_bytes()))
    book.active["A1"] = "mine"
    book.save(folder / "results.xlsx")
    assert again(folder).edited == ("results.xlsx",)
    assert {path.name for path in folder.iterdir()} >= {"edited-packet.docx", "edited-results.xlsx"}
    (folder / "packet.md").write_text("Mine.", "utf-8")
    again(folder)
    (folder / "packet.md").write_text("Mine again.", "utf-8")
    again(folder)
    assert (folder / "edited-packet.md").read_text("utf-8") == "Mine."
    assert (folder / "edited-2-packet.md").read_text("utf-8") == "Mine again."


def test_without_the_record_every_answer_is_found_and_every_file_is_kept(folder: Path) -> None:
    in_markdown(folder / "packet-annexes.md", "Step 5", "Answer", "Kept all the same")
    (folder / RECORD).unlink()
    before = again(folder)
    assert before.answers == {STEP: "Kept all the same"}
    assert "edited-packet-annexes.md" in {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    "text",
    ["a | b", "1. One", "*x*", "# no heading", "https://example.org/a_b", "\\ back", "…a", "- dash", "<b>"],
)
def test_an_answer_is_text_whatever_it_is_made_of(text: str) -> None:
    paper = forms.form(("Number", "Answer"), [("1", forms.BLANK)])
    there = forms.filled(paper, {"1 / Answer": text})
    assert forms.read(there) == {"1 / Answer": text}
    assert forms.filled(there, {"1 / Answer": text}) == there


def test_an_answer_keeps_its_place_in_another_language() -> None:
    forms_of = {
        words.ANSWERED: ("Antwort",),
        words.PROPOSALS: ("1. Die Vorschläge",),
        words.EU: ("Anhang A. KI",),
    }
    with speaking(Catalogue("de", forms_of, lambda count: int(count != 1))):
        paper = "\n\n".join(drafts(given.DAY))
        assert "| Antwort |" in paper
        assert "(#1-die-vorschläge)" in paper
        assert forms.read(forms.filled(paper, {STEP: "Gering"}))[STEP] == "Gering"
    assert forms.read("\n\n".join(drafts(given.DAY)))[STEP] == ""
