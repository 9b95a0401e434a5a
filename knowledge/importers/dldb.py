"""Catalogues in the DLDB format (JSON), with all the dirt of the real files."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from knowledge.faults import Fault, FaultError, not_readable, words_of
from knowledge.importers.dldb_documents import location_document, service_document, topic_document
from knowledge.importers.dldb_format import Location, Service, Topic
from knowledge.importers.html import clean_line
from knowledge.importers.records import Reading, Record
from knowledge.importers.report import Refusal
from knowledge.rows import Kind

# Munich's live file holds "Testleistung" and "Teststandort", Berlin's "Test1": no citizen may see them.
TEST_ENTRY = re.compile(
    r"^(test|dummy)(leistung|standort|dienstleistung|eintrag|service|stelle)?\W*\d*\b", re.IGNORECASE
)
Shape = type[Service] | type[Location] | type[Topic]


def read(paths: Sequence[Path]) -> Reading:
    """Read services, locations and topics files. Raises FaultError for a file that is not of this format."""
    reading = Reading()
    hosts: Counter[str] = Counter()
    for path in paths:
        records = _records(path)
        kind, shape, document_of = _shape(records)
        reading.kinds.add(kind)
        for number, raw in enumerate(records, start=1):
            key = str(raw["id"]) if isinstance(raw, dict) and raw.get("id") else f"Nr. {number}"
            refusal = _add(reading, path, key, raw, kind, shape, document_of)
            if refusal:
                reading.refused.append(refusal)
            else:
                hosts.update(_hosts(raw))
    reading.herkunft = hosts.most_common(1)[0][0] if hosts else ""
    return reading


def _add(
    reading: Reading,
    path: Path,
    key: str,
    raw: Any,
    kind: Kind,
    shape: Shape,
    document_of: Callable[[Any], dict[str, Any]],
) -> Refusal | None:
    """Add one record to the reading, or say why not."""
    try:
        parsed = shape.model_validate(raw)
    except ValidationError as error:
        details = error.errors()[0]
        field = ".".join(str(step) for step in details["loc"])
        return Refusal(str(path), key, field, " ".join(words_of(details, shape)))
    if TEST_ENTRY.match(clean_line(parsed.name)):
        return Refusal(str(path), key, "name", "Das ist ein interner Testeintrag.")
    reading.records.append(Record(kind, parsed.id, document_of(parsed), str(path)))
    return None


def _records(path: Path) -> list[Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise _broken(path, error.lineno, "Das ist kein gültiges JSON.") from error
    except UnicodeDecodeError as error:
        raise _broken(path, 1, "Die Datei ist nicht in UTF-8.") from error
    except OSError as error:
        raise not_readable(path, error) from error
    records = content.get("data") if isinstance(content, dict) else content
    if not isinstance(records, list) or not any(isinstance(record, dict) for record in records):
        raise _broken(path, 1, "Die Datei enthält keine Einträge unter „data“.")
    return records


def _broken(path: Path, line: int, message: str) -> FaultError:
    return FaultError(
        Fault(str(path), line, message, "Es wurde nichts geändert. Laden Sie die Datei neu herunter.")
    )


def _shape(records: list[Any]) -> tuple[Kind, Shape, Callable[[Any], dict[str, Any]]]:
    """What the file holds, by the keys of its records."""
    keys = set().union(*(record for record in records if isinstance(record, dict)))
    if "address" in keys:
        return "dienststelle", Location, location_document
    if "path" in keys and "locations" not in keys:
        return "lebenslage", Topic, topic_document
    return "leistung", Service, service_document


def _hosts(raw: dict[str, Any]) -> list[str]:
    """The site that a record's page is on, which names the catalogue."""
    meta = raw.get("meta")
    host = urlsplit(str(meta.get("url") or "")).hostname if isinstance(meta, dict) else None
    return [host] if host else []
