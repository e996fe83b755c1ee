"""What a person names: a scenario to be answered, or a result that was."""

from __future__ import annotations

from pathlib import Path

from simulator.documents import Fault, Faults, did_you_mean
from simulator.results import Result, ResultMissing, open_result
from simulator.results.finding import stored
from simulator.scenario import Loaded, load, shipped
from simulator.scenario.references import is_path

Asked = Loaded | Result


def ask(reference: str, out: Path, verb: str) -> Asked:
    """A result where the reference is a folder, an id or the name of one; else a scenario. A shipped name is a scenario.

    Raises:
        Faults: no such scenario, or it is wrong. ResultError: no such result, or a damaged one.
    """
    if reference in shipped():
        return load(reference)
    path = Path(reference)
    if is_path(reference) and not path.is_dir():
        return load(reference)
    try:
        return open_result(reference, out)
    except ResultMissing:
        if path.is_dir():
            raise
    names = ", ".join(sorted({folder.parent.name for folder in stored(out)})) or "none yet"
    rule = f"is no shipped scenario and no result stored under {out} ({names})"
    hint = did_you_mean(reference, shipped()) or "a scenario of your own is a path that ends in .yaml"
    raise Faults([Fault(verb, 0, 0, "", reference, rule, hint)], missing=True)
