"""What a format's reader hands on: records with their ids upstream, and those it refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from knowledge.importers.report import Refusal
from knowledge.rows import Kind

Progress = Callable[[int, int], None]  # records done, records in all


@dataclass(frozen=True)
class Record:
    """One record of a file.

    `document` has the model's keys without `id`, `herkunft` and `external_id`; references in it
    (`dienststellen`, `lebenslagen`, `zustaendigkeiten`) are ids upstream.
    """

    kind: Kind
    external_id: str
    document: dict[str, Any]
    file: str


@dataclass
class Reading:
    """All that was read from the files of one import; `slugs` when the ids upstream are already ours."""

    records: list[Record] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    kinds: set[Kind] = field(default_factory=set)  # of which the files hold all that there are
    gone: set[tuple[Kind, str]] = field(default_factory=set)  # what the files say to delete
    slugs: bool = False
    herkunft: str = ""  # a name for the catalogue, where the files have one
