"""Packages that only the packet needs, and the way to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class MissingExtra(Exception):
    """An optional package is not installed."""

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(
            f"{package} is not installed; pip install 'detention-impact[{extra}]' brings it. packet.md needs nothing: ask for "
            "--only md"
        )


@contextmanager
def wanted(extra: str) -> Iterator[None]:
    """Imports of an extra's packages; what is missing is said with the way out."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(extra, error.name or "a package") from None
