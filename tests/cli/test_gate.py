"""The gate of everything printed: nothing a terminal obeys passes, what is undefined is null, a closed stdout is a message."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.output import data, data_json, say
from simulator.documents import Faults, dump, load, parse
from simulator.documents.characters import escaped, harmless, unsafe
from tests.cli.command import Command

OBEYED = ["\x1b[1A", "\x07", "\x7f", "\x85", "\x9b2K", "\u202e", "\u2066", "\u200f", "\u061c", "\u2028", "\r"]


@pytest.mark.parametrize("text", OBEYED)
def test_neither_stdout_nor_stderr_nor_json_carries_it(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    data(f"a{text}b")
    say(f"a{text}b")
    data_json({"a": text})
    printed = capsys.readouterr()
    assert unsafe(printed.out) == unsafe(printed.err) == ""
    assert printed.err.startswith("a�")
    assert json.loads(printed.out.partition("\n")[2]) == {"a": text}


@pytest.mark.parametrize(
    "text", ["שחור ולבן", "أسود", "नमस्ते", "a\tb\nc", "é\u0301", "نیم\u200cفاصله", "👩🏿‍🦱"]
)
def test_letters_of_any_script_pass(text: str) -> None:
    assert harmless(text) == text
    assert escaped(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (r'"\e[1A\e[2K"', "U+001B"),
        (r'"\u202e"', "U+202E"),
        ("a \u2067 b", "U+2067"),
        (r'"\x9b"', "U+009B"),
        (r'"\r"', "U+000D"),
    ],
)
def test_it_is_refused_where_it_is_written(text: str, name: str, command: Command, tmp_path: Path) -> None:
    for key in ("title: ", "scan: {value: 1.0, assumed: "):
        end = "}" if "{" in key else ""
        (tmp_path / "own.yaml").write_text(f"extends: prison-gate\n{key}{text}{end}\n", encoding="utf-8")
        done = command("check", str(tmp_path / "own.yaml"))
        assert done.code == 3
        assert f"own.yaml:2:{len(key) + 1}" in done.err
        assert f"holds {name}, a character that is obeyed and not shown; take it out" in done.err
        assert unsafe(done.out + done.err) == ""


def test_it_is_refused_in_a_key_a_setting_an_audit_and_a_name(command: Command, tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"holds U\+202E"):
        parse('{"a\\u202e": 1}', "x")
    done = command("check", "prison-gate", "--set", 'title="\\u202e"')
    assert (done.code, "holds U+202E" in done.err) == (3, True)
    (tmp_path / "gate\u202e.yaml").write_text("extends: prison-gate\ntitle: Own\n", encoding="utf-8")
    done = command("check", str(tmp_path / "gate\u202e.yaml"))
    assert (done.code, "has U+202E in its name" in done.err, unsafe(done.err)) == (3, True, "")
    from simulator.evidence.table_files import read_table

    columns = "row,set,metric,sex,race,threshold,gallery_size,value,unit,numerator,denominator,lo,hi,censored,locator,note"
    table = f"{columns}\nfpir,,fpir,,,,10000,,rate,41,8000,,,,Table\u202e 1,\n"
    assert any("holds U+202E" in fault.rule for fault in read_table(table, "rates.csv")[1])


def test_what_is_undefined_is_null(capsys: pytest.CaptureFixture[str]) -> None:
    data_json({"a": float("nan"), "b": [float("inf"), 1.5], "c": {"d": -float("inf")}})
    assert json.loads(capsys.readouterr().out) == {"a": None, "b": [None, 1.5], "c": {"d": None}}


@pytest.mark.parametrize(
    "setting",
    ["gallery.persons=0", "encounters.total=0", "matcher.transfer=0", "matcher.policy={fixed_fpir: 0}"],
)
def test_a_run_of_nothing_is_null_and_the_second_answer_is_the_first(setting: str, command: Command) -> None:
    arguments = ("run", "prison-gate", "--set", setting, "--draws", "100", "--no-clock", "--json")
    one, other = (json.loads(command(*arguments).out, parse_constant=pytest.fail) for _ in range(2))
    assert one == other
    text, again = (command(*arguments[:-1]).out for _ in range(2))
    assert text == again
    assert "nan" not in text


@pytest.mark.skipif(os.name != "posix", reason="descriptors of POSIX")
@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "--json"], ["check", "prison-gate"], ["check", "none.yaml"]]
)
@pytest.mark.parametrize("closed", ["1", "2", "12"])
def test_a_closed_stdout_or_stderr_is_no_bug(closed: str, arguments: list[str]) -> None:
    ends = " ".join(f"{each}>&-" for each in closed)
    line = f"{sys.executable} -m simulator.cli {' '.join(arguments)} {ends}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3, 4)
    assert "Traceback" not in done.stdout + done.stderr
    if closed == "1" and "none.yaml" not in arguments:
        assert done.stderr.endswith("stdout: is closed; nothing can be printed there\n")


@pytest.mark.parametrize(
    "value",
    ["1e-4", "0o17", "0x1f", "22:30", "no", "1_000", "", "null", "~", ".5", "a: b", "# x", "'", '"', "é\n b"],
)
def test_words_that_look_like_numbers_are_written_as_words(value: str, tmp_path: Path) -> None:
    data_ = {"a": value, "b": [value, 1e-5, 3, None, True, 1.0e300], "c": {value or "k": 1}}
    (tmp_path / "x.yaml").write_text(dump(data_), encoding="utf-8")
    assert load(tmp_path / "x.yaml").data == data_


def test_cases_beyond_what_can_be_played_are_a_fault(command: Command) -> None:
    many = ("encounters.total={value: 9e11, assumed: x}", "population.total={value: 1e9, assumed: x}")
    done = command(
        "run", "capital-cameras", *(word for each in many for word in ("--set", each)), "--draws", "100"
    )
    assert (done.code, done.out) == (3, "")
    assert "are too many to play one by one; at most 50,000,000 are; answer with --no-clock" in done.err


def test_more_cases_than_can_be_counted_are_a_fault() -> None:
    import numpy as np

    from simulator.kernel.streams import poisson

    with pytest.raises(Faults) as caught:
        poisson(np.random.default_rng(1), np.array([1.0, 2e19]), "count/female/asian/false_match/review")
    assert str(caught.value) == (
        "counts  female/asian/false_match/review = 2e+19 cases: are expected, and so many cannot be counted; a number of the scenario "
        "is far too large; `check` lists them"
    )
