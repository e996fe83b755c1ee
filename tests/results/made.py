"""The parts of a result that must belong together, as small as they may be."""

from __future__ import annotations

from typing import Any

from simulator.documents import dump, items
from simulator.results import Draft, StudyKey
from simulator.results.values import Document


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
