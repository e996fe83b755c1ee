"""The evidence library: every number with its document, its trials and its doubt. Imports no numpy."""

from simulator.evidence.cells import CODED, UNSPLIT, Clash, Coverage, coverage, is_pair, splits
from simulator.evidence.faults import EvidenceFault, EvidenceFaults, UnknownEvidence
from simulator.evidence.hours import hourly
from simulator.evidence.library import USER_FILES, Library, library, load_user_source
from simulator.evidence.overlaps import overlaps
from simulator.evidence.posteriors import Parameter, Posterior, read_posterior
from simulator.evidence.records import Carry, Crosswalk, Row, Source
from simulator.evidence.shelf import as_plain, describe, evidence_table, shelf_markdown
from simulator.evidence.vocabulary import KINDS, LABELS, UNITS

__all__ = [
    "CODED",
    "KINDS",
    "LABELS",
    "UNITS",
    "UNSPLIT",
    "USER_FILES",
    "Carry",
    "Clash",
    "Coverage",
    "Crosswalk",
    "EvidenceFault",
    "EvidenceFaults",
    "Library",
    "Parameter",
    "Posterior",
    "Row",
    "Source",
    "UnknownEvidence",
    "as_plain",
    "coverage",
    "describe",
    "evidence_table",
    "hourly",
    "is_pair",
    "library",
    "load_user_source",
    "overlaps",
    "read_posterior",
    "shelf_markdown",
    "splits",
]
