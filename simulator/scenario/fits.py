"""The fits a scenario names: read, held to their hashes, and put where its quantities find them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from simulator.documents import Block, Fault, did_you_mean, enter_all, mapping
from simulator.evidence import EvidenceFaults, Library, Posterior, UnknownEvidence, read_posterior
from simulator.scenario.overlays import Layers


def with_fits(layers: Layers, shelf: Library) -> tuple[Library, list[Fault]]:
    """The library with the fits a scenario names, and what is wrong with them; each is read though others are wrong."""
    fits: dict[str, Posterior] = {}
    faults: list[Fault] = []
    for name, entry in mapping(layers.data.get("fits")).items():
        if not isinstance(entry, dict):
            continue  # said where the block is validated
        form = "shipped" if isinstance(entry.get("shipped"), str) else "folder"
        if not isinstance(entry.get(form), str):
            continue
        try:
            found = _read(entry, layers, shelf)
        except UnknownEvidence as error:
            having = shelf.shipped_fits()
            hint = did_you_mean(error.id, having) or f"fits ship of {', '.join(having) or 'no record'}"
            faults.append(layers.fault(("fits", name, form), error.id, "no fit of this name ships", hint))
        except EvidenceFaults as error:
            faults += [
                layers.fault(("fits", name, form), entry[form], each.rule, each.hint) for each in error.faults
            ]
        else:
            fits[str(name)] = found
            if entry.get("sha256") not in (None, found.digest):
                rule = f"is of other rows than this fit has ({found.digest[:12]}…): it was fitted anew"
                hint = "leave sha256 out to take the fit as it is now"
                faults.append(layers.fault(("fits", name, "sha256"), entry["sha256"], rule, hint))
    return (shelf.with_fits(fits) if fits else shelf), faults


def _read(entry: Block, layers: Layers, shelf: Library) -> Posterior:
    if isinstance(shipped := entry.get("shipped"), str):
        return shelf.shipped_fit(shipped)
    below, folder = layers.files[0].parent, str(entry["folder"])
    if not _lies_in(below, folder):
        rule = "lies outside the scenario's folder"
        hint = "copy the fit's folder beside the scenario and give its relative path"
        raise EvidenceFaults([Fault(folder, 0, 0, "", "", rule, hint)])
    return read_posterior(below / folder, folder)


def _lies_in(below: Path, folder: str) -> bool:
    try:
        return (below / folder).resolve().is_relative_to(below.resolve())
    except (OSError, ValueError):  # no path at all; reading it says so
        return True


def pinned(layers: Layers, library: Library) -> Layers:
    """A scenario with the hash of each fit it names: another fit is another scenario."""
    if not library.fits:
        return layers
    fits: Block = {
        name: {**mapping(entry), "sha256": library.fits[name].digest} if name in library.fits else entry
        for name, entry in mapping(layers.data["fits"]).items()
    }
    return replace(layers, data={**layers.data, "fits": fits})


def files_of(layers: Layers, library: Library) -> dict[str, bytes]:
    """The files of the fits that do not ship, by their place below the scenario's folder."""
    return {
        (Path(str(enter_all(layers.data, ("fits", name, "folder")))) / file).as_posix(): raw
        for name, fit in library.fits.items()
        if not fit.source
        for file, raw in fit.files.items()
    }
