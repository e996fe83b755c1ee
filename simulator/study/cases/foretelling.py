"""Cases of a fit: what a record of deployments foretells of others, perhaps another force's, held to what was recorded there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.documents import Fault, Faults
from simulator.fitting.fit import Fit, fit_record, predict
from simulator.kernel.streams import CHUNK
from simulator.records.deployments import read_deployments
from simulator.study.cases.files import Case, CaseFile
from simulator.study.fits import read_record
from simulator.study.predictions import inputs, joint

Array = NDArray[np.float64]


class Foretelling:
    """The fits of a file of cases; a record is fitted once for each kind of count asked of it."""

    def __init__(self, file: CaseFile, folder: Path) -> None:
        self.file, self.folder = file, folder
        self._fitted = cache(_fitted)

    def faults(self, case: Case) -> list[Fault]:
        """What is wrong with a case's record or with its table of deployments."""
        faults: list[Fault] = []
        try:
            read_record(case.fit)
        except Faults as found:
            faults += [case.fault_of("fit", case.fit, each) for each in found.faults]
        try:
            read_deployments(self.folder / case.deployments, counted=False)
        except Faults as found:
            faults += [case.fault_of("deployments", case.deployments, each) for each in found.faults]
        return faults

    def years(self, case: Case, target: str) -> Array:
        """(draws,) totals of one kind of count over the case's deployments, drawn together."""
        fit, draws, seed = self._fitted(case.fit, target), self.file.draws, self.file.seed
        rows, _ = inputs(fit, self.folder / case.deployments)
        forecast = predict(fit, rows, target, min(draws, CHUNK), seed)
        return np.asarray(joint(target, forecast, draws, seed).sum(axis=0))


def _fitted(record: str, target: str) -> Fit:
    return fit_record(read_record(record), only=target)
