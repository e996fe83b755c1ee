"""Opening a table: CSV (also gzipped), Parquet or Excel, as blocks of text columns, never the whole file at once."""

from __future__ import annotations

import csv
import gzip
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from simulator.documents import Fault, Faults

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK_BYTES = 4 << 20
BLOCK_ROWS = 1 << 16
SNIFFED = 1 << 20
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
TEXT = (".csv", ".txt", ".tsv", ".csv.gz", ".txt.gz", ".tsv.gz")
KINDS = "CSV (also .gz), Parquet or .xlsx"

Block = list[Any]
"""Columns of one block, each a binary Arrow array of the text as it stands in the file."""


@dataclass(slots=True)
class Shape:
    """Rows whose number of cells is not the header's, by that number, and a few of them: counted, and not read."""

    shifted: Counter[int] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file of text is written."""

    delimiter: str
    encoding: str
    zipped: bool


@dataclass(slots=True)
class Table:
    """One file, opened: its header, and its blocks when asked for.

    blocks: takes the places of the columns wanted, and skips every other. shape: known once the blocks were read.
    """

    path: Path
    header: tuple[str, ...]
    blocks: Callable[[Sequence[int]], Iterator[Block]]
    shape: Shape = field(default_factory=Shape)

    @property
    def columns(self) -> dict[str, int]:
        """Where each column stands, by name in lower case; of two of one name the first."""
        places: dict[str, int] = {}
        for i, name in enumerate(self.header):
            places.setdefault(name.strip().lower(), i)
        return places


def open_table(path: Path) -> Table:
    """Open a file by what it is, which its name must say too.

    Raises:
        Faults: not there (`missing`), or no table that can be read; with the way out.
    """
    if not path.exists():
        raise Faults([_fault(path, "there is no such file", "")], missing=True)
    if path.is_dir():
        hint = f"name its files: {path.as_posix()}/*.csv"
        raise Faults([_fault(path, "is a folder", hint)])
    name = path.name.lower()
    start = path.open("rb").read(4)
    if not start:
        raise Faults([_fault(path, "is empty", "")])
    if start.startswith(b"PAR1"):
        return _parquet(path)
    if start.startswith(b"PK"):
        return _excel(path) if name.endswith((".xlsx", ".xlsm")) else _refuse_zip(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        hint = "open it and save it as .csv or .xlsx"
        raise Faults([_fault(path, "is an Excel file of before 2007", hint)])
    return _text(path, start.startswith(b"\x1f\x8b"))


def _fault(path: Path, rule: str, hint: str, line: int = 0) -> Fault:
    return Fault(path.as_posix(), line, 0, "", "", rule, hint)


def _refuse_zip(path: Path) -> Table:
    try:
        names = [each for each in zipfile.ZipFile(path).namelist() if not each.endswith("/")]
        files = "1 file" if len(names) == 1 else f"{len(names)} files"
        rule = f"is a zip archive of {files} ({', '.join(names[:3])}{', …' if len(names) > 3 else ''})"
    except zipfile.BadZipFile:
        rule = "is a broken zip archive"
    hint = "unpack it and name the files that hold the stops"
    raise Faults([_fault(path, rule, hint)])


def _text(path: Path, zipped: bool) -> Table:
    """A CSV: UTF-8, UTF-16 or Windows-1252, its delimiter taken from the header."""
    try:
        with _bytes(path, zipped) as stream:
            start = stream.read(SNIFFED)
    except (OSError, EOFError) as error:
        raise Faults([_unreadable(path, error)]) from None
    encoding = "utf-16" if start.startswith(UTF_16) else "utf-8"
    text = start.decode(encoding, "replace").lstrip("\ufeff")
    line = text.splitlines()[0] if text.splitlines() else ""
    if "\x00" in line or not line.strip():
        raise Faults([_fault(path, "is no table of text", f"give {KINDS}", 1)])
    delimiter = max(",;\t|", key=line.count)
    header = tuple(next(csv.reader([line], delimiter=delimiter)))
    if len(header) < 2:
        rule = "has one column; its first line is no header of a table"
        raise Faults([_fault(path, rule, f"give {KINDS} with a line of names on top", 1)])
    shape = Shape()
    return Table(
        path,
        header,
        lambda places: _csv_blocks(path, header, shape, places, Dialect(delimiter, encoding, zipped)),
        shape,
    )


def _bytes(path: Path, zipped: bool) -> BinaryIO:
    return gzip.open(path, "rb") if zipped else path.open("rb")  # type: ignore[return-value]


def _csv_blocks(
    path: Path, header: Sequence[str], shape: Shape, places: Sequence[int], dialect: Dialect
) -> Iterator[Block]:
    import pyarrow as pa
    import pyarrow.csv as reader

    def odd(row: Any) -> str:
        shape.shifted[row.actual_columns] += 1
        if len(shape.examples) < 3:
            shape.examples.append(row.text[:80])
        return "skip"

    names = [str(i) for i in range(len(header))]
    wanted = [str(i) for i in places]
    try:
        stream = reader.open_csv(
            pa.CompressedInputStream(pa.OSFile(path.as_posix()), "gzip")
            if dialect.zipped
            else pa.OSFile(path.as_posix()),
            read_options=reader.ReadOptions(
                column_names=names, skip_rows=1, block_size=BLOCK_BYTES, encoding=dialect.encoding
            ),
            parse_options=reader.ParseOptions(
                delimiter=dialect.delimiter, newlines_in_values=True, invalid_row_handler=odd
            ),
            convert_options=reader.ConvertOptions(
                include_columns=wanted,
                column_types=dict.fromkeys(wanted, pa.binary()),
                strings_can_be_null=False,
            ),
        )
        for batch in stream:
            yield [batch.column(i) for i in range(batch.num_columns)]
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return  # a header and no row: said where rows are counted
        raise Faults([_unreadable(path, error)]) from None
    except (OSError, EOFError) as error:
        raise Faults([_unreadable(path, error)]) from None


def _unreadable(path: Path, error: Exception) -> Fault:
    hint = "is the file whole? A quote that is never closed swallows the rest of a table"
    return _fault(path, f"cannot be read as a table: {' '.join(str(error).split())[:160]}", hint)


def _parquet(path: Path) -> Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise Faults([_unreadable(path, error)]) from None
    header = tuple(file.schema_arrow.names)

    def blocks(places: Sequence[int]) -> Iterator[Block]:
        wanted = [header[i] for i in places]
        for batch in file.iter_batches(batch_size=BLOCK_ROWS, columns=list(dict.fromkeys(wanted))):
            yield [_as_text(batch.column(batch.schema.get_field_index(name))) for name in wanted]

    return Table(path, header, blocks)


def _as_text(column: pa.Array) -> pa.Array:
    """A typed column as the text that a CSV of it would hold."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        column = pc.strftime(column, "%Y-%m-%d %H:%M:%S" + ("%z" if column.type.tz else ""))
    return pc.fill_null(column.cast(pa.string()), "").cast(pa.binary())


