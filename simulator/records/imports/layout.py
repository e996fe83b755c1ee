"""What a layout is: which columns say when, where and who, and what each of its codes means by its own dictionary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from simulator.documents import Fault, Faults, did_you_mean

Values = tuple[str, ...]
"""The text of the columns that a field reads together, without the blanks around it."""

NOT_RECORDED = "not-recorded"
"""The source says unknown, or says nothing."""
UNREAD = "unread"
"""A value that is in no dictionary at hand: shown as it is, counted, and decoded by nobody."""
UNKNOWN = (NOT_RECORDED, UNREAD)
PERSON = "person"
"""A row that is an encounter of a person; any other word of a row's kind says why it is none."""
BLANKS = frozenset({"", "na", "n/a", "null", "(null)", "none", "nan", "."})
"""How files write that there is nothing; `NA` is one of them unless a dictionary says that it means somebody."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one value means: a label's id, and where it is not plain, why. odd: another column of the row says otherwise."""

    id: str
    note: str = ""
    odd: bool = False


HOLDS = {
    "asian-or-pacific-islander": ("asian", "pacific-islander"),
    "middle-eastern-south-asian": ("middle-eastern", "south-asian"),
}
"""Labels of race that hold others: where both stand in one file, people of one description are told apart by nothing."""


