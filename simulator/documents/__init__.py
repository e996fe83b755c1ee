"""Documents people write: safe YAML with the place of everything, names, and faults with a way out."""

from simulator.documents.faults import Fault, Faults, shown
from simulator.documents.names import did_you_mean, dotted, enter_all, put, steps_of, without
from simulator.documents.numerals import Numeral, numeral, pair
from simulator.documents.reader import Reader
from simulator.documents.scalars import scalar
from simulator.documents.versions import FIRST, NEWEST, version_rule
from simulator.documents.writing import dump
from simulator.documents.yaml12 import Document, load, parse

__all__ = [
    "FIRST",
    "NEWEST",
    "Document",
    "Fault",
    "Faults",
    "Numeral",
    "Reader",
    "did_you_mean",
    "dotted",
    "dump",
    "enter_all",
    "load",
    "numeral",
    "pair",
    "parse",
    "put",
    "scalar",
    "shown",
    "steps_of",
    "version_rule",
    "without",
]
