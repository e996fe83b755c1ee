"""The version of a document's form: the number after `schema:` in whatever the program reads or writes (docs/versions.md).

1 is what versions 0.1 to 0.4 wrote. In 2 a scenario says what its gallery holds and what is known of the world without the
system, and a result's summary is laid out as docs/summary.schema.json.
"""

from __future__ import annotations

from simulator import __version__

FIRST, NEWEST = 1, 2
UPGRADE = "install a newer detention-impact, or get the document in version {newest}"


def version_rule(value: object, newest: int = NEWEST) -> tuple[str, str] | None:
    """The rule that a document's version breaks, and the way out; None where this program knows the version."""
    if isinstance(value, bool) or not isinstance(value, int) or value < FIRST:
        return f"is not the version of a document, {FIRST} or {newest}", f"write schema: {newest}"
    if value > newest:
        rule = f"is a later version of such a document than detention-impact {__version__} knows, which is {newest}"
        return rule, UPGRADE.format(newest=newest)
    return None
