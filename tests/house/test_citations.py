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
