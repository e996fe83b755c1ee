"""`validate --calibration`: counted unknowns on stdout, misfits and exit 5 where the program is wrong."""

from __future__ import annotations

import json

import pytest

from simulator.model.laws import Beta
from simulator.study.calibration.experiments import Shares
from tests.cli.command import Command


def test_a_right_program_passes(command: Command) -> None:
    done = command("validate", "--calibration", "california-patrol", "--worlds", "200")
    assert done.code == 0
    assert "2 counted unknowns, each counted anew in 200 worlds" in done.out
    assert "fussey-murray-2019/false-alerts-acted-on" in done.out
    assert "It does not show that an audit's people and cameras resemble those of a deployment" in done.out


def test_a_program_that_reads_no_new_count_is_a_misfit(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shares, "again", lambda self, _: Beta(self.events, self.trials))
    done = command("validate", "--calibration", "california-patrol", "--worlds", "500", "--json")
    assert done.code == 5
    assert json.loads(done.out)["misfits"] == ["likelihood of fussey-murray-2019/false-alerts-acted-on"]
    assert "MISFIT  likelihood of fussey-murray-2019/false-alerts-acted-on" in done.err


def test_two_questions_are_refused(command: Command) -> None:
    done = command("validate", "--calibration", "--data", "met-lfr-deployments")
    assert (done.code, done.out) == (2, "")
    assert "two questions" in done.err
    assert command("validate", "--calibration", "--worlds", "10").code == 2
