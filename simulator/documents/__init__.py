"""Documents people write: safe YAML with the place of everything, names, and faults with a way out."""

from simulator.documents.faults import Fault, Faults, shown
from simulator.documents.names import did_you_mean, dotted, put, steps_of
from simulator.documents.reader import Reader
from simulator.documents.yaml12 import Document, load, parse, scalar

__all__ = [
    "Document",
    "Fault",
    "Faults",
    "Reader",
    "did_you_mean",
    "dotted",
    "load",
    "parse",
    "put",
    "scalar",
    "shown",
    "steps_of",
]
