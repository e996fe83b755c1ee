"""Every kind of trouble has its exit code, its one message, and no traceback unless it is our bug."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.cli.exits import guarded
from simulator.documents import Fault, Faults
from simulator.evidence import UnknownEvidence
from simulator.results import AmbiguousResult, DamagedResult, Problem, ResultMissing


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            Faults([Fault("a.yaml", 3, 5, "scan.value", "1.2", "is more than 1")]),
            3,
            "a.yaml:3:5  scan.value = 1.2: is more",
        ),
        (
            Faults([Fault("b.yaml", 0, 0, "", "", "there is no such file")], missing=True),
            4,
            "b.yaml  there is no such",
        ),
        (UnknownEvidence("nistir-9999", ("nistir-8280",)), 3, "did you mean nistir-8280?"),
        (ResultMissing("gate", Path("results")), 4, "no result 'gate'"),
        (AmbiguousResult("abcd", (Path("results/a/abcd1"), Path("results/b/abcd2"))), 2, "2 ids"),
        (
            DamagedResult(Path("results/a/b"), (Problem("summary.json", "is missing"),)),
            4,
            "summary.json is missing",
        ),
        (FileNotFoundError(2, "No such file or directory", "x.yaml"), 4, "x.yaml: No such file or directory"),
        (PermissionError(13, "Permission denied", "results"), 4, "results: Permission denied"),
        (OSError(28, "No space left on device"), 4, "No space left on device"),
        (KeyboardInterrupt(), 130, ""),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_a_trouble_with_a_way_out_is_one_message(
    error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def trouble() -> None:
        raise error

    with pytest.raises(SystemExit) as left:
        guarded(trouble)
    out, err = capsys.readouterr()
    assert left.value.code == code
    assert said in err
    assert out == ""
    assert "Traceback" not in err


def test_a_bug_says_that_it_is_ours_and_where(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        guarded(lambda: 1 // 0)
    err = capsys.readouterr().err
    assert left.value.code == 1
    assert "ZeroDivisionError" in err
    assert "This is a bug in detention-impact" in err


def test_a_command_that_ends_well_exits_0() -> None:
    with pytest.raises(SystemExit) as left:
        guarded(lambda: None)
    assert left.value.code == 0
