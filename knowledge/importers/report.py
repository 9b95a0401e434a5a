"""What an import did, for people and for `--json`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from knowledge.rows import Kind


@dataclass(frozen=True)
class Ref:
    """An entry of the catalogue and its id upstream."""

    kind: Kind
    id: str
    external_id: str
    titel: str


@dataclass(frozen=True)
class Refusal:
    """One record that was left out, and why; the others of its file are taken."""

    file: str
    record: str
    field: str
    reason: str


@dataclass(frozen=True)
class ImportReport:
    """Every record read is in exactly one of `new`, `changed`, `unchanged`, `conflicts` and `refused`.

    `dropped` were in the catalogue before and are no longer upstream; `notes` are sentences for the operator.
    """

    format: str
    herkunft: str
    dry_run: bool
    new: tuple[Ref, ...] = ()
    changed: tuple[Ref, ...] = ()
    unchanged: tuple[Ref, ...] = ()
    conflicts: tuple[Ref, ...] = ()
    dropped: tuple[Ref, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """How many records the files hold."""
        parts = (self.new, self.changed, self.unchanged, self.conflicts, self.refused)
        return sum(len(part) for part in parts)

    def as_dict(self) -> dict[str, Any]:
        """One JSON object; `unchanged` as a number, the others in full."""
        return {**asdict(self), "read": self.read, "unchanged": len(self.unchanged)}
