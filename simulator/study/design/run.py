"""A search for a design: levers placed, designs searched, the smallest lived again, and the folder that tells of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

import numpy as np

from simulator import __version__
from simulator.documents import Faults
from simulator.quantiles import quantiles
from simulator.reports.language.periods import period_of
from simulator.results import StudyKey, answer_from, writing
from simulator.results.design import Design as Told
from simulator.results.design import DesignFound, LeftOut, Lever, Place, Rule
from simulator.results.encoding import read_json
from simulator.results.values import Interval
from simulator.scenario import Loaded, inputs, selections_of
from simulator.scenario.groups import selection_label
from simulator.study.board.limit_files import LimitFile
from simulator.study.design import levers as placing
from simulator.study.design.choosing import TOLD, Chosen, choose, lived_again
from simulator.study.design.lever_files import Entry, LeverFile
from simulator.study.design.living import Living, Shares, Single
from simulator.study.design.search import Design, Search, designs_of, needed
from simulator.study.evidence_used import evidence_used, input_hashes
from simulator.study.executors import Executor, Local

FOUND, FRONT, PAGE = "design.json", "front.csv", "design.html"
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Designed:
    """A finished search: its folder, what it found, and whether it was already stored."""

    folder: Path
    found: DesignFound
    reused: bool
