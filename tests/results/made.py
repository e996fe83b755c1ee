"""The parts of a result that must belong together, as small as they may be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.documents import dump, items
from simulator.results import Draft, StudyKey, writing
from simulator.results.values import Document

KEY = StudyKey(
    "patrol",
    {"title": "Patrol"},
    [{"id": "nist/row-1", "value": 0.5}],
    seed=1,
    draws=10,
    version="0.1.0",
    options={"clock": "off"},
)


def run_parts(draft: Draft, key: StudyKey, **more: Any) -> None:
    """The scenario, its evidence and a summary of a run."""
    draft.text("scenario.resolved.yaml", dump(key.scenario))
    draft.json("evidence.used.json", key.evidence)
    told = {"title": key.scenario.get("title"), "kind": key.scenario.get("kind")}
    draft.json("summary.json", of_study(key) | {"name": key.name} | told | more)


def comparison_parts(draft: Draft, key: StudyKey) -> None:
    """A comparison and its proposals' summaries; their ids are the key's option `results`."""
    ids = items(key.options.get("results"))
    named = [{"name": f"proposal-{i}", "id": id_} for i, id_ in enumerate(ids)]
    draft.json("comparison.json", of_study(key) | {"proposals": named})
    for each in named:
        draft.json(f"proposals/{each['name']}/summary.json", each)


def of_study(key: StudyKey) -> dict[str, Any]:
    """What every part says of its study."""
    return {"id": key.id, "seed": key.seed, "draws": key.draws, "version": key.version}


def as_json_holds(document: Document) -> Any:
    """A document as JSON holds it, for tests that look into it by its keys."""
    return document.plain()


def write(root: Path, key: StudyKey = KEY, text: str = "<p>23</p>") -> Path:
    with writing(root, key, {"scenarios/patrol.yaml": "ab" * 32}) as draft:
        draft.text("dashboard.html", text)
        run_parts(draft, key, median=23.0)
        draft.timing({"finished": "2026-11-22T10:00:00Z"})
    return draft.final
