"""Translations as files: what is read, and that none is taken which loses or spoils a number."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Faults
from simulator.reports.language.catalogue import Catalogue
from simulator.reports.language.messages import Message, messages
from simulator.reports.language.po import read, template

HEAD = r"""
msgid ""
msgstr ""
"Language: pl\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"
"""


def told(tmp_path: Path, text: str, head: str = HEAD) -> Catalogue:
    file = tmp_path / "pl.po"
    file.write_text(head + text, encoding="utf-8")
    return read(file)


def faults(tmp_path: Path, text: str, head: str = HEAD) -> list[str]:
    with pytest.raises(Faults) as found:
        told(tmp_path, text, head)
    return str(found.value).splitlines()


def test_messages_are_read_with_their_escapes_and_over_several_lines(tmp_path: Path) -> None:
    language = told(
        tmp_path,
        r"""
# A translator's remark.
#. Where it stands.
#: reports/language/numbers.py:between
msgid "between {lo} "
"and {hi}"
msgstr ""
"między „{lo}” \"a\"\n"
"{hi}"
""",
    )
    assert language.code == "pl"
    assert language.said("between {lo} and {hi}") == 'między „{lo}” "a"\n{hi}'


def test_a_count_takes_the_form_of_its_language(tmp_path: Path) -> None:
    language = told(
        tmp_path,
        """
msgid "once"
msgid_plural "{number} times"
msgstr[0] "raz"
msgstr[1] "{number} razy"
msgstr[2] "{number} razy (wiele)"
""",
    )
    said = [language.counted(count, "once", "{number} times") for count in (0, 1, 2, 5, 22)]
    assert said == ["{number} razy (wiele)", "raz", "{number} razy", "{number} razy (wiele)", "{number} razy"]


def test_what_is_empty_doubtful_or_obsolete_stays_in_english(tmp_path: Path) -> None:
    language = told(
        tmp_path,
        """
msgid "all"
msgstr ""

#, fuzzy
msgid "held"
msgstr "trzymany"

#~ msgid "none"
#~ msgstr "brak"

msgid "sums"
msgstr "sumy"
""",
    )
    assert language.forms == {"sums": ("sumy",)}
    assert language.said("held") == "held"
    assert language.missing == {"held"}


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (r'msgstr "między {lo}"', "pl.po:8:1  msgstr = między {lo}: leaves out {hi}; say all of the message"),
        (r'msgstr "{lo}, {hi}, {high}"', "pl.po:8:1  msgstr = {lo}, {hi}, {high}: has {high}; the message has {hi}, {lo}"),
        (r'msgstr "{lo.real} {hi}"', "pl.po:8:1  msgstr = {lo.real} {hi}: leaves out {lo}; say all of the message"),
        (r'msgstr "{lo:.9f} {hi}"', "pl.po:8:1  msgstr = {lo:.9f} {hi}: has a format in a slot; numbers come as they are printed"),
        (r'msgstr "{lo} {hi"', "pl.po:8:1  msgstr = {lo} {hi: has a brace that is not closed (expected '}' before end of string)"),
        (r'msgstr[0] "{lo} {hi}"', "pl.po:7:1  msgid = between {lo} and {hi}: needs msgstr, in this order"),
    ],
)  # fmt: skip
def test_a_translation_that_loses_or_spoils_a_number_is_refused(
    entry: str, fault: str, tmp_path: Path
) -> None:
    assert fault in faults(tmp_path, f'\nmsgid "between {{lo}} and {{hi}}"\n{entry}\n')


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        """
msgid "per 100,000 {exposure}"
msgstr "na 100"
msgid "1,234.5"
msgstr "1234"
nonsense
""",
    )
    assert [line.split("  ")[0] for line in found] == ["pl.po:8:1", "pl.po:10:1", "pl.po:11:1"]


def test_a_form_for_one_may_leave_out_its_count_and_no_other_slot(tmp_path: Path) -> None:
    entry = """
msgid "one of {all}"
msgid_plural "{number} of {all}"
msgstr[0] "%s"
msgstr[1] "{number} z {all}"
msgstr[2] "{number} z {all}"
"""
    assert told(tmp_path, entry % "jeden z {all}").counted(1, "one of {all}", "…") == "jeden z {all}"
    assert "leaves out {all}" in faults(tmp_path, entry % "jeden")[0]


def test_a_rule_of_plurals_that_is_none_is_refused(tmp_path: Path) -> None:
    for rule in ("nplurals=2; plural=(n ? 3 : 0);", "nplurals=1; plural=__import__('os');"):
        (fault,) = faults(tmp_path, "", 'msgid ""\nmsgstr "Plural-Forms: ' + rule + '\\n"\n')
        assert "Plural-Forms" in fault


def test_what_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pl.po").write_bytes(b'msgid "all"\nmsgstr "\xff"\n')
    with pytest.raises(Faults, match="is not UTF-8; save it as UTF-8"):
        read(tmp_path / "pl.po")


def test_what_there_is_to_translate_is_read_again_as_a_translation_of_nothing(tmp_path: Path) -> None:
    text = template(messages(), {"Women", 'Those "listed"\n'})
    assert r'msgid "Those \"listed\"\n"' in text
    assert told(tmp_path, text, "").forms == {}


@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="{}\r"),
        min_size=1,
    )
)
def test_whatever_a_message_says_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    written = template([Message(text)], []).replace('msgstr ""\n', "", 0)
    file = tmp_path_factory.mktemp("po") / "xx.po"
    head, entry = written.rsplit('msgstr ""', 1)
    quoted = head[head.rindex("msgid ") + 6 :].strip()
    file.write_text(f"{head}msgstr {quoted}{entry}", encoding="utf-8")
    assert read(file).forms == {text: (text,)}
