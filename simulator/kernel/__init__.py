"""The Monte Carlo kernel: named streams, Poisson splitting of a year's alerts over the pathway, people from events.

It knows arrays and samplers only: no scenario files, no evidence, no pages.
"""

from simulator.kernel.draws import Draws
from simulator.kernel.gathering import expect
from simulator.kernel.layout import Layout, layout_of
from simulator.kernel.run import draw_unknowns, run
from simulator.kernel.streams import CHUNK, DuplicateStream, stream
from simulator.kernel.years import Years

__all__ = [
    "CHUNK",
    "Draws",
    "DuplicateStream",
    "Layout",
    "Years",
    "draw_unknowns",
    "expect",
    "layout_of",
    "run",
    "stream",
]
