"""Documents people write: safe YAML with the place of everything, names, and faults with a way out."""

from simulator.documents.faults import Fault, Faults, shown
from simulator.documents.names import as_id, did_you_mean, dotted, enter_all, put, put_in, steps_of, without
from simulator.documents.numerals import Numeral, numeral, pair
from simulator.documents.plain import Block, Plain, Scalar, items, mapping
from simulator.documents.reader import Reader
from simulator.documents.scalars import scalar
from simulator.documents.versions import FIRST, NEWEST, version_rule
from simulator.documents.writing import dump
from simulator.documents.yaml12 import Document, load, parse

__all__ = [
    "FIRST",
    "NEWEST",
    "Block",
    "Document",
    "Fault",
    "Faults",
    "Numeral",
    "Plain",
    "Reader",
    "Scalar",
    "as_id",
    "did_you_mean",
    "dotted",
    "dump",
    "enter_all",
    "items",
    "load",
    "mapping",
    "numeral",
    "pair",
    "parse",
    "put",
    "put_in",
    "scalar",
    "shown",
    "steps_of",
    "version_rule",
    "without",
]
