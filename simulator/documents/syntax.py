"""What is not YAML, in the words of whoever wrote it: tabs, indentation, colons, quotes and brackets.

The parser says what it expected; a reader wants to know what to change. Each rule here looks at the line that the parser
stumbled over. What fits none of them keeps the parser's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from simulator.documents.faults import Fault

Told = tuple[tuple[int, int], str, str]
"""A place (line and column, from 0), the rule that was broken, and the way out."""
_GLUED = re.compile(r"\s*(?:- +)?([\w-]+):([^\s/].*)")


class _Slip:
    """Where a parser stopped, and the text around it. `line` and `column` count from 0."""

    def __init__(self, error: yaml.MarkedYAMLError, text: str) -> None:
        self.problem = str(error.problem or error.context)
        self.context = str(error.context or "")
        mark = error.problem_mark or error.context_mark
        self.line: int = mark.line if mark else 0
        self.column: int = mark.column if mark else 0
        opened = error.context_mark
        self.opened = (opened.line, opened.column) if opened else (self.line, self.column)
        self._lines = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)

    def text(self, line: int) -> str:
        """A line, empty where there is none."""
        return self._lines[line] if 0 <= line < len(self._lines) else ""

    @property
    def before(self) -> str:
        """What stands on the line before the place where the parser stopped."""
        return self.text(self.line)[: self.column]

    @property
    def here(self) -> str:
        """What stands on the line from that place on."""
        return self.text(self.line)[self.column :]

    def never_closed(self) -> Told | None:
        """What is told of the bracket that the parser was in."""
        bracket = self.text(self.opened[0])[self.opened[1] : self.opened[1] + 1]
        closing = {"{": "}", "[": "]"}.get(bracket)
        return (self.opened, f"this {bracket} is never closed", f"add {closing}") if closing else None

    def tabbed(self) -> list[int]:
        """The lines indented by tabs, from 0."""
        return [i for i, line in enumerate(self._lines) if "\t" in line[: len(line) - len(line.lstrip())]]

    def written_above(self, line: int) -> int:
        """The nearest line above that says something; -1 where there is none."""
        return next((i for i in range(line - 1, -1, -1) if _says(self.text(i))), -1)


def explained(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    """The fault of a text that is not YAML.

    Args:
        error: the `MarkedYAMLError` of the parser.
    """
    slip = _Slip(error, text)
    (line, column), rule, hint = next(told for read in _READINGS if (told := read(slip)))
    return Fault(file, line + 1, column + 1, "", "", rule, hint)


def _tab(slip: _Slip) -> Told | None:
    tabs = slip.tabbed()
    if slip.line not in tabs:
        return None
    others = [str(i + 1) for i in tabs if i != slip.line]
    more = (
        f", and so are other lines ({', '.join(others[:8])}{', …' if len(others) > 8 else ''})"
        if others
        else ""
    )
    return (slip.line, 0), f"is indented with a tab{more}", "write two spaces for each level instead"


def _first_character(slip: _Slip) -> Told | None:
    if "cannot start any token" not in slip.problem or not slip.here:
        return None
    rule = f"no text may begin with {slip.here[0]} unless it stands in quotes"
    return (slip.line, slip.column), rule, _quote(slip.here.strip())


def _colon(slip: _Slip) -> Told | None:
    """A colon where none may be: in unquoted text, or glued to its value a line above, or on a line pushed in too far."""
    block, flow = "mapping values are not allowed" in slip.problem, "flow" in slip.context
    if not slip.here.startswith(":") or not (block or flow):
        return None
    key, _, value = slip.before.rpartition(": ")
    if key and flow and ";" in value:
        return (
            (slip.line, slip.column),
            "a semicolon separates nothing here",
            "write a comma and a space instead",
        )
    if key:
        rule = "a colon followed by a space begins a value, and this text has one in it"
        whole = f"{value.lstrip()}{slip.here}".strip()
        return (slip.line, slip.column), rule, _quote(re.split(r"[,}\]]", whole)[0] if flow else whole)
    if flow and slip.opened[0] < slip.line:
        return slip.never_closed()
    above = slip.written_above(slip.line)
    if glued := _GLUED.match(slip.text(above)):
        return _no_space(above, slip.text(above), glued)
    rule = f"is indented by {_spaces(slip.text(slip.line))}, and the line above it by {_spaces(slip.text(above))}"
    return (slip.line, _indent(slip.text(slip.line))), rule, "keys of one block begin in the same column"


def _after_quote(slip: _Slip) -> Told | None:
    if "expected key" not in slip.problem and "<block end>" not in slip.problem:
        return None
    before = slip.before.rstrip()
    if before[-1:] in ("'", '"'):
        other = "double" if before[-1] == "'" else "single"
        rule = "the text goes on after its closing quote"
        return (slip.line, slip.column), rule, f"put the whole text in {other} quotes, or leave them out"
    if slip.here[:1] in ("}", "]"):
        return (slip.line, slip.column), f"there is one {slip.here[0]} too many", "take it out"
    return None


def _indentation(slip: _Slip) -> Told | None:
    wanted = (
        "did not find expected key",
        "<block end>",
        "expected '-' indicator",
        "<document start>",
        "sequence entries are not allowed",
    )
    if not any(words in slip.problem for words in wanted):
        return None
    at = (slip.line, slip.column)
    if slip.before.strip():
        return at, "a list's - begins a line of its own", "write it below its key, two spaces further in"
    above = slip.written_above(slip.line)
    rule = f"is indented by {_spaces(slip.text(slip.line))}, and no block above it begins in that column"
    items = [slip.text(i).lstrip().startswith("-") for i in (slip.line, above)]
    if items.count(True) == 1 and _indent(slip.text(above)) == slip.column:
        rule = (
            "begins in the column of the line above, and one is an item of a list (- …) and the other a key"
        )
    return at, rule, "begin it in the column of the keys it belongs with"


def _no_colon(slip: _Slip) -> Told | None:
    if "expected ':'" not in slip.problem:
        return None
    text = slip.text(slip.opened[0])
    if glued := _GLUED.match(text):
        return _no_space(slip.opened[0], text, glued)
    return slip.opened, "this line has no colon, so it is no key", f"write {text.strip()[:40]}: …"


def _no_space(line: int, text: str, glued: re.Match[str]) -> Told:
    rule = "has no space after its colon, so it is no key"
    return (line, _indent(text)), rule, f"write {glued[1]}: {glued[2].strip()}"


def _not_closed(slip: _Slip) -> Told | None:
    if "quoted scalar" in slip.context and "end of stream" in slip.problem:
        return slip.opened, "this quote is never closed", "close it, or leave quotes out"
    if "flow" not in slip.context or (slip.here.strip() and slip.opened[0] == slip.line):
        return None
    return slip.never_closed()


def _escape(slip: _Slip) -> Told | None:
    if "unknown escape" not in slip.problem:
        return None
    return (
        slip.opened,
        "a backslash in double quotes begins a special sign",
        "write the text in single quotes",
    )


def _block_text(slip: _Slip) -> Told | None:
    if "comment or line break" not in slip.problem and "comment or a line break" not in slip.problem:
        return None
    return (slip.line, slip.column), "text after | or > begins on the next line", "move it there, indented"


def _in_the_parser_s_words(slip: _Slip) -> Told | None:
    return (slip.line, slip.column), f"is not YAML here: {slip.problem}", ""


_READINGS: tuple[Callable[[_Slip], Told | None], ...] = (
    _tab,
    _first_character,
    _colon,
    _after_quote,
    _indentation,
    _no_colon,
    _not_closed,
    _escape,
    _block_text,
    _in_the_parser_s_words,
)


def _quote(text: str) -> str:
    """How a text is written so that its signs mean nothing."""
    mark = "'" if '"' in text else '"'
    return f"put it in quotes: {mark}{text[:60]}{mark}" if text and mark not in text else "put it in quotes"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _spaces(line: str) -> str:
    count = _indent(line)
    return "1 space" if count == 1 else f"{count} spaces" if count else "no space"


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
