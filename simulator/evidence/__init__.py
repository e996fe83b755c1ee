"""The evidence library: every number with its document, its trials and its doubt. Imports no numpy."""

from simulator.evidence.cells import CODED, UNSPLIT, Clash, Coverage, coverage, is_pair, splits
from simulator.evidence.faults import EvidenceFaults, UnknownEvidence
from simulator.evidence.finding import Wanted, unknown
from simulator.evidence.hours import hourly
from simulator.evidence.library import USER_FILES, Library, library, load_user_source
from simulator.evidence.overlaps import age_band, overlaps
from simulator.evidence.posteriors import Parameter, Posterior, read_posterior
from simulator.evidence.records import Carry, Crosswalk, Row, Source
from simulator.evidence.shelf import (
    Entry,
    as_plain,
    describe,
    describe_row,
    evidence_table,
    figure,
    found,
    plain_row,
    shelf_markdown,
)
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
    "Entry",
    "EvidenceFaults",
    "Library",
    "Parameter",
    "Posterior",
    "Row",
    "Source",
    "UnknownEvidence",
    "Wanted",
    "age_band",
    "as_plain",
    "coverage",
    "describe",
    "describe_row",
    "evidence_table",
    "figure",
    "found",
    "hourly",
    "is_pair",
    "library",
    "load_user_source",
    "overlaps",
    "plain_row",
    "read_posterior",
    "shelf_markdown",
    "splits",
    "unknown",
]
