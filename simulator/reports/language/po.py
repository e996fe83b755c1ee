"""A translation as a PO file, the form that gettext and every translator's editor read: one file for a language.

Reading refuses whatever would lose or spoil a number: a message and its translation have the same slots. All faults are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from gettext import c2py
from pathlib import Path
from string import Formatter

from simulator.documents import Fault, Faults
from simulator.reports.language.catalogue import Catalogue
from simulator.reports.language.messages import Message, slots_of
from simulator.reports.language.numbers import MARKS

KEYWORD = re.compile(r'(msgid_plural|msgid|msgstr|msgstr\[(\d)\])\s+(".*")|(".*")')
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
WRITTEN = re.compile(r"1(\D?)234(\D)5")
"""How a number may be written: any mark for thousands or none, and a mark for decimals."""
HEADER = """msgid ""
msgstr ""
"Language: \\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


@dataclass(slots=True)
class Entry:
    """A message with what it is said as. texts: by field of the file, such as `msgid`; lines: where each begins."""

    fuzzy: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The English message."""
        return self.texts.get("msgid", "")

    @property
    def forms(self) -> dict[str, str]:
        """What it is said as, by field."""
        return {name: text for name, text in self.texts.items() if name.startswith("msgstr")}

    @property
    def slots(self) -> tuple[frozenset[str], frozenset[str]]:
        """The slots that every form must have, and those that a form may have: a form of one may leave out the count."""
        one = slots_of(self.text)
        many = slots_of(self.texts.get("msgid_plural", self.text))
        return one & many, one | many


def read(path: Path) -> Catalogue:
    """The translation in a file.

    Raises:
        Faults: what is no PO file, or would lose or spoil a number.
        OSError: the file cannot be read.
    """
    name = path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Faults([Fault(name, 0, 0, "", "", "is not UTF-8", "save it as UTF-8")]) from None
    faults: list[Fault] = []
    entries = list(_entries(text, name, faults))
    head = next((each.texts.get("msgstr", "") for each in entries if not each.text), "")
    forms, form_of = _plurals(head, name, faults)
    said: dict[str, tuple[str, ...]] = {}
    for each in entries:
        if each.text and not each.fuzzy and all(each.forms.values()):
            faults += _spoilt(each, name, forms)
            said[each.text] = tuple(each.forms.values())
    if faults:
        raise Faults(faults)
    code = re.search(r"^Language:\s*([\w-]+)", head, re.MULTILINE)
    return Catalogue(code[1].replace("_", "-") if code else "und", said, form_of)


def _entries(text: str, name: str, faults: list[Fault]) -> Iterator[Entry]:
    """The entries of a file; comments and obsolete entries (`#~`) are passed over."""
    entry, at = Entry(), ""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("#"):
            entry, at = (Entry(), "") if at else (entry, at)
            entry.fuzzy |= stripped.startswith("#,") and "fuzzy" in stripped
            continue
        if not stripped:
            continue
        found = KEYWORD.fullmatch(stripped)
        quoted = QUOTED.fullmatch(found[3] or found[4]) if found else None
        if found is None or quoted is None:
            rule = "is no line of a PO file: msgid, msgid_plural, msgstr or msgstr[0], then a text in quotes"
            faults.append(Fault(name, number, 1, "", stripped, rule))
            continue
        if found[1] == "msgid" and at:
            entry = Entry()
        at = found[1] or at
        entry.lines.setdefault(at, number)
        entry.texts[at] = entry.texts.get(at, "") + _unescaped(quoted[1])
        if found[1] in ("msgstr", "msgstr[0]"):
            yield entry


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[0]), text)


def _plurals(head: str, name: str, faults: list[Fault]) -> tuple[int, Callable[[int], int]]:
    """How many forms a message of a count has in the language, and which belongs to a count."""
    found = re.search(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)", head)
    if found is None:
        return 2, lambda count: int(count != 1)
    forms = int(found[1])
    try:
        form_of = c2py(found[2].strip())
        if any(form_of(count) >= forms for count in range(1000)):
            raise ValueError("a form that is not there")
    except ValueError:
        rule = f"is no rule for {forms} forms"
        faults.append(Fault(name, 0, 0, "Plural-Forms", found[2], rule, "as in nplurals=2; plural=(n != 1);"))
        return forms, lambda _: 0
    return forms, form_of


def _spoilt(entry: Entry, name: str, forms: int) -> Iterator[Fault]:
    """What is wrong with a translation."""
    line = entry.lines["msgid"]
    expected = [f"msgstr[{i}]" for i in range(forms)] if "msgid_plural" in entry.texts else ["msgstr"]
    if list(entry.forms) != expected:
        yield Fault(name, line, 1, "msgid", entry.text, f"needs {', '.join(expected)}, in this order")
        return
    must, may = entry.slots
    for key, text in entry.forms.items():
        place = (name, entry.lines[key], 1, key, text)
        if entry.text == MARKS and not WRITTEN.fullmatch(text):
            yield Fault(*place, "shows how the number 1,234.5 is written", "as in 1.234,5 or 1 234,5")
        try:
            fields = [each for each in Formatter().parse(text) if each[1] is not None]
        except ValueError as error:
            yield Fault(*place, f"has a brace that is not closed ({error})")
            continue
        named = {str(each[1]) for each in fields}
        if lost := must - named:
            yield Fault(*place, f"leaves out {_braced(lost)}", "say all of the message")
        if strange := named - may:
            yield Fault(*place, f"has {_braced(strange)}", f"the message has {_braced(may) or 'no slot'}")
        if any(spec or conversion for _, _, spec, conversion in fields):
            yield Fault(*place, "has a format in a slot", "numbers come as they are printed")


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def template(messages: Iterable[Message], words: Iterable[str]) -> str:
    """A PO file to translate: every message with where it is said and what it is for, then a result's own words.

    A message may stay empty: it is then said in English.
    """
    parts = [HEADER]
    for each in messages:
        lines = [f"#. {each.note}"] if each.note else []
        lines += [f"#: {each.where}"] if each.where else []
        lines += [f"msgid {_quoted(each.text)}"]
        if each.many:
            lines += [f"msgid_plural {_quoted(each.many)}", 'msgstr[0] ""', 'msgstr[1] ""']
        else:
            lines += ['msgstr ""']
        parts.append("\n".join(lines))
    known = {each.text for each in messages}
    own = sorted(each for each in words if each and each not in known)
    parts += [f'#. {OWN}\nmsgid {_quoted(each)}\nmsgstr ""' for each in own]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


OWN = "Words of this result: they stand as they are unless they are translated here."


def _quoted(text: str) -> str:
    return (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    )
