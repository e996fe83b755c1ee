"""A stored result's scenario, as it was asked for, so that its study can be made again."""

from __future__ import annotations

from dataclasses import replace

from simulator.documents import Fault
from simulator.results import Result
from simulator.scenario import Loaded, load


def reload(result: Result) -> Loaded:
    """The scenario of a stored result, with the name, the settings, and the warnings it was run under.

    A warning may be about an overlay, and what is stored is one file.

    Raises:
        Faults: the stored scenario cannot be read by this version.
    """
    asked = result.summary.reproduce
    return replace(
        load(str(result.folder / "scenario.resolved.yaml")),
        name=result.name,
        reference=asked.reference,
        overrides=asked.settings,
        warnings=tuple(Fault(result.name, 0, 0, "", "", sentence, warns=True) for sentence in asked.warnings),
    )
