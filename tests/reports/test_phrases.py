"""Messages: each is written out where it is said, its slots are those it is given, and no language stays behind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import simulator.reports
from simulator.reports.language.catalogue import Catalogue
from simulator.reports.language.messages import messages, slots_of
from simulator.reports.language.numbers import exact, percent, prose, rate, whole
from simulator.reports.language.phrases import given, phrase, plural, speaking

REPORTS = Path(simulator.reports.__file__).parent
FILLED = ("phrase", "plural")
"""The functions that fill slots."""


def german() -> Catalogue:
    forms = {
        "between {low} and {high}": ("zwischen {low} und {high}",),
        "once": ("einmal", "{number}-mal"),
        "1,234.5": ("1.234,5",),
        "Women": ("Frauen",),
    }
    return Catalogue("de", forms, lambda count: int(count != 1))


def test_a_message_is_said_in_english_where_no_language_is_asked_for() -> None:
    assert phrase("between {low} and {high}", low=2, high=7) == "between 2 and 7"
    assert [plural(n, "once", "{number} times", number=n) for n in (0, 1, 2)] == [
        "0 times",
        "once",
        "2 times",
    ]
    assert given("Women") == "Women"


def test_a_message_is_said_in_the_language_asked_for_and_in_no_other_afterwards() -> None:
    with speaking(german()):
        assert phrase("between {low} and {high}", low=2, high=7) == "zwischen 2 und 7"
        assert [plural(n, "once", "{number} times", number=n) for n in (0, 1, 2)] == [
            "0-mal",
            "einmal",
            "2-mal",
        ]
        assert given("Women") == "Frauen"
    assert phrase("between {low} and {high}", low=2, high=7) == "between 2 and 7"


def test_a_language_stays_with_the_report_it_is_asked_for_even_where_that_fails() -> None:
    with pytest.raises(KeyError), speaking(german()):
        phrase("between {low} and {high}", low=2)
    assert given("Women") == "Women"


def test_what_is_not_in_a_catalogue_is_said_in_english_and_remembered() -> None:
    language = german()
    with speaking(language):
        assert phrase("no upper limit") == "no upper limit"
        assert plural(1, "{number} person", "{number} people", number=1) == "1 person"
        assert given("Men") == "Men"
    assert language.missing == {"no upper limit", "{number} person"}


def test_numbers_take_the_marks_of_the_language() -> None:
    with speaking(german()):
        told = (exact(12_000), whole(1_234.0), rate(0.0421), prose(1_450.0), percent(0.0123))
    assert told == ("12.000", "1.230", "0,0421", "1.500", "1,2 %")


def test_a_count_that_is_not_whole_takes_the_form_of_many() -> None:
    with speaking(german()):
        assert plural(1.5, "once", "{number} times", number="1,5") == "1,5-mal"
        assert plural(None, "once", "{number} times", number="undefined") == "undefined-mal"


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(REPORTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FILLED:
                yield f"{path.relative_to(REPORTS)}:{node.lineno}", node


def test_every_message_is_given_the_slots_it_has() -> None:
    wrong = []
    for place, call in _calls():
        assert isinstance(call.func, ast.Name)
        texts = [each.value for each in call.args if isinstance(each, ast.Constant)]
        slots = {name for each in texts if isinstance(each, str) for name in slots_of(each)}
        given_ = {str(each.arg) for each in call.keywords}
        if texts and slots != given_:
            wrong.append(f"{place}: {sorted(slots ^ given_)}")
    assert not wrong


def test_every_message_is_written_out_where_it_is_said_or_marked_where_it_is_kept() -> None:
    """A message put together at run time could not be found, and no translator would ever see it."""
    wrong = [
        place
        for place, call in _calls()
        if any(
            isinstance(each, ast.JoinedStr | ast.BinOp)
            for each in (call.args[1:] if getattr(call.func, "id", "") == "plural" else call.args)
        )
    ]
    assert not wrong


def test_both_forms_of_a_counted_message_stand_together() -> None:
    """Kept apart they would be two messages, and a language with three forms could say neither."""
    wrong = [
        place
        for place, call in _calls()
        if getattr(call.func, "id", "") == "plural"
        and not all(isinstance(each, ast.Constant) for each in call.args[1:])
    ]
    assert not wrong


def test_messages_are_found_each_once_with_what_they_are_for() -> None:
    found = {each.text: each for each in messages()}
    assert len(found) == len(messages()) > 300
    once = found["once"]
    assert (once.many, once.where) == ("{number} times", "reports/language/numbers.py:times")
    assert once.note == "How often, for a sentence: “once”, “0 times”, “1,400 times”."


def test_no_slot_has_a_format_of_its_own() -> None:
    """Numbers come rounded, in the marks of the language; a message only says where they stand."""
    assert not [each.text for each in messages() if ":," in each.text or ":." in each.text]
