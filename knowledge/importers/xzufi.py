"""Catalogues in XZuFi 2.2 (and 2.1), the standard of German service portals.

No public sample file exists: names and nesting follow the standard's terms and what public programs read
from real deliveries (`schreibe`, `loesche`, `leistung`, `organisationseinheit`, `onlinedienst`). A delivery
with `loesche` tells only what changed; one without is taken for the whole catalogue.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from knowledge.importers.records import Reading, Record
from knowledge.importers.report import Refusal
from knowledge.importers.xml import Node, read_xml
from knowledge.importers.xzufi_leistung import categories, leistung_document
from knowledge.importers.xzufi_stelle import responsibilities, stelle_document
from knowledge.rows import Kind

NAMESPACES = ("http://xoev.de/schemata/xzufi/2_2_0", "http://xoev.de/schemata/xzufi/2_1_0")
DOCUMENTS: dict[str, tuple[Kind, Callable[[Node], dict[str, Any]]]] = {
    "organisationseinheit": ("dienststelle", stelle_document),
    "leistung": ("leistung", leistung_document),
}


def read(paths: Sequence[Path]) -> Reading:
    """Read deliveries. Raises FaultError for a file that is broken or of another format."""
    roots = [(path, read_xml(path, NAMESPACES)) for path in paths]
    reading = Reading()
    agencies: Counter[str] = Counter()
    for path, root in roots:
        reading.gone |= {(kind, key) for kind, key in _deleted(root)}
        for name, (kind, document_of) in DOCUMENTS.items():
            for node in _objects(root, name):
                reading.kinds.add(kind)
                _read_object(reading, path, kind, node, document_of)
                agencies.update(
                    filter(None, [next((i.attribute("schemeAgencyID") for i in node.all("id")), None)])
                )
    if reading.gone:
        reading.kinds.clear()
    _add_categories(reading, roots)
    _add_offices(reading, roots)
    _add_online(reading, roots)
    reading.herkunft = agencies.most_common(1)[0][0] if agencies else ""
    return reading


def _objects(root: Node, name: str) -> list[Node]:
    """The objects of a delivery: `leistung` is also the name of a reference, which has no `id` of its own."""
    return [node for parent in ("schreibe", "antwort") for node in _below(root, parent, name)] or [
        node for node in root.anywhere(name) if any(node.all("id"))
    ]


def _below(root: Node, parent: str, name: str) -> list[Node]:
    return [node for holder in root.anywhere(parent) for node in holder.all(name)]


def _read_object(
    reading: Reading, path: Path, kind: Kind, node: Node, document_of: Callable[[Node], dict[str, Any]]
) -> None:
    external_id = node.value("id")
    if not external_id:
        reading.refused.append(Refusal(str(path), f"Zeile {node.line}", "id", "Die id fehlt."))
        return
    try:
        document = document_of(node)
    except ValueError as error:
        reading.refused.append(
            Refusal(str(path), external_id, "Wert", f"{error} ist hier kein gültiger Wert.")
        )
        return
    if not document.get("titel"):
        reading.refused.append(Refusal(str(path), external_id, "titel", "Die Bezeichnung fehlt."))
        return
    reading.records.append(Record(kind, external_id, document, str(path)))


def _deleted(root: Node) -> list[tuple[Kind, str]]:
    kinds: dict[str, Kind] = {name: kind for name, (kind, _) in DOCUMENTS.items()}
    return [
        (kinds[node.name], node.value("id") or node.text)
        for holder in root.anywhere("loesche")
        for name in kinds
        for node in holder.all(name)
    ]


def _add_categories(reading: Reading, roots: Sequence[tuple[Path, Node]]) -> None:
    """Each category of a Leistung becomes a Lebenslage."""
    seen: dict[str, Record] = {}
    for path, root in roots:
        for node in _objects(root, "leistung"):
            for key, titel in categories(node):
                seen.setdefault(key, Record("lebenslage", key, {"titel": titel}, str(path)))
    reading.records += seen.values()


def _add_offices(reading: Reading, roots: Sequence[tuple[Path, Node]]) -> None:
    """XZuFi notes at the office which Leistung it is responsible for, and in which area."""
    offices: dict[str, list[str]] = defaultdict(list)
    areas: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for _, root in roots:
        for node in _objects(root, "organisationseinheit"):
            for leistung, stadtteile in responsibilities(node):
                office = node.value("id")
                if office not in offices[leistung]:
                    offices[leistung].append(office)
                if stadtteile:
                    areas[leistung].append({"dienststelle": office, "stadtteile": stadtteile})
    for record in reading.records:
        if record.kind == "leistung" and offices[record.external_id]:
            record.document["dienststellen"] = offices[record.external_id]
            if areas[record.external_id]:
                record.document["zustaendigkeiten"] = areas[record.external_id]


def _add_online(reading: Reading, roots: Sequence[tuple[Path, Node]]) -> None:
    """An Onlinedienst names the Leistungen that it is for."""
    services: dict[str, dict[str, Any]] = {}
    for _, root in roots:
        for node in _objects(root, "onlinedienst"):
            url = node.value("link", "link") or node.value("link", "uri")
            titel = node.value("bezeichnung") or node.value("name")
            for reference in node.anywhere("leistungID"):
                if url and titel:
                    services.setdefault(reference.text, {"titel": titel, "url": url})
    for record in reading.records:
        if record.kind == "leistung" and record.external_id in services:
            record.document["online_dienst"] = services[record.external_id]