Dictionary = dict[str, str | Meaning]
"""What the values of a column mean: a label's id, or a meaning with its reason."""
Read = Callable[[Values], Meaning]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row says: the columns it stands in, and what their text means."""

    columns: Values
    read: Read


Fields = tuple[Field, ...]
"""Ways to find one thing; years of one source differ, and the first whose columns are all there is read."""
Header = Mapping[str, int]
"""Where the columns of a file stand, by name in lower case."""


def has(header: Header, names: Sequence[str]) -> bool:
    """Whether a file has all of these columns."""
    return all(name.lower() in header for name in names)


def first_of(header: Header, names: Sequence[str]) -> str:
    """The first of these columns that a file has; empty where it has none."""
    return next((name for name in names if name.lower() in header), "")


def labelled(
    codes: Mapping[str, str | Meaning], also: Mapping[str, str | Meaning] = MappingProxyType({})
) -> Read:
    """Reads one column by its dictionary, letters in either case; whatever it lacks stays unread.

    also: a dictionary of the words of other columns, which stand here only where a row's columns are shifted.
    """
    known = {key.casefold(): _meaning(value) for key, value in codes.items()}
    strange = {key.casefold() for key in also} - set(known)

    def read(values: Values) -> Meaning:
        text = _without_point_zero(values[0])
        found = known.get(text.casefold())
        if found is not None:
            return found
        if text.casefold() in BLANKS:
            return Meaning(NOT_RECORDED, f"{text} is taken for missing" if text else "empty")
        if text.casefold() in strange:
            return Meaning(UNREAD, "a word of another column: the columns of these rows are shifted")
        return Meaning(UNREAD, "in no dictionary at hand")

    return read


def ids(*dictionaries: Dictionary) -> tuple[str, ...]:
    """The labels that dictionaries lead to, each once."""
    found = (_meaning(value).id for each in dictionaries for value in each.values())
    return tuple(label for label in dict.fromkeys(found) if label not in UNKNOWN)


def _meaning(value: str | Meaning) -> Meaning:
    return value if isinstance(value, Meaning) else Meaning(value)


def _without_point_zero(text: str) -> str:
    """A code that a spreadsheet or a data frame stored as 2.0 is the code 2."""
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


Rule = Callable[[str], str]


def as_recorded(label: str) -> str:
    """The rule that changes nothing."""
    return label


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of stop records as one source publishes it.

    unit: what a counted row is: `stops`, `persons` or `searches`. row_is: the same in a sentence.
    signatures: sets of columns, each of which only this layout has. races: ways to say who somebody is, by name, the first
    unless another is chosen; they are never mixed. date, time: columns, the first that is there; a date may hold its time. rules: what becomes of people of several races, by name, the first
    unless another is chosen. sites: columns that name a place, finest first. site_in_name: a pattern whose first
    group is the site in a file's name, where no column has it. kind: whether a row is a person's encounter.
    stop: columns that name a stop, which may have several rows; the first that is there. person: columns that, as far as a file has them, tell the persons of a stop apart.
    ages: columns of age, bands before single years, the first that is there. third: an axis beside sex and race, where one was asked for.
    joined: whether rows of one person and stop are one record. own_numbers: columns that number rows and say nothing else.
    order: how dates with slashes are written.
    bare_time: what one or two digits are as a time: an `hour`, or minutes after midnight (`hhmm`). zone: the time zone of stamps with an offset. vocabulary: labels of race that its dictionary has, by the way to say race, in the order of the publication.
    apart: sets of columns of a table that the source publishes beside this one and that has no persons.
    words: labels in words where
    the id does not say them. cautions: sentences for the report.
    """

    id: str
    title: str
    url: str
    licence: str
    groups_coded: str
    unit: str
    row_is: str
    signatures: tuple[Values, ...]
    date: Values
    races: Mapping[str, Fields]
    sex: Fields
    time: Values = ()
    ages: Values = ()
    third: Fields = ()
    rules: Mapping[str, Rule] = field(default_factory=lambda: MappingProxyType({"as-recorded": as_recorded}))
    sites: Values = ()
    agency: Values = ()
    site_in_name: str = ""
    kind: Fields = ()
    stop: Values = ()
    apart: tuple[Values, ...] = ()
    person: Values = ()
    joined: bool = False
    own_numbers: Values = ()
    order: str = "month"
    bare_time: str = ""
    zone: str = ""
    vocabulary: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cautions: tuple[str, ...] = ()

    def matches(self, header: Header) -> bool:
        """Whether a file with this header has one of the sets of columns that only this layout has."""
        return any(has(header, names) for names in self.signatures)

    def spelled_in(self, names: Sequence[str]) -> bool:
        """Whether a set of its own columns stands in a header in the very letters of the source."""
        return any(set(each) <= set(names) for each in self.signatures)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the analyst chose where a layout leaves a choice; empty is the layout's own.

    axis: another axis than race to count by, and its column: (`age`, `Age range`). third: one to count by beside sex and race, with the same; its
    column is the layout's own where it is empty. bands: the years at which bands of single years of age begin. columns: names by role (date, time, race, sex, site, agency), for tables of no known layout. dictionary: meanings by
    (role, value in lower case), each with where it was found. recodes: label to label by (role, label). today: the last day
    on which a record can have been made, as an ordinal.
    """

    race_from: str = ""
    axis: tuple[str, str] = ("", "")
    third: tuple[str, str] = ("", "")
    bands: tuple[int, ...] = ()
    rule: str = ""
    site: str = ""
    order: str = ""
    zone: str = ""
    drop_repeats: bool = False
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    dictionary: Mapping[tuple[str, str], Meaning] = field(default_factory=lambda: MappingProxyType({}))
    recodes: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    today: int = 0


def with_dictionary(role: str, plain: Field, choices: Choices) -> Field:
    """The field read by the analyst's dictionary first, then by the layout, then by the analyst's recodes."""

    def read(values: Values) -> Meaning:
        text = " / ".join(values)
        found = choices.dictionary.get((role, text.casefold())) or plain.read(values)
        to = choices.recodes.get((role, found.id))
        return found if to is None else Meaning(to, f"{found.id}, recoded at the analyst's request")

    return replace(plain, read=read)


def chosen(name: str, what: str, known: Sequence[str], option: str) -> str:
    """The name given, or the first known where none was.

    Raises:
        Faults: the name is none of them.
    """
    if name and name not in known:
        hint = did_you_mean(name, known) or f"use {' or '.join(known)}"
        raise Faults([Fault(option, 0, 0, "", name, f"is no {what} of this layout", hint)])
    return name or known[0]
