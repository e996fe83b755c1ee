"""A fit as a stored result: learned from a table, written whole, opened again to predict."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from simulator import __version__
from simulator.documents import NEWEST, Fault, Faults, did_you_mean
from simulator.evidence import library
from simulator.fitting.fit import Fit, Taught, fit_record
from simulator.fitting.laboratory import Laboratory
from simulator.fitting.laws import LAWS
from simulator.fitting.learning import Learned
from simulator.fitting.posterior import ROWS, Parameter, posterior
from simulator.fitting.trust import Trust
from simulator.records.deployments import Deployments, from_library, read_deployments
from simulator.records.deployments.table import NUMBERS, TEXTS, empty_numbers, empty_texts
from simulator.reports.fits import overlay, summary_text
from simulator.results import Result, StudyKey, answer_from, open_result, writing
from simulator.results.encoding import as_json, read_json
from simulator.results.versions import known
from simulator.study.fit_summary import reference_of, summarised

TABLE, SCALES, SUMMARY = "table.parquet", "scales.json", "fit.json"
POSTERIOR = "posterior.parquet"
SEED = 1


def read_record(reference: str, force: str = "") -> Deployments:
    """A table of deployments: a file, or a record that ships as evidence.

    Raises:
        Faults: with everything wrong with it.
    """
    shelf = library()
    path = Path(reference)
    if path.exists() or "/" in reference or path.suffix in (".csv", ".parquet"):
        return read_deployments(path, force=force)
    if reference in shelf.source_ids():
        return from_library(shelf, reference)
    near = did_you_mean(reference, shelf.source_ids())
    hint = near or "give the path of a CSV or Parquet file, or met-lfr-deployments for London's"
    raise Faults(
        [Fault(reference, 0, 0, "", "", "is neither a file nor a source of evidence", hint)], missing=True
    )


def laboratory_of(reference: str) -> Laboratory:
    """A laboratory's count, anchored at the gallery size its events were counted at (the source's own gallery, where it says).

    Raises:
        UnknownEvidence: no row has this id.
        Faults: the row is no false positive rate with events, a gallery and a threshold.
    """
    shelf = library()
    row = shelf.row(reference)
    if (
        row.metric != "fpir"
        or not row.numerator
        or not row.value
        or not row.gallery_size
        or row.threshold is None
    ):
        rule = "is no false positive rate with its events, gallery size and threshold"
        raise Faults([Fault(reference, 0, 0, "", "", rule, "npl-neoface-2023/t060-n10000 is one")])
    counted_at = next(
        (
            each.value
            for each in shelf.source(row.source).rows
            if each.metric == "gallery_images" and each.value
        ),
        row.gallery_size,
    )
    rate = row.value / row.gallery_size * counted_at
    return Laboratory(row.id, row.numerator, rate, counted_at, row.threshold)


def make_fit(
    reference: str,
    *,
    force_name: str = "",
    laboratory: str = "",
    seed: int = SEED,
    out: Path = Path("results"),
    again: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Path, bool]:
    """Fit a table and store what it taught. Returns the folder, and whether it was there already.

    Raises:
        Faults: the table cannot be read, or nothing can be learned from it.
        OSError: the result cannot be written.
    """
    record = read_record(reference, force_name)
    bench = laboratory_of(laboratory) if laboratory else None
    used = [each for row in record.evidence for each in row] + ([bench.id] if bench else [])
    digest = table_hash(record)
    name = f"{Path(reference).stem}-fit"
    asked = {"table": digest, "laboratory": asdict(bench) if bench else None}
    key = StudyKey(name, asked, sorted(used), seed, ROWS, __version__, {"kind": "fit"})
    folder = answer_from(out, key, force=again)
    if folder is not None:
        return folder, True
    fit = fit_record(record, bench, progress)
    if not fit.taught:
        rule = "no row gives faces seen and a count: nothing can be learned"
        raise Faults([Fault(reference, 0, 0, "", "", rule, "fill in faces_seen and true_alerts")])
    rows = posterior(fit, seed)
    with writing(out, key, {"table": digest}) as draft:
        _write_table(record, draft.path(TABLE))
        draft.text(SCALES, as_json(_scales(fit)))
        about: dict[str, object] = {"fit": name, "table": digest, "seed": seed, "version": __version__}
        about |= reference_of(fit).model_dump()
        _write_posterior(rows, about, draft.path(POSTERIOR))
        rows_hash = hashlib.sha256(draft.path(POSTERIOR).read_bytes()).hexdigest()
        told = summarised(fit, rows, name, digest, seed, used, rows_hash)
        draft.json(SUMMARY, told.plain())
        draft.text("summary.md", summary_text(told))
        draft.text("overlay.yaml", overlay(told))
    return draft.final, False


def open_fit(reference: str, out: Path) -> tuple[Fit, Result]:
    """A stored fit, checked against its manifest.

    Raises:
        ResultError: there is none, several, or it is damaged.
        Faults: the result is something else.
    """
    found = open_result(reference, out)
    if SCALES not in found.manifest.outputs:
        raise Faults(
            [
                Fault(
                    reference,
                    0,
                    0,
                    "",
                    "",
                    "is a result, but not a fit",
                    "make one with `detention-impact fit TABLE`",
                )
            ]
        )
    kept: Any = read_json(found.folder / SCALES)
    known(kept, reference)
    if kept.get("laws") != [law.name for law in LAWS]:
        rule, hint = (
            "was made by a version with other laws",
            "fit its table again with `detention-impact fit`",
        )
        raise Faults([Fault(reference, 0, 0, "", "", rule, hint)])
    taught = {
        name: Taught(
            tuple(
                Learned(np.array(law["logs"]), np.array(law["weights"]), tuple(law["names"]))
                for law in each["laws"]
            ),
            Trust(np.array(each["weights"]), np.array(each["weights_new_setting"])),
        )
        for name, each in kept["targets"].items()
    }
    bench = Laboratory(**kept["laboratory"]) if kept["laboratory"] else None
    return Fit(_read_table(found.folder / TABLE), taught, bench), found


def table_hash(record: Deployments) -> str:
    """SHA-256 of everything of a table that a fit reads."""
    columns: list[Any] = [record.rows, record.days.astype(str).tolist()]
    columns += [record.texts[name] for name in TEXTS]
    columns += [[None if np.isnan(each) else each for each in record[name].tolist()] for name in NUMBERS]
    return hashlib.sha256(json.dumps(columns, ensure_ascii=False).encode()).hexdigest()


def _scales(fit: Fit) -> dict[str, Any]:
    return {
        "schema": NEWEST,
        "laws": [law.name for law in LAWS],
        "laboratory": asdict(fit.laboratory) if fit.laboratory else None,
        "targets": {
            name: {
                "weights": taught.trust.known,
                "weights_new_setting": taught.trust.fresh,
                "laws": [
                    {"names": law.names, "logs": law.logs, "weights": law.weights} for law in taught.scales
                ],
            }
            for name, taught in fit.taught.items()
        },
    }


def _write_table(record: Deployments, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, Any] = {"row": record.rows, "date": record.days.astype("datetime64[D]")}
    columns |= {name: record.texts[name] for name in TEXTS}
    columns |= {name: record[name] for name in NUMBERS}
    pq.write_table(pa.table(columns), path, compression="zstd")


def _read_table(path: Path) -> Deployments:
    import pyarrow.parquet as pq

    found = pq.read_table(path).to_pydict()
    n = len(found["row"])
    return Deployments(
        rows=tuple(found["row"]),
        days=np.array(found["date"], "datetime64[D]"),
        texts=empty_texts(n, {name: found[name] for name in TEXTS}),
        numbers=empty_numbers(n, {name: np.array(found[name], np.float64) for name in NUMBERS}),
    )


def _write_posterior(rows: dict[str, Parameter], about: dict[str, Any], path: Path) -> None:
    """One column a parameter, one row a possible world, each column with its unit and what it says."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = [
        pa.field(name, pa.float32(), metadata={"unit": each.unit, "says": each.says, "scale": each.scale})
        for name, each in rows.items()
    ]
    schema = pa.schema(fields, metadata={name: str(value) for name, value in about.items()})
    columns = [each.draws.astype(np.float32) for each in rows.values()]
    packed: dict[str, Any] = {"compression": "zstd", "use_dictionary": False, "use_byte_stream_split": True}
    pq.write_table(pa.table(columns, schema=schema), path, **packed)
