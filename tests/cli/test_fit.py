"""`fit`, `predict` and `validate --data`: from a table to a forecast, and from a forecast to its score."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.cli.command import Command
from tests.fitting.made import made
from tests.schemas import keeps_its_schema

COLUMNS = (
    "threshold",
    "watchlist_size",
    "duration_min",
    "faces_seen",
    "true_alerts",
    "false_alerts",
    "arrests",
)


def written(path: Path, rows: slice, *, columns: tuple[str, ...] = COLUMNS) -> Path:
    """Some rows of a made table as a CSV file, the latest first."""
    table = made("faces", 1, rows=60, first=40).table
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["row", "date", "force", "place", *columns])
        for i in list(range(60))[rows][::-1]:
            writer.writerow(
                [
                    f"r{i}",
                    table.days[i],
                    table.forces[i],
                    table.texts["place"][i],
                    *(f"{table[name][i]:g}" for name in columns),
                ]
            )
    return path


def test_a_table_is_fitted_predicted_from_and_scored(command: Command, tmp_path: Path) -> None:
    train, new = (
        written(tmp_path / "train.csv", slice(0, 40)),
        written(tmp_path / "new.csv", slice(40, 60), columns=COLUMNS[:4]),
    )
    out = ("--out", str(tmp_path / "results"))
    done = command("fit", str(train), *out, "--json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    folder = Path(told["folder"])
    keeps_its_schema("fit", told)
    keeps_its_schema("fit", json.loads((folder / "fit.json").read_text(encoding="utf-8")))
    assert {each.name for each in folder.iterdir()} >= {
        "fit.json",
        "posterior.parquet",
        "overlay.yaml",
        "summary.md",
        "table.parquet",
    }
    assert set(told["targets"]) == {"true_alerts", "false_alerts", "arrests"}
    assert any("One force" in each for each in told["cannot_tell"])
    rows = pq.read_table(folder / "posterior.parquet")
    assert rows.num_rows == 8_192
    assert rows.schema.metadata[b"table"].decode() == told["table"]
    assert rows.schema.field("true_rate").metadata[b"unit"] == b"per face"
    assert f"{told['name']}/false_rate" in (folder / "overlay.yaml").read_text(encoding="utf-8")
    ran = command("run", str(folder / "overlay.yaml"), "--draws", "200", "--no-clock", "--json", *out)
    assert ran.code == 0, ran.err
    assert f"What the fit {told['name']} taught" in (
        next((tmp_path / "results" / "overlay").iterdir()) / "report.md"
    ).read_text(encoding="utf-8")

    again = command("fit", str(train), *out)
    assert "already stored" in again.err
    assert again.out.splitlines()[-1] == str(folder)

    draws = tmp_path / "draws.parquet"
    done = command(
        "predict", str(new), "--fit", "train-fit", "--draws-to", str(draws), "--draws", "500", *out
    )
    assert done.code == 0, done.err
    lines = list(csv.reader(io.StringIO(done.out)))
    assert lines[0] == ["row", "target", "mean", *(f"p{count}" for count in range(81))]
    assert [line[0] for line in lines[1:21]] == [f"r{i}" for i in range(59, 39, -1)]
    assert np.array([line[3:] for line in lines[1:]], float).sum(axis=1) == pytest.approx(
        np.ones(60), abs=1e-8
    )
    joint = pq.read_table(draws)
    assert joint.column_names == ["row", "target", "draw", "value"]
    assert joint.num_rows == 60 * 500
    same = command("predict", str(new), "--fit", str(folder), *out)
    assert same.out == done.out

    page = tmp_path / "page.html"
    whole = written(tmp_path / "whole.csv", slice(40, 60))
    done = command(
        "validate",
        "--data",
        str(whole),
        "--train",
        str(train),
        "--target",
        "true_alerts",
        "--page",
        str(page),
        "--json",
    )
    assert done.code == 0, done.err
    validation = json.loads(done.out)
    keeps_its_schema("validation", validation)
    scored = validation["targets"]["true_alerts"]
    assert scored["rows"] == 20
    assert scored["to_beat"] in scored["rivals"]
    assert page.read_text(encoding="utf-8").count("<svg") == 2
    assert "does not show how many people" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("fit", "nowhere.csv"), 4, "is not there"),
        (("fit", "met-lfr-deploymens"), 4, "did you mean met-lfr-deployments?"),
        (("fit", "met-lfr"), 3, "no record of single deployments"),
        (
            ("fit", "met-lfr-deployments", "--laboratory", "npl-neoface-2023/t060-tpir"),
            3,
            "no false positive rate",
        ),
        (("predict", "x.csv", "--fit", "nothing"), 4, "no result 'nothing'"),
        (("predict", "x.csv", "--fit", "y", "--to", "/nowhere/at/all.csv"), 2, "lies in no folder"),
        (("validate", "london", "--data", "met-lfr-deployments"), 2, "two questions"),
        (("validate", "--data", "met-lfr-deployments", "--target", "alerts"), 2, "is not one of"),
        (
            ("validate", "--data", "met-lfr-deployments", "--from", "2030-01-01"),
            3,
            "has no row from the first day",
        ),
    ],
)
def test_what_cannot_be_asked_is_said_with_a_way_out(
    command: Command, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    out = () if arguments[0] == "validate" else ("--out", str(tmp_path))
    done = command(*arguments, *out)
    assert (done.code, said in done.err) == (code, True), done.err
    assert "Traceback" not in done.err
