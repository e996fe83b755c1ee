"""What was filled in in a packet that is there, read back from all its forms before another is made.

Each form and answers.yaml may hold an answer. The record of what was written last tells which of them somebody has changed since:
that one counts. Two that were changed differently are a fault, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from simulator.documents import Document, Fault, Faults, dump, load, shown
from simulator.reports.language import packet as told
from simulator.reports.language.phrases import phrase
from simulator.reports.packet import forms, word_answers
from simulator.reports.packet.words import line

RECORD = "answers.yaml"
HEAD = (
    "# What was filled in in this packet, by question. Change it here or in the papers; the next `detention-impact packet` into this folder\n"
    "# reads all of them. Below “written” is what the packet wrote last: by it the next one sees what was changed since.\n"
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A packet that is there. answers: by slot. edited: its files in which something else than an answer was changed."""

    answers: Mapping[str, str] = field(default_factory=dict)
    edited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written last: answers by slot as typed, and digests of both answers and files."""

    typed: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def earlier(folder: Path, names: frozenset[str]) -> Earlier:
    """Read the packet in a folder; one without answers where there is none.

    Args:
        names: what a packet's files are called.

    Raises:
        Faults: a file that cannot be read, or one question answered in two ways.
        OSError: the folder cannot be read.
    """
    there = {path.name: path for path in sorted(folder.glob("*")) if path.name in names and _plain(path)}
    faults: list[Fault] = []
    record = _read_record(there.pop(RECORD), faults) if RECORD in there else _Written()
    found: dict[str, Mapping[str, str]] = {str(folder / RECORD): record.typed} if record.typed else {}
    edited = []
    for name, path in there.items():
        content = path.read_bytes()
        try:
            answers, mark = _opened(name, content)
        except ValueError as error:
            hint = "repair it or move it to another folder; nothing was written"
            faults.append(Fault(str(path), 0, 0, "", "", f"cannot be read: {error}", hint))
            continue
        found[str(path)] = answers
        if record.files.get(name) != mark:
            edited.append(name)
    merged = dict(_merged(found, record.answers, faults))
    if faults:
        raise Faults(faults)
    return Earlier({slot: answer for slot, answer in merged.items() if answer}, tuple(edited))


def recorded(contents: Mapping[str, bytes], answers: Mapping[str, str], asked: Mapping[str, str]) -> bytes:
    """answers.yaml: every answer and every question that is open, then what was written.

    Args:
        contents: the other files of the packet.
        asked: the slots of the papers, each with "" or its answer.
    """
    filled = {**asked, **answers}
    data = {
        "answers": filled,
        "written": {
            "answers": {slot: _digest(answer) for slot, answer in filled.items() if answer},
            "files": {name: _opened(name, content)[1] for name, content in contents.items()},
        },
    }
    return (HEAD + dump(data)).encode()


def orphans(answers: Mapping[str, str], asked: Mapping[str, str]) -> str:
    """An annex of the answers that no question of the paper asks for; empty where there is none."""
    kept: dict[str, dict[str, str]] = {}
    for slot, answer in answers.items():
        question, _, head = slot.rpartition(" / ")
        if slot not in asked and question and head in forms.OPEN:
            kept.setdefault(question, {})[head] = answer
    if not kept:
        return ""
    heads = [head for head in forms.OPEN if any(head in each for each in kept.values())]
    rows = [
        [line(question), *(forms.cell(each.get(head, "")) or forms.BLANK for head in heads)]
        for question, each in kept.items()
    ]
    named = [phrase(head) for head in (told.QUESTION_GONE, *heads)]
    return "\n\n".join((f"## {phrase(told.KEPT)}", phrase(told.ORPHANS), forms.form(named, rows))) + "\n"


def _opened(name: str, content: bytes) -> tuple[Mapping[str, str], str]:
    """The answers in a file and a digest of everything else in it. Raises ValueError where it cannot be read."""
    if name.endswith(".docx"):
        answers, words = word_answers.read(content)
        return answers, _digest(words)
    if name.endswith(".md"):
        paper = content.decode("utf-8").replace("\r\n", "\n")
        return forms.read(paper), _digest(forms.outside(paper))
    return {}, sha256(content).hexdigest()[:16]


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _merged(
    found: Mapping[str, Mapping[str, str]], written: Mapping[str, str], faults: list[Fault]
) -> Iterator[tuple[str, str]]:
    """The answer of each slot: what somebody changed since it was written, else what was written."""
    for slot in dict.fromkeys(slot for answers in found.values() for slot in answers):
        before = written.get(slot, _digest(""))
        given = {file: answers[slot] for file, answers in found.items() if slot in answers}
        changed = {file: answer for file, answer in given.items() if _digest(answer) != before}
        said = {answer: file for file, answer in changed.items() if answer}
        if len(said) > 1:
            (one, file), (other, second) = list(said.items())[:2]
            rule = f"is answered otherwise in {Path(second).name}: {shown(other)}"
            hint = "let both say the same; nothing was written"
            faults.append(Fault(file, 0, 0, slot, shown(one), rule, hint))
        elif changed:
            yield slot, next(iter(said), "")
        else:
            yield slot, next(iter(given.values()))


def _read_record(path: Path, faults: list[Fault]) -> _Written:
    """answers.yaml, every answer as text."""
    try:
        document = load(path)
    except Faults as error:
        faults += error.faults
        return _Written()
    typed = _texts(document, ("answers",), faults)
    spaced = {slot: forms.tidy(said) for slot, said in typed.items()}
    return _Written(
        spaced,
        _texts(document, ("written", "answers"), faults),
        _texts(document, ("written", "files"), faults),
    )


def _texts(document: Document, steps: tuple[str, ...], faults: list[Fault]) -> dict[str, str]:
    """A mapping of texts in the document; nothing where it has none."""
    data = document.data
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    if data is None:
        return {}
    if not isinstance(data, dict):
        faults.append(document.fault(steps, data, "must be a mapping of questions to texts"))
        return {}
    texts: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(value, str):
            texts[str(key)] = value
            continue
        hint = "put it in quotation marks"
        faults.append(document.fault((*steps, key), value, "must be text", hint))
    return texts


def _plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
