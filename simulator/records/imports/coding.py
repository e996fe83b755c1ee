"""From text to small numbers: every spelling of a role is read once, however many rows repeat it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.records.imports.layout import Values

if TYPE_CHECKING:
    import pyarrow as pa


Codes = NDArray[np.int32]
Counts = NDArray[np.int64]
T = TypeVar("T")
SEPARATOR = b"\x1f"


class Coder(Generic[T]):
    """The spellings of one role in the order in which they came, with what each means and how many rows have it.

    read: the meaning of the texts of the role's columns.
    """

    def __init__(self, read: Callable[[Values], T]) -> None:
        self._read = read
        self._codes: dict[bytes, int] = {}
        self.meanings: list[T] = []
        self.spelled: list[Values] = []
        self.counts: Counts = np.zeros(0, np.int64)
        self.legacy = 0
        """Spellings that were not UTF-8 and were read as Windows-1252."""

    def code(self, columns: Sequence[pa.Array]) -> Codes:
        """(rows,) the code of each row of a block; `columns` are its Arrow arrays."""
        import pyarrow.compute as pc

        joined = columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, SEPARATOR)
        encoded = joined.dictionary_encode()
        known = np.array([self._code_of(each) for each in encoded.dictionary.to_pylist()], np.int32)
        codes: Codes = known[encoded.indices.to_numpy(zero_copy_only=False)]
        return codes

    def count(self, codes: Codes) -> None:
        """Note that these rows are counted."""
        found = np.bincount(codes, minlength=len(self.spelled)).astype(np.int64)
        found[: len(self.counts)] += self.counts
        self.counts = found

    def _code_of(self, raw: bytes) -> int:
        if raw not in self._codes:
            values = tuple(self._decoded(part).strip() for part in raw.split(SEPARATOR))
            self._codes[raw] = len(self.spelled)
            self.spelled.append(values)
            self.meanings.append(self._read(values))
        return self._codes[raw]

    def _decoded(self, raw: bytes) -> str:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self.legacy += 1
            return raw.decode("cp1252", "replace")


class Numbered:
    """Names in the order in which they first came, by number."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def of(self, name: str) -> int:
        """The name's number, a new one if it is new."""
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]


def split_stamp(column: pa.Array) -> tuple[pa.Array, pa.Array]:
    """A column of stamps as one of dates and one of times, each as text; times are empty where a stamp has none."""
    import pyarrow.compute as pc

    parts = pc.extract_regex(column, r"(?s)^(?P<day>[^ T]*)[ T]*(?P<clock>.*)$")
    return pc.struct_field(parts, "day"), pc.struct_field(parts, "clock")


def is_stamped(column: pa.Array) -> bool:
    """Whether any of the first dates of a column that say anything has a time beside it."""
    import pyarrow.compute as pc

    start = column.slice(0, 5000)
    texts = pc.filter(start, pc.greater(pc.binary_length(start), 0)).slice(0, 50).to_pylist()
    return any(len(text.strip().replace(b"T", b" ").split()) > 1 for text in texts)


def rounded_by_excel(column: pa.Array) -> int:
    """How many numbers of a column are written as 1.23E+11, which is how Excel writes long ones that it has rounded."""
    import pyarrow.compute as pc

    return int(pc.sum(pc.match_substring_regex(column, r"^\s*\d(\.\d+)?E\+\d+\s*$")).as_py() or 0)
