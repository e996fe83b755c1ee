"""The identity of an unknown: what makes two mentions of a number the same draw (docs/method.md §4.2)."""

from __future__ import annotations

from simulator.scenario.quantities import Quantity

FIT = "fit/"
"""What the identities of fits begin with."""


def identity_of(path: str, quantity: Quantity, lineage: str) -> str:
    """The name the quantity declares, else its evidence row (`source/row`), else its path in its lineage.

    Args:
        path: dotted path in the scenario, such as `matcher.transfer`.
        lineage: the scenario's; overlays and copies carry it, so their common numbers are drawn together.
    """
    if quantity.posterior is not None:
        return fit_identity(quantity.posterior.split("/")[0])
    if quantity.shared_as is not None:
        return quantity.shared_as
    if quantity.audit is not None:
        return quantity.audit
    if quantity.source is not None and "/" in quantity.source:
        return quantity.source
    return own_identity(path, lineage)


def fit_identity(name: str) -> str:
    """The identity of a fit: its declared name. All its parameters are read from one row, so they are one unknown."""
    return f"{FIT}{name}"


def new_identity(fit: str, place: str, target: str, family: str, number: int) -> str:
    """The identity of how a place that a fit does not know differs, by force, setting or place, in one kind of count."""
    return f"{fit_identity(fit)}/new-{family}/{place}/{target}" + (f"/{number}" if number else "")


def own_identity(path: str, lineage: str) -> str:
    """The identity of a number that a scenario shares with its lineage only: `<lineage>:<path>`.

    Never the file's name: copying or renaming a file changes no number. Without a lineage only the path is left, and
    scenarios that declare none share what stands at the same path.
    """
    return f"{lineage}:{path}"


def by_path_alone(identity: str) -> bool:
    """Whether nothing but its path makes this unknown the one of another scenario."""
    return identity.startswith(":")
