"""Choosing an engine: both give the same journeys, to the bit, wherever both can play."""

from __future__ import annotations

from typing import Literal

from simulator.clock import replay_engine
from simulator.clock.cases import CaseTable
from simulator.clock.journeys import Journeys
from simulator.clock.plan import ClockPlan

Engine = Literal["auto", "replay", "simpy"]


def choose(plan: ClockPlan, engine: Engine = "auto") -> tuple[Literal["replay", "simpy"], str | None]:
    """The engine that will play, and why `auto` fell back to SimPy if it did. Raises ValueError on another name."""
    if engine not in ("auto", "replay", "simpy"):
        raise ValueError(f"engine {engine!r}: must be auto, replay or simpy")
    if engine == "auto":
        reason = replay_engine.cannot(plan)
        return ("simpy", reason) if reason else ("replay", None)
    return engine, None


def play(plan: ClockPlan, table: CaseTable, engine: Engine = "auto") -> Journeys:
    """Play the case table through the pathway. Raises ReplayCannot if replay is asked for and cannot be exact."""
    name, _ = choose(plan, engine)
    if name == "replay":
        return replay_engine.play(plan, table)
    from simulator.clock import simpy_engine  # SimPy takes 40 ms to load, and replay does without it

    return simpy_engine.play(plan, table)
