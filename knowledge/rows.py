"""An entry as a row: its kind, its hash, its columns."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from knowledge.model import Dienststelle, Lebenslage, Leistung, Stadtteil

Kind = Literal["leistung", "dienststelle", "lebenslage", "stadtteil"]
Entry = Leistung | Dienststelle | Lebenslage | Stadtteil
MODELS: dict[Kind, type[Entry]] = {
    "leistung": Leistung,
    "dienststelle": Dienststelle,
    "lebenslage": Lebenslage,
    "stadtteil": Stadtteil,
}
_KINDS: dict[type[Entry], Kind] = {model: kind for kind, model in MODELS.items()}


@dataclass(frozen=True)
class Stored:
    """What an import has to know of an entry; `dropped` entries are hidden because they are gone upstream."""

    kind: Kind
    id: str
    herkunft: str
    external_id: str
    titel: str
    content_hash: str
    imported_hash: str | None
    edited_by_hand: bool
    dropped: bool


@dataclass(frozen=True)
class Conflict:
    """`stored` was changed by hand and the import wants `imported` instead (None: dropped upstream)."""

    id: int
    kind: Kind
    entry_id: str
    found_at: datetime
    stored: Entry
    imported: Entry | None


def kind_of(model: type[Entry]) -> Kind:
    """The kind under which entries of `model` are stored."""
    return _KINDS[model]


def content_hash(entry: Entry) -> str:
    """SHA-256 over the document, keys in order, so that equal content has equal hashes."""
    document = json.dumps(document_of(entry), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(document.encode()).hexdigest()


def document_of(entry: Entry) -> dict[str, Any]:
    """The entry as JSON without what is as usual: a field added to the model later changes no hash."""
    return entry.model_dump(mode="json", exclude_defaults=True)


def columns_of(entry: Entry, now: datetime) -> dict[str, Any]:
    """The columns that follow from the entry itself."""
    return {
        "kind": kind_of(type(entry)),
        "id": entry.id,
        "titel": entry.titel,
        "herkunft": entry.herkunft,
        "external_id": entry.external_id or entry.id,
        "leika": " ".join(getattr(entry, "leika", ())),
        "document": document_of(entry),
        "content_hash": content_hash(entry),
        "updated_at": now,
    }
