"""The world without the system, as an analyst writes it: one block of the grammar."""

from __future__ import annotations

from simulator.scenario.quantities import Count, Frozen, Probability, Reason


class NameCheck(Frozen):
    """What a check of the name finds anyway: of the wanted people, and of those on stale entries, whom the system finds.

    Shares of people wanted (or stale), enrolled, met **and recognised**: whoever gives a false name is found by a scan only.
    """

    wanted: Probability | None = None
    stale: Probability | None = None


class Without(Frozen):
    """The world without the system. What is not given is not known, and `not_known` says why.

    `mistaken`: people wrongly detained in a year by mistakes of identity that need no system; `averted`: the share of them
    that the system would spare.
    """

    name_check: NameCheck = NameCheck()
    mistaken: Count | None = None
    averted: Probability | None = None
    not_known: Reason | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not given, as paths within the block."""
        given = {
            "name_check.wanted": self.name_check.wanted,
            "name_check.stale": self.name_check.stale,
            "mistaken": self.mistaken,
            "averted": self.averted,
        }
        return tuple(path for path, quantity in given.items() if quantity is None)
