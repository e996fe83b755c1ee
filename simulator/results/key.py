"""What decides a study's numbers and what must be said with them, and the id made of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from simulator.documents import NEWEST, Block, Plain
from simulator.results.encoding import canonical

ID_LENGTH = 16
ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What else `run` is asked for: whether the clock is played and how often, and which replication's events are kept.

    keep_draws: although they are many. what_if: the levers that are moved too, as they are written; empty where none are.
    """

    clock: bool
    replications: int | None = None
    log: int | None = None
    keep_draws: bool = False
    what_if: str = ""

    @classmethod
    def of(cls, plain: Mapping[str, Plain]) -> RunOptions:
        """From what `plain` gave. Raises pydantic.ValidationError where it is something else."""
        from pydantic import TypeAdapter

        return TypeAdapter(cls).validate_python(plain)

    @property
    def plain(self) -> Block:
        """As a key holds them: what nobody asked for is not there, so that older ids stay."""
        asked: Block = {"clock": self.clock, "replications": self.replications, "log": self.log}
        asked |= {"keep_draws": True} if self.keep_draws else {}
        return asked | ({"what_if": self.what_if} if self.what_if else {})


@dataclass(frozen=True)
class StudyKey:
    """Everything that decides what a study's result says: change any of it and the id changes.

    Args:
        name: of the scenario's file, the folder above the id. It decides nothing: one content under two names has one id.
        scenario: the scenario as plain data, after `extends` and overrides.
        evidence: the rows of published evidence used (`evidence.used.json`); of a comparison, those of each proposal.
        seed: the study's seed.
        draws: the number of Monte Carlo draws.
        version: the program's version.
        options: whatever else changes numbers, by the names that `manifest.json` gives them (the clock's settings: `RunOptions`).
        warnings: sentences that must stand with the numbers; one may be about an overlay of which the content alone tells nothing.
    """

    name: str
    scenario: Mapping[str, Plain]
    evidence: Sequence[Plain]
    seed: int
    draws: int
    version: str
    options: Mapping[str, Plain] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @cached_property
    def parts(self) -> Block:
        """The parts as the manifest keeps them: long ones by their SHA-256."""
        warned: Block = (
            {"warnings": hashlib.sha256(canonical(list(self.warnings))).hexdigest()} if self.warnings else {}
        )
        return {
            "scenario": hashlib.sha256(canonical(self.scenario)).hexdigest(),
            "evidence": hashlib.sha256(canonical(self.evidence)).hexdigest(),
            "seed": self.seed,
            "draws": self.draws,
            "version": self.version,
            "options": dict(self.options),
            **warned,
        }

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of the parts."""
        return id_of(self.parts)

    @property
    def stamp(self) -> Block:
        """What a table of the result says of what made it."""
        return {
            "schema": NEWEST,
            "id": self.id,
            "version": self.version,
            "seed": self.seed,
            "draws": self.draws,
        }

    @property
    def folder(self) -> str:
        """The name as a folder's name."""
        return folder_of(self.name)


def folder_of(name: str) -> str:
    """A name as a folder's name: letters, digits, `.`, `_` and `-`; never hidden, never a step upwards."""
    return re.sub(r"[^\w.-]+", "-", name).strip(".-") or "scenario"


def id_of(parts: Mapping[str, Plain]) -> str:
    """The id of a study from its parts, as a manifest keeps them."""
    return hashlib.sha256(canonical(parts)).hexdigest()[:ID_LENGTH]
