"""A table of rates becomes evidence; what it does not say becomes questions, never a number."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.evidence import load_user_source
from simulator.records.imports import import_audit
from simulator.records.imports.audits import read_audit


def written(folder: Path, text: str) -> Path:
    path = folder / "vendor.csv"
    path.write_text(text)
    return path


FULL = """\
metric,gender,race,threshold,gallery_size,errors,searches
fpir,female,black,0.6,10000,21,2000
fpir,male,white,0.6,10000,4,2000
fpir,all,all,0.6,10000,41,8000
"""


def test_a_full_table_is_evidence_with_its_counts(tmp_path: Path) -> None:
    import_audit(written(tmp_path, FULL), tmp_path / "lab", title="Our lab's test")
    source = load_user_source(tmp_path / "lab", tmp_path)
    assert (source.title, source.kind, source.url) == ("Our lab's test", "identification", "none")
    assert [row.row for row in source.rows] == [
        "fpir-t0-6-n10000-female-black",
        "fpir-t0-6-n10000-male-white",
        "fpir-t0-6-n10000-all",
    ]
    assert len(source.sets["by-group-fpir-t0-6-n10000"]) == 2
    assert (source.rows[0].numerator, source.rows[0].denominator, source.rows[0].gallery_size) == (
        21,
        2000,
        10000,
    )


def test_a_wide_table_has_a_row_for_each_metric_and_group(tmp_path: Path) -> None:
    found = read_audit(
        written(tmp_path, "sex,race,FMR,FNMR\nfemale,black,0.0001,0.01\nmale,white,0.00001,\n")
    )
    assert [(row["metric"], row["race"], row["value"]) for row in found.rows] == [
        ("fmr", "black", "0.0001"),
        ("fnmr", "black", "0.01"),
        ("fmr", "white", "0.00001"),
    ]
    assert found.kind == "verification"


def test_what_is_missing_is_asked(tmp_path: Path) -> None:
    told = import_audit(
        written(tmp_path, "metric,race,rate\nfpir,black,0.04\nfpir,lighter,0.5 %\n"), tmp_path / "lab"
    )
    asked = (tmp_path / "lab" / "questions.md").read_text()
    for words in (
        "How many trials",
        "How many errors",
        "At which threshold",
        "Against how many enrolled faces",
        "Which algorithm",
    ):
        assert words in asked
    assert "It has no american-indian, asian, hispanic" in asked
    assert "Whom do these labels mean? lighter" in asked
    assert told.remarks == ("Per cents were written as shares of 1.",)
    assert load_user_source(tmp_path / "lab", tmp_path).rows[1].value == 0.005


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("race,share\nblack,0.1\n", "has neither a column metric with a value"),
        ("metric,race,value\nfpir,black,4\n", "vendor.csv:2:0  value = 4: is no share"),
        ("metric,race,value\naccuracy,black,0.9\n", "is no metric of face matching known here"),
        ('metric,race,value\nfpir,black,"0,04"\n', "value = 0,04: is not a number"),
        ("metric,race,errors,trials\nfmr,black,5,3\n", "numerator = 5: is more than the 3 trials"),
        ("metric,race,value\nfpir,black,0.1\nfmr,black,0.1\n", "import them apart"),
        ("metric,race,value\n", "has no rate"),
        (
            "metric,race,gallery_size,value\nfpir,black,1e20,0.1\n",
            "gallery_size = 1e20: is more than a hundred pictures of everybody",
        ),
        ("metric,race,value\nfpir,black,nan\n", "value = nan: is not a number"),
        ("metric,race,errors,trials\nfmr,black,3,inf\n", "denominator = inf: is not a number"),
        (
            "metric,race,value\nfpir,Black,0.1\nfpir,black,0.2\n",
            "vendor.csv:3:0  value = 0.2: is a rate of the same cell (fpir of black) as line 2, which has 0.1",
        ),
        (
            "metric,race,value\nfpir,all,0.1\nfpir,,0.1\n",
            "vendor.csv:3:0  value = 0.1: is the same rate as line 2; take one out",
        ),
        (
            "metric,race,threshold,errors,trials,camera\nfpir,black,0.6,1,20,A\nfpir,black,0.60,3,20,B\n",
            "the same cell (fpir of black, threshold 0.60) as line 2, which has 1; take one out, add up their errors and trials, or tell them apart by "
            "algorithm, threshold, gallery_size or age; nothing here reads camera: import those rows apart",
        ),
    ],
)
def test_what_cannot_be_a_rate_is_a_fault(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Faults) as caught:
        read_audit(written(tmp_path, text))
    assert said in str(caught.value)
