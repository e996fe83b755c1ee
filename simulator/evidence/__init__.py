"""The evidence library: every number with its document, its trials and its doubt. Imports no numpy."""

from simulator.evidence.cells import UNSPLIT, Clash, Coverage, coverage, is_pair, splits
from simulator.evidence.faults import EvidenceFault, EvidenceFaults, UnknownEvidence
from simulator.evidence.library import USER_FILES, Library, library, load_user_source
from simulator.evidence.records import Carry, Crosswalk, Row, Source
from simulator.evidence.shelf import as_plain, describe, evidence_table, shelf_markdown
from simulator.evidence.vocabulary import KINDS, LABELS, UNITS

__all__ = [
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
    "Row",
    "Source",
    "UnknownEvidence",
    "as_plain",
    "coverage",
    "describe",
    "evidence_table",
    "is_pair",
    "library",
    "load_user_source",
    "shelf_markdown",
    "splits",
]
