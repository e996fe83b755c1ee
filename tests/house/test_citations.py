"""What the code cites of the method is there, and no document is spoken of that is not."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.test_files import ROOT, lines_matching, tracked

METHOD = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
SECTIONS = set(re.findall(r"^#+ ([\d.]*\d)\.? ", METHOD, re.MULTILINE)) | set(
    re.findall(r"^\| (\d\.\d+) \|", METHOD, re.MULTILINE)
)
CODE = [path for path in tracked() if path.suffix == ".py" and path != Path(__file__).resolve()]


def test_every_section_of_the_method_that_is_cited_is_there() -> None:
    cited = {
        section
        for path in CODE
        for sections in re.findall(
            r"docs/method\.md ((?:§[\d.]*\d(?:, )?)+)", path.read_text(encoding="utf-8")
        )
        for section in re.findall(r"§([\d.]*\d)", sections)
    }
    assert len(cited) > 10
    assert cited - SECTIONS == set()


def test_no_document_is_named_that_the_project_does_not_have() -> None:
    missing = re.compile("DES" + r"IGN|(?:STYLE|LAYO" + r"UTS)\.md")
    assert list(lines_matching(missing, tracked())) == []


def test_the_method_is_cited_by_section() -> None:
    """A title may be changed and a bare name sends a reader through the whole page."""
    bare = re.compile(r"docs/method\.md(?! §\d)")
    program = [path for path in CODE if ROOT / "simulator" in path.parents]
    assert list(lines_matching(bare, program)) == []


def test_every_page_that_is_named_or_linked_is_there() -> None:
    named, linked = (
        re.compile(r"docs/[a-z-]+\.(?:md|json|svg)"),
        re.compile(r"\]\(([a-z-]+\.(?:md|json|svg))[)#]"),
    )
    written = {"docs/validation.md"}  # by `make validation`
    kinds = (".py", ".md", ".yaml", ".j2")
    texts = {path: path.read_text(encoding="utf-8") for path in tracked() if path.suffix in kinds}
    found = {name for text in texts.values() for name in named.findall(text)}
    found |= {
        f"docs/{name}"
        for path, text in texts.items()
        if path.parent.name == "docs"
        for name in linked.findall(text)
    }
    assert len(found) > 10
    assert {name for name in found - written if not (ROOT / name).is_file()} == set()
