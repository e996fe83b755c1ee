"""The evidence library: every number with its document, its trials and its doubt. Imports no numpy."""

from simulator.evidence.faults import EvidenceFault, EvidenceFaults, UnknownEvidence
from simulator.evidence.library import USER_FILES, Library, library, load_user_source
from simulator.evidence.records import Carry, Crosswalk, Row, Source
from simulator.evidence.shelf import as_plain, describe, evidence_table, shelf_markdown
from simulator.evidence.vocabulary import KINDS, LABELS, UNITS

__all__ = [
    "KINDS",
    "LABELS",
    "UNITS",
    "USER_FILES",
    "Carry",
    "Crosswalk",
    "EvidenceFault",
    "EvidenceFaults",
    "Library",
    "Row",
    "Source",
    "UnknownEvidence",
    "as_plain",
    "describe",
    "evidence_table",
    "library",
    "load_user_source",
    "shelf_markdown",
]
