"""The three files of a source of evidence as text: what every kind of import writes in the same way."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from simulator.documents import NEWEST
from simulator.evidence import LABELS
from simulator.evidence.vocabulary import COLUMNS

NOT_OURS = "no label of the library"


def source_text(data: Mapping[str, str | Sequence[str]]) -> str:
    """source.yaml, a key a line; JSON values are YAML too."""
    return f"schema: {NEWEST}\n" + "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items()
    )


def rates_text(rows: Iterable[Mapping[str, object]]) -> str:
    """rates.csv; keys that are no column of the format stay out, and so does whatever a terminal would obey."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {key: _plain(value) if isinstance(value, str) else value for key, value in row.items()}
        )
    return stream.getvalue()


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def crosswalk_text(name: str, notes: Mapping[str, Mapping[str, str]]) -> str:
    """crosswalk.yaml: the library's labels lead to themselves, others are left out; `notes` by axis and label."""
    lines = [f"schema: {NEWEST}", f"id: {json.dumps(name)}", f"title: {json.dumps(f'Labels of {name}')}"]
    for axis in LABELS:
        labels = {label: note for label, note in notes.get(axis, {}).items() if label}
        lines.append(f"{axis}:" if labels else f"{axis}: {{}}")
        for label, note in labels.items():
            ours = label in LABELS[axis]
            entry = {"to": label, "note": note} if ours else {"left_out": True, "note": f"{NOT_OURS}: {note}"}
            lines.append(f"  {json.dumps(label)}: {json.dumps(entry, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"
