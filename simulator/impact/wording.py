"""The words of a measure, with slots for what a scenario decides: its horizon, whose rates they are, and who is enrolled."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Nouns:
    """What fills the slots; as it stands, a year of encounters among a population.

    a_year: after a unit, “in 2 years”. year: after in and within. risk: what one person runs. per_100k, of_100k: of encounters, or of
    people enrolled, who stay from year to year. population: who is counted per 100,000. listed: whom a true alert is about.
    """

    a_year: str = "a year"
    year: str = "a year"
    risk: str = "yearly risk"
    per_100k: str = "per 100,000 encounters"
    per_one: str = "per encounter"
    of_100k: str = "Of 100,000 encounters, how many are expected to end with an innocent person detained"
    population: str = "of the population"
    listed: str = "wanted people"


PLAIN = Nouns()


@dataclass(frozen=True, slots=True)
class Wording:
    """A measure's label, unit and sentence, with slots of `Nouns`."""

    label: str
    unit: str
    sentence: str

    def told(self, nouns: Nouns = PLAIN) -> tuple[str, str, str]:
        """Label, unit and sentence, filled. Raises KeyError for a slot that is none."""
        filled = asdict(nouns)
        return self.label.format_map(filled), self.unit.format_map(filled), self.sentence.format_map(filled)
