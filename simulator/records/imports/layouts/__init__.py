"""One small file a layout: its columns, its codes, where both were seen, and what its readers must know."""

from simulator.records.imports.layout import Layout
from simulator.records.imports.layouts import (
    chicago,
    idot,
    new_jersey,
    nypd,
    openpolicedata,
    ripa,
    stanford,
    uk_police,
)

KNOWN: dict[str, Layout] = {
    each.LAYOUT.id: each.LAYOUT
    for each in (stanford, openpolicedata, ripa, nypd, uk_police, chicago, new_jersey, idot)
}
"""The layouts that are known by their columns, by the name `--as` takes."""

__all__ = ["KNOWN"]
