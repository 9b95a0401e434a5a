"""The difference between what was read and what the catalogue holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from knowledge.faults import words_of
from knowledge.importers.records import Reading, Record
from knowledge.importers.report import ImportReport, Ref, Refusal
from knowledge.importers.slugs import free_slug, slugify
from knowledge.model import Leistung
from knowledge.rows import MODELS, Entry, Kind, Stored, content_hash

Action = Literal["new", "changed", "unchanged", "conflict"]
ORDER: tuple[Kind, ...] = (
    "lebenslage",
    "stadtteil",
    "dienststelle",
    "leistung",
)  # what is referred to comes first


@dataclass(frozen=True)
class Decision:
    """One entry and what becomes of it."""

    action: Action
    entry: Entry


class Comparison:
    """Decides record by record; the catalogue itself is not touched."""

    def __init__(
        self, herkunft: str, reading: Reading, stored: Sequence[Stored], leistungen: Sequence[Leistung]
    ) -> None:
        self._herkunft = herkunft
        self._reading = reading
        self._stored = {(s.kind, s.external_id): s for s in stored if s.herkunft == herkunft}
        self._ids: dict[tuple[Kind, str], str] = {key: s.id for key, s in self._stored.items()}
        self._taken: dict[Kind, set[str]] = {kind: set() for kind in MODELS}
        for s in stored:
            self._taken[s.kind].add(s.id)
        self._others = {(s.kind, s.id) for s in stored if s.herkunft != herkunft}
        self._referred = {slug for leistung in leistungen for slug in leistung.dienststellen}
        self._seen: set[tuple[Kind, str]] = set()
        self.unknown_offices: set[str] = set()  # named by a Leistung, but neither read nor stored
        self._refused: list[Refusal] = list(reading.refused)
        self._refs: dict[Action, list[Ref]] = {"new": [], "changed": [], "unchanged": [], "conflict": []}

    def decide(self) -> Iterator[Decision]:
        """All decisions, in an order in which references resolve."""
        records = sorted(self._reading.records, key=lambda record: ORDER.index(record.kind))
        records = [record for record in records if self._is_first(record)]
        for record in records:
            self._allocate(record)
        for record in records:
            entry = self._entry(record)
            if entry is None:
                continue
            action = self._action(record, entry)
            self._refs[action].append(Ref(record.kind, entry.id, record.external_id, entry.titel))
            yield Decision(action, entry)

    def gone(self) -> dict[str, tuple[list[Stored], int]]:
        """For each kind that was read whole: the entries no longer there, and how many there were."""
        refused = {refusal.record for refusal in self._refused}
        missing: dict[str, tuple[list[Stored], int]] = {}
        for kind in sorted(self._reading.kinds):
            known = [s for s in self._stored.values() if s.kind == kind and not s.dropped]
            seen = {key for of_kind, key in self._seen if of_kind == kind}
            entries = [s for s in known if s.external_id not in seen | refused]
            if entries:
                missing[kind] = (entries, len(known))
        return missing

    def deleted(self) -> list[Stored]:
        """What the files say to delete and the catalogue still shows."""
        found = (self._stored.get(key) for key in sorted(self._reading.gone - self._seen))
        return [stored for stored in found if stored and not stored.dropped]

    def report(
        self, format: str, dry_run: bool, gone: Sequence[Stored], notes: Sequence[str]
    ) -> ImportReport:
        """The report, after `decide` has run to its end."""
        return ImportReport(
            format,
            self._herkunft,
            dry_run,
            new=tuple(self._refs["new"]),
            changed=tuple(self._refs["changed"]),
            unchanged=tuple(self._refs["unchanged"]),
            conflicts=tuple(self._refs["conflict"]),
            dropped=tuple(Ref(s.kind, s.id, s.external_id, s.titel) for s in gone),
            refused=tuple(self._refused),
            notes=tuple(notes),
        )

    def _is_first(self, record: Record) -> bool:
        key = (record.kind, record.external_id)
        if key in self._seen:
            self._refuse(record, "id", f"Die id „{record.external_id}“ kommt in den Dateien zweimal vor.")
            return False
        self._seen.add(key)
        if self._reading.slugs and (record.kind, record.external_id) in self._others:
            self._refuse(record, "id", f"Die id „{record.external_id}“ gehört schon einem anderen Katalog.")
            return False
        return True

    def _allocate(self, record: Record) -> None:
        """An id for a new record: its own slug, a reserved one, or one from its titel."""
        key = (record.kind, record.external_id)
        if key in self._ids:
            return
        reserved = self._reserved(record.external_id)
        if self._reading.slugs:
            slug = record.external_id
        elif record.kind == "dienststelle" and reserved in self._referred:
            slug = reserved
        else:
            titel = str(record.document.get("titel") or "")
            slug = free_slug(titel, record.external_id, self._taken[record.kind])
        self._ids[key] = slug
        self._taken[record.kind].add(slug)

    def _entry(self, record: Record) -> Entry | None:
        document = self._resolved(record)
        model = MODELS[record.kind]
        own = {
            "id": self._ids[record.kind, record.external_id],
            "herkunft": self._herkunft,
            "external_id": record.external_id,
        }
        try:
            return model.model_validate(document | own)
        except ValidationError as error:
            for details in error.errors():
                field = ".".join(str(step) for step in details["loc"])
                self._refuse(record, field, " ".join(words_of(details, model)))
                break  # one reason is enough to find the record; the others show when it is mended
        return None

    def _resolved(self, record: Record) -> dict[str, Any]:
        """The document with our ids for those upstream; an office not seen yet has its id reserved."""
        document = dict(record.document)
        if self._reading.slugs or record.kind != "leistung":
            return document
        if "dienststellen" in document:
            document["dienststellen"] = [self._id("dienststelle", ref) for ref in document["dienststellen"]]
        if "lebenslagen" in document:
            document["lebenslagen"] = [self._id("lebenslage", ref) for ref in document["lebenslagen"]]
        if "zustaendigkeiten" in document:
            document["zustaendigkeiten"] = [
                {**item, "dienststelle": self._id("dienststelle", item["dienststelle"])}
                for item in document["zustaendigkeiten"]
            ]
        return document

    def _id(self, kind: Kind, external_id: str) -> str:
        known = self._ids.get((kind, external_id))
        if known is None and kind == "dienststelle":
            self.unknown_offices.add(external_id)
        return known or self._reserved(external_id)

    def _reserved(self, external_id: str) -> str:
        return slugify(f"{self._herkunft}-{external_id}")

    def _action(self, record: Record, entry: Entry) -> Action:
        stored = self._stored.get((record.kind, record.external_id))
        if stored is None:
            return "new"
        new_hash = content_hash(entry)
        if not stored.dropped and new_hash in (stored.imported_hash, stored.content_hash):
            return "unchanged"
        return "conflict" if stored.edited_by_hand and not stored.dropped else "changed"

    def _refuse(self, record: Record, field: str, reason: str) -> None:
        self._refused.append(Refusal(record.file, record.external_id, field, reason))
