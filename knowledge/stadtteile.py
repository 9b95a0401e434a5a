"""The parts of the city, read from the content folder and found by any of their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.faults import FaultError
from knowledge.importers.yaml import SUFFIX, read_entry
from knowledge.model import Stadtteil


def load_stadtteile(folder: Path) -> Mapping[str, Stadtteil]:
    """The Stadtteile of the YAML files in `folder` by their titles; none where there is no folder.

    Raises FaultError with the first fault of a file.
    """
    stadtteile = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        entry, _, faults = read_entry(path, Stadtteil)
        if faults:
            raise FaultError(faults[0])
        if isinstance(entry, Stadtteil):
            stadtteile[entry.titel] = entry
    return stadtteile


def find_stadtteil(name: str, stadtteile: Mapping[str, Stadtteil]) -> Stadtteil | None:
    """The Stadtteil with this title, else the first with this other name; case is folded.

    The parts of „Innenstadt/Jungbusch“ are names too.
    """
    wanted = name.strip().casefold()
    for stadtteil in stadtteile.values():
        if stadtteil.titel.casefold() == wanted:
            return stadtteil
    return next((s for s in stadtteile.values() if wanted in _other_names(s)), None)


def _other_names(stadtteil: Stadtteil) -> Iterator[str]:
    for name in (*stadtteil.auch_genannt, *stadtteil.titel.split("/")):
        yield name.strip().casefold()
