"""The identity of an unknown: what makes two mentions of a number the same draw (docs/method.md, "Identity")."""

from __future__ import annotations

from simulator.scenario.quantities import Quantity


def identity_of(path: str, quantity: Quantity, name: str) -> str:
    """The name the quantity declares, else its evidence row (`source/row`), else `<scenario>:<path>`.

    Args:
        path: dotted path in the scenario, such as `matcher.transfer`.
        name: the base scenario's name; overlays share it, so their common numbers are drawn together.
    """
    if quantity.shared_as is not None:
        return quantity.shared_as
    if quantity.audit is not None:
        return quantity.audit
    if quantity.source is not None and "/" in quantity.source:
        return quantity.source
    return f"{name}:{path}"
