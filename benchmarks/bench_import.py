"""Rows a second and memory of `import`: Stanford's 24 columns as CSV, gzipped and Parquet, RIPA's .xlsx → results/import.json.

Beside each rate of a CSV stands that of pyarrow reading the same file into text alone, in the same run: seconds do not travel,
their ratio does. Processor seconds are told too, since they do not depend on who else uses the machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from machine import measured_on

HERE = Path(__file__).parent
STARTS = "raw_row_number date time location lat lng district beat subject_age subject_race subject_sex officer_id_hash"
ENDS = "department_name type violation arrest_made citation_issued warning_issued outcome contraband_found search_conducted"
COLUMNS = [*STARTS.split(), *ENDS.split(), "search_basis", "reason_for_stop", "vehicle_make"]
CHILD = """
import json, re, sys, time
from pathlib import Path
what, path = sys.argv[1:3]
began, cpu = time.perf_counter(), time.process_time()
if what == "import":
    from simulator.records.imports import Choices, import_stops, open_all
    choices = Choices()
    rows = import_stops(open_all([Path(path)], "", choices), Path(path).parent / "made", choices, force=True).counted.rows
else:
    import pyarrow as pa, pyarrow.csv as reader
    names = Path(path).open().readline().strip().split(",")
    text = reader.ConvertOptions(column_types=dict.fromkeys(names, pa.binary()))
    rows = sum(b.num_rows for b in reader.open_csv(path, parse_options=reader.ParseOptions(newlines_in_values=True), convert_options=text))
print(json.dumps({"rows": rows, "seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu,
                  "mb": int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024}))
"""


def stops(rows: int, seed: int) -> Any:
    """A table in Stanford's standard columns, 230 bytes a row as CSV."""
    import pyarrow as pa

    chance = np.random.default_rng(seed)

    def some(values: list[str]) -> Any:
        return pa.array(values).take(pa.array(chance.integers(0, len(values), rows)))

    hours = [f"{h:02}:{m:02}:00" for h in range(24) for m in range(60)]
    columns = {
        "raw_row_number": pa.array(np.arange(rows) + rows * seed),
        "date": pa.array(np.datetime64("2011-01-01") + chance.integers(0, 2557, rows)),
        "time": some(hours),
        "location": some([f"{n} MAIN ST, Springfield" for n in range(9999)]),
        "lat": pa.array(np.round(chance.uniform(30, 40, rows), 7)),
        "lng": pa.array(np.round(chance.uniform(-90, -80, rows), 7)),
        "district": some([str(n) for n in range(1, 9)]),
        "beat": some([str(n) for n in range(1, 81)]),
        "subject_age": some([str(n) for n in range(15, 81)]),
        "subject_race": some(
            ["white", "black", "hispanic", "asian/pacific islander", "other", "unknown", "NA"]
        ),
        "subject_sex": some(["male", "female", "male"]),
        "officer_id_hash": some([f"{n * 2654435761 % 2**40:010x}" for n in range(1, 900)]),
        "department_name": some(["Springfield Police Department"]),
        "type": some(["vehicular", "pedestrian"]),
        "violation": some(["SPEEDING 15 OVER", "EQUIPMENT"]),
        **{name: some(["TRUE", "FALSE"]) for name in COLUMNS[15:18]},
        "outcome": some(["citation", "warning"]),
        "contraband_found": some(["NA"]),
        "search_conducted": some(["FALSE"]),
        "search_basis": some(["NA"]),
        "reason_for_stop": some(["Moving violation"]),
        "vehicle_make": some(["TOYOTA", "FORD"]),
    }
    return pa.table({name: columns[name] for name in COLUMNS})


def write_csv(path: Path, rows: int) -> None:
    """Rows in pieces, so that making the file needs little memory itself."""
    import pyarrow.csv as writer

    piece = min(rows, 500_000)
    with path.open("wb") as stream:
        for seed in range(rows // piece):
            options = writer.WriteOptions(include_header=seed == 0)
            writer.write_csv(stops(piece, seed), stream, options)


def write_ripa(path: Path, rows: int) -> None:
    """A county's workbook in the state's layout, 143 columns."""
    import openpyxl

    flags = (
        "ASIAN",
        "BLACK_AFRICAN_AMERICAN",
        "HISPANIC_LATINO",
        "MIDDLE_EASTERN_SOUTH_ASIAN",
        "NATIVE_AMERICAN",
        "PACIFIC_ISLANDER",
        "WHITE",
    )
    named = [
        "DOJ_RECORD_ID",
        "PERSON_NUMBER",
        "AGENCY_NAME",
        "DATE_OF_STOP",
        "TIME_OF_STOP",
        "RAE_FULL",
        "G_FULL",
    ]
    named += [f"RAE_{flag}" for flag in flags]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([*named, *(f"ADS_{n}" for n in range(143 - len(named)))])
    for i in range(rows):
        race = i % 7
        row = [
            f"U{i}",
            1,
            "LAPD",
            f"2019-{i % 12 + 1:02}-{i % 28 + 1:02}",
            f"{i % 24:02}:30:00",
            race + 1,
            i % 2 + 1,
        ]
        sheet.append([*row, *(int(n == race) for n in range(7)), *([0] * (143 - len(named)))])
    book.save(path)


def child(what: str, path: Path) -> dict[str, float]:
    """Rows, seconds and memory of one process that does one thing."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, what, str(path)], capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": str(HERE.parent)},
    )  # fmt: skip
    found = json.loads(done.stdout)
    per = {"rows": found["rows"], "rows_a_second": round(found["rows"] / found["seconds"])}
    return per | {
        "rows_a_processor_second": round(found["rows"] / found["cpu"]),
        "peak_mb": round(found["mb"]),
    }


def main(rows: int = 1_000_000, many: int = 4_000_000, sheet: int = 10_000) -> None:
    """Make the files, import each in a process of its own, and write what it took."""
    import pyarrow.csv as reader
    import pyarrow.parquet as pq

    with TemporaryDirectory() as folder:
        csv, large = Path(folder) / "stops.csv", Path(folder) / "many.csv"
        write_csv(csv, rows)
        found: dict[str, Any] = {"read_alone": child("read", csv), "csv": child("import", csv)}
        subprocess.run(["gzip", "-1", "-k", str(csv)], check=True)
        found["csv_gz"] = child("import", csv.with_suffix(".csv.gz"))
        pq.write_table(reader.read_csv(csv), Path(folder) / "stops.parquet")
        found["parquet"] = child("import", Path(folder) / "stops.parquet")
        csv.unlink()
        write_csv(large, many)
        found[f"csv_of_{many}"] = child("import", large)
        large.unlink()
        write_ripa(Path(folder) / "county.xlsx", sheet)
        found["ripa_xlsx"] = child("import", Path(folder) / "county.xlsx")
        shutil.rmtree(Path(folder) / "made")
    found["import_to_read_alone"] = round(
        found["read_alone"]["rows_a_second"] / found["csv"]["rows_a_second"], 2
    )
    result = {**measured_on(), **found}
    text = json.dumps(result, indent=1) + "\n"
    (HERE / "results" / "import.json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
