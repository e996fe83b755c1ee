"""Verbs as whole processes from a cold shell, and what the seconds of a run are made of → results/run.json.

Every run writes into a folder of its own. Of several runs the shortest is the machine's, the median a shared machine's.
Stages are timed one after another in one process, so they add up to a run on one worker; on two, those marked `beside`
go on in the second process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from machine import measured_on

NAME = "california-patrol"
REPEATS = 10
ORDINARY = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Python keeps its bytecode, as on any machine that does not forbid it; without, every run compiles the program anew."""
Figures = dict[str, float]


def timed(arguments: list[str]) -> Figures:
    """Wall and processor seconds of one process and those it starts."""
    before, started = os.times(), perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=ORDINARY)
    wall, after = perf_counter() - started, os.times()
    user = after.children_user - before.children_user
    return {"wall": wall, "processor": user + after.children_system - before.children_system}


def of_many(runs: list[Figures]) -> dict[str, Figures]:
    """The shortest and the median of each figure."""
    return {
        figure: {
            "min": round(min(run[figure] for run in runs), 2),
            "median": round(median(run[figure] for run in runs), 2),
        }
        for figure in runs[0]
    }


def verbs(repeats: int) -> dict[str, dict[str, Figures]]:
    """Seconds of each verb, the verbs in turn, so that a busy minute is shared by all."""
    lines = {
        "run": ["run", NAME],
        "run --workers 1": ["run", NAME, "--workers", "1"],
        "run --no-clock": ["run", NAME, "--no-clock"],
        "check": ["check", NAME],
        "--help": ["--help"],
    }
    runs: dict[str, list[Figures]] = {verb: [] for verb in lines}
    for _ in range(repeats):
        for verb, line in lines.items():
            with TemporaryDirectory() as out:
                folder = ["--out", out] if line[0] == "run" else []
                runs[verb].append(timed(["-m", "simulator.cli", *line, *folder]))
    return {verb: of_many(each) for verb, each in runs.items()}


def stages() -> Figures:
    """Processor-bound seconds of a run's stages, in the order of `study.run`."""
    seconds: Figures = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        started = perf_counter()
        yield
        seconds[name] = perf_counter() - started

    with stage("scenario: imports and reading"):
        from simulator.scenario import inputs, load
        from simulator.study.evidence_used import as_kept, evidence_used

        loaded = load(NAME)
        rows = inputs(loaded)
        used = evidence_used(rows, loaded.library)
    with stage("numpy and the rooms that use it"):
        from simulator.impact.summary import Impact
        from simulator.kernel.run import run
        from simulator.model.compile import compile_scenario
        from simulator.study.summary import summary_of
    from simulator.results import RunOptions, StudyKey, writing
    from simulator.study.background import in_background
    from simulator.study.draws_file import DRAWS, write_draws
    from simulator.study.files import write_answer, write_files, write_inputs
    from simulator.study.run import silent

    options = RunOptions(clock=True)
    key = StudyKey(loaded.name, loaded.resolved, as_kept(used), 1, 10_000, "0", options.plain)
    with stage("compile"):
        compiled = compile_scenario(loaded.scenario, loaded.library)
    with stage("kernel"):
        draws = run(compiled, key.seed, key.draws)
    with stage("measures"):
        impact = Impact(draws, compiled)
        summary = summary_of(loaded, rows, key, impact, silent)
    waiting = in_background(loaded, compiled, key, options)
    with stage("beside: clock, why the gap, templates"):
        told = next(waiting)
    summary = summary.completed(told.decomposition, told.clock)
    with stage("beside: tables, page"):
        made = waiting.send(summary)
    with stage("reports, files"), TemporaryDirectory() as out, writing(Path(out), key, {}) as draft:
        write_inputs(draft, loaded, used)
        write_answer(draft, summary)
        write_draws(draft.path(DRAWS), impact, key)
        write_files(draft, summary, told.files | made)
    return seconds


def shortest_stages(repeats: int) -> Figures:
    """The shortest of several fresh processes' seconds, stage by stage."""
    command = [sys.executable, __file__, "stages"]
    runs = [json.loads(subprocess.check_output(command)) for _ in range(repeats)]
    return {name: round(min(run[name] for run in runs), 3) for name in runs[0]}


def main() -> None:
    """Time every verb and every stage and write the figures."""
    found = {
        "scenario": NAME,
        "repeats": REPEATS,
        **measured_on(),
        "seconds": verbs(REPEATS),
        "stages": shortest_stages(REPEATS),
    }
    text = json.dumps(found, indent=1) + "\n"
    (Path(__file__).parent / "results" / "run.json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    print(json.dumps(stages())) if sys.argv[1:] == ["stages"] else main()