def _excel(path: Path) -> Table:
    """The first sheet of a workbook, read row by row."""
    try:
        import openpyxl
    except ImportError:
        hint = 'pip install "detention-impact[excel]", or save the sheet as .csv'
        raise Faults([_fault(path, "is an Excel workbook, which needs openpyxl", hint)]) from None
    try:
        sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
        first = next(sheet.iter_rows(max_row=1, values_only=True), ())
    except Exception as error:  # openpyxl lets whatever it stumbles over through
        raise Faults([_unreadable(path, error)]) from None
    header = tuple("" if each is None else str(each) for each in first)
    if len(header) < 2:
        raise Faults([_fault(path, "has no header of a table in its first sheet", "", 1)])

    def blocks(places: Sequence[int]) -> Iterator[Block]:
        rows: list[tuple[Any, ...]] = []
        for row in sheet.iter_rows(min_row=2, values_only=True):
            rows.append(row)
            if len(rows) == BLOCK_ROWS:
                yield _columns(rows, places)
                rows = []
        if rows:
            yield _columns(rows, places)

    return Table(path, header, blocks)


def _columns(rows: list[tuple[Any, ...]], places: Sequence[int]) -> Block:
    import pyarrow as pa

    return [pa.array([_cell(row[i]) if i < len(row) else b"" for row in rows], pa.binary()) for i in places]


def _cell(value: Any) -> bytes:
    """A cell as text: whole numbers without a point, dates and times as ISO writes them."""
    if value is None:
        return b""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).encode()
