"""Exit codes, and which of them each kind of trouble gets."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from simulator.cli.output import data_json
from simulator.documents.characters import harmless

if TYPE_CHECKING:
    from simulator.documents import Fault
    from simulator.results.faults import Refusal

OK = 0
BUG = 1
USAGE = 2
CONTENT = 3
MISSING = 4
MISMATCH = 5
LIMIT = 6
INTERRUPTED = 130

REFUSED: type[Any] = typer.BadParameter.__mro__[2]
"""What the parser raises of a line it cannot read: click's own base class, from wherever typer has it."""
OURS = "\nThis is a bug in detention-impact, not in your file. Please report it with the lines above.\n"


def guarded(command: Callable[[], object], *, as_json: bool = False) -> NoReturn:
    """Run a command and leave the process: troubles with a way out as one message, anything else as a bug with its trace.

    Args:
        as_json: also print the troubles on stdout, as objects.
    """
    code = OK
    try:
        given = command()
        code = given if isinstance(given, int) else OK
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        code = code_of(error)
        if isinstance(error, REFUSED):
            error.show()
        elif code == BUG:
            _tell(traceback.format_exc() + OURS)
        else:
            _tell(f"{message_of(error)}\n")
        if as_json and code != BUG:
            with suppress(OSError):  # stdout may be what failed
                data_json(refusal(error).plain())
    sys.exit(code)


def _tell(text: str) -> None:
    """To stderr where there is one, without anything a terminal would obey."""
    if sys.stderr is not None:
        sys.stderr.write(harmless(text))


def code_of(error: Exception) -> int:
    """The exit code that an exception means."""
    from simulator.documents import Faults
    from simulator.evidence import EvidenceFaults, UnknownEvidence
    from simulator.results import AmbiguousResult, NotRepeated, OtherVersion, ResultError

    if isinstance(error, REFUSED):
        return int(error.exit_code)
    if isinstance(error, Faults):
        return MISSING if error.missing else CONTENT
    if isinstance(error, EvidenceFaults | UnknownEvidence):
        return CONTENT
    if isinstance(error, AmbiguousResult):
        return USAGE
    if isinstance(error, MemoryError | OtherVersion):
        return CONTENT
    if isinstance(error, NotRepeated):
        return MISMATCH
    return MISSING if isinstance(error, ResultError | OSError) else BUG


def refusal(error: Exception) -> Refusal:
    """An error as faults for JSON."""
    from simulator.results.faults import FaultTold, Refusal

    return Refusal(faults=tuple(map(FaultTold.of, faults_of(error))))


def faults_of(error: Exception) -> Sequence[Fault]:
    """The faults of an error; one that is of no file's content is one fault without a place."""
    from simulator.documents import Fault, Faults
    from simulator.evidence import EvidenceFaults

    if isinstance(error, Faults | EvidenceFaults):
        return error.faults
    if isinstance(error, REFUSED):
        hint = getattr(error, "param_hint", None) or ""
        option = ", ".join(hint) if isinstance(hint, list | tuple) else str(hint).strip("'\"")
        return [Fault("", 0, 0, option, "", error.format_message())]
    file = error.filename if isinstance(error, OSError) and error.filename else ""
    return [Fault(str(file), 0, 0, "", "", message_of(error))]


def message_of(error: Exception) -> str:
    """One message, naming the file where the system refused one."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    if isinstance(error, MemoryError):
        return f"there is not enough memory ({error}); take fewer draws or --no-clock, or look for a number far too large"
    return str(error)
