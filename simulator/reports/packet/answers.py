"""What a board filled in, read back from a paper that is there, so that a second packet does not lose it."""

from __future__ import annotations

from simulator.reports.packet.board import ROLES
from simulator.reports.packet.words import NOT_SUPPLIED

MEETING = "Meeting and date: "
CELLS = 4
"""Of a row of the sign-off: role, name, decision or remark, signature and date."""


def kept(fresh: str, before: str) -> str:
    """The fresh paper with the meeting and the signed rows of the one before; what was not filled in stays as it is made."""
    filled = dict(_filled(before))
    meeting = _meeting(before)
    lines = []
    for line in fresh.split("\n"):
        if meeting and MEETING in line:
            line = f"{line.split(MEETING, 1)[0]}{MEETING}{meeting}"
        lines.append(filled.get(_role(line) or "", line))
    return "\n".join(lines)


def _filled(paper: str) -> list[tuple[str, str]]:
    """Rows of the sign-off by role, those in which something else than dots stands."""
    found = []
    for line in paper.split("\n"):
        role = _role(line)
        cells = line.strip().strip("|").split("|")
        if role and len(cells) == CELLS and any(cell.strip().strip("…. ") for cell in cells[1:]):
            found.append((role, line.strip()))
    return found


def _role(line: str) -> str | None:
    return next((role for role in ROLES if line.strip().startswith(f"| {role} |")), None)


def _meeting(paper: str) -> str | None:
    """What follows “Meeting and date:”, if it was supplied."""
    for line in paper.split("\n"):
        if MEETING in line:
            told = line.split(MEETING, 1)[1].strip()
            return None if not told or told.startswith(NOT_SUPPLIED) else told
    return None
