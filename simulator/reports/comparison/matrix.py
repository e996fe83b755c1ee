"""The grids of a comparison: a row a rule, a group or a proposal, a column a proposal, and in each cell a word and its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.grades import Grade
from simulator.reports.language import comparing, numbers
from simulator.reports.language import harms as told_harms
from simulator.reports.language import verdicts as said
from simulator.reports.language.comparison import Comparison, Proposal
from simulator.reports.language.middles import range_first
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import Estimate, Study
from simulator.results.comparison import Pair
from simulator.results.verdicts import Judged, Rule

FEW = 4
"""Columns whose words fit on a phone; of more, a phone shows signs and digits under the columns' numbers."""
BEARERS = ("all", "women_or_minorities", "women", "minorities")
"""Whose wrongful detentions the first screen counts, where all proposals have them."""
SIGNS: dict[Grade | None, str] = {
    "within": "✓",
    "mostly-within": "✓?",
    "undecided": "?",
    "mostly-exceeds": "✕?",
    "exceeds": "✕",
    None: "–",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column says in a row: a word or a number, what it stands on, and a share for the meter.

    told: “84 of 100”, an interval, or a reason; of: what it is of (“stretches of 5 years”); more: what is left out.
    digits: the share alone, where there is no room for words. tone: a grade, `no-grade`, `unknown`, or nothing. href: where the
    reasons are, or nothing.
    """

    column: str
    word: str
    told: str
    of: str = ""
    more: str = ""
    digits: str = ""
    tone: str = ""
    sign: str = ""
    share: float | None = None
    href: str = ""

    @property
    def below(self) -> str:
        """All that stands under the word."""
        return f"{self.told} {self.of}".strip() + self.more

    @property
    def short(self) -> str:
        """The same as short as a narrow column needs; what it is of stands with the row's name."""
        told = (
            phrase("{share} of 100", share=self.digits)
            if self.of and self.digits.startswith(("<", ">"))
            else self.told
        )
        return told + self.more


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of cells under the names of their columns.

    listed: so many first rows hold amounts, which a phone lists one below the other where there are many columns.
    summed: the row that sums the others up. numbered: whether the rows are the columns' proposals again.
    """

    id: str
    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    listed: int = 0
    summed: int | None = None
    numbered: bool = False

    @property
    def shape(self) -> str:
        """How it is laid out on a phone: by how many columns there are."""
        return "few" if len(self.columns) <= FEW else "many"


def verdicts(c: Comparison) -> Matrix:
    """How many everyone; whether all rules are kept together; then a row a rule."""
    rows = [(phrase("Wrongful detentions {a_year}, everyone", a_year=c.period.in_one), _held(c, "all"))]
    if together := len(c.rules) > 1:
        rows.append((said.all_rules(c), tuple(_together(c, each) for each in c.proposals)))
    rows += [(said.rule(rule), tuple(_verdict(c, each, rule) for each in c.proposals)) for rule in c.rules]
    return Matrix(
        "matrix", phrase(said.MATRIX), phrase("Rule"), _names(c), tuple(rows), 1, 1 if together else None
    )


def harms(c: Comparison, studies: Mapping[str, Study]) -> Matrix:
    """How many, whom, and how sure: where there are no limits, the answer."""
    shared = {group.id for group in c.groups}
    rows = [(given(c.group(group).label), _held(c, group)) for group in BEARERS if group in shared]
    if any(each.name in studies for each in c.proposals):
        rows.append((phrase("How sure"), tuple(_sure(each, studies.get(each.name)) for each in c.proposals)))
    return Matrix("harms", told_harms.counted(c), phrase("Who"), _names(c), tuple(rows), len(rows))


def _held(c: Comparison, group: str) -> tuple[Cell, ...]:
    """Wrongful detentions of one group: the middle and its interval, or the interval first where the middle means little."""
    return tuple(
        Cell(each.short, *_amount(c.value(each.name, "wrongly_held", group))) for each in c.proposals
    )


def _amount(cell: Estimate) -> tuple[str, str]:
    if not cell.known:
        return phrase("not estimated"), ""
    say = numbers.prose_count
    middle, span = say(cell.median), numbers.span(say(cell.lo), say(cell.hi))
    return (span, phrase("middle {middle}", middle=middle)) if range_first(cell) else (middle, f"({span})")


def _sure(each: Proposal, study: Study | None) -> Cell:
    return Cell(each.short, *(comparing.how_sure(study) if study else ("", "")))


def pairs(c: Comparison) -> Matrix:
    """In how many simulated years the proposal of the row wrongly detains fewer than that of the column."""
    found = {(pair.a, pair.b): pair for pair in c.pairs}
    rows = tuple(
        (
            phrase("{proposal} is lower than", proposal=row.short),
            tuple(_paired(c, row, column, found) for column in c.proposals),
        )
        for row in c.proposals
    )
    return Matrix("pairs-grid", comparing.pairs_caption(c), "", _names(c), rows, numbered=True)


def _paired(c: Comparison, row: Proposal, column: Proposal, found: Mapping[tuple[str, str], Pair]) -> Cell:
    """One pair from the row's side: the pair as stored, or the same turned round."""
    if row is column:
        return Cell(column.short, "–", "", tone="none")
    as_stored = (row.name, column.name) in found
    pair = found[(row.name, column.name) if as_stored else (column.name, row.name)]
    cell = pair.differences["wrongly_held"][c.first.id]
    lower = cell.below if as_stored else cell.above
    if lower is None:
        return Cell(column.short, numbers.undefined(), phrase("never defined in one of them"))
    ends = (cell.lo, cell.hi) if as_stored else (_turned(cell.hi), _turned(cell.lo))
    middle = cell.median if as_stored else _turned(cell.median)
    told = comparing.signed_in(middle, *ends)
    of_100, digits = numbers.of_100(lower, c.told.draws), numbers.in_100(lower)
    return Cell(column.short, of_100, told, digits=digits, share=lower)


def _turned(x: float | None) -> float | None:
    return None if x is None else -x


def why_id(proposal: str, rule: str) -> str:
    """Where a cell's reasons stand on the page."""
    return f"why-{proposal}-{rule}"


def _verdict(c: Comparison, each: Proposal, rule: Rule) -> Cell:
    verdict = c.verdict(each.name, rule.rule)
    href = why_id(each.name, rule.rule) if said.explained(verdict) else ""
    if verdict.probability is None:
        return _graded(each, verdict, verdict.why or "", href=href)
    return _graded(each, verdict, said.share(verdict), said.counted_in_short(rule), href=href)


def _together(c: Comparison, each: Proposal) -> Cell:
    found = c.together(each.name)
    if found.probability is None:
        return _graded(each, found, "")
    left = phrase(", {number} not judged", number=len(found.not_judged)) if found.not_judged else ""
    return _graded(each, found, said.share(found), phrase("draws"), left)


def _graded(each: Proposal, judged: Judged, told: str, of: str = "", more: str = "", href: str = "") -> Cell:
    return Cell(
        column=each.short,
        word=said.grade(judged),
        told=told,
        of=of,
        more=more,
        digits=said.share_in_100(judged),
        tone=judged.grade or ("unknown" if judged.probability is None else "no-grade"),
        sign=SIGNS[judged.grade],
        share=judged.probability,
        href=href,
    )


def _names(c: Comparison) -> tuple[str, ...]:
    return tuple(each.short for each in c.proposals)
