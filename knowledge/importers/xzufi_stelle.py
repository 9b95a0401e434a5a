"""An Organisationseinheit of XZuFi as a Dienststelle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.importers.hours import opening_times
from knowledge.importers.html import clean_line, html_to_text
from knowledge.importers.xml import Node
from knowledge.texts import plain

# urn:de:xoev:codeliste:erreichbarkeit
EMAIL, TELEPHONES = "01", ("02", "03")


def stelle_document(node: Node) -> dict[str, Any]:
    """The keys of a Dienststelle."""
    stand = node.value("versionsinformation", "geaendertDatumZeit")[:10] or None
    notes = [plain(html_to_text(n.text)) for n in node.all("infoSonstiges")]
    keys: dict[str, Any] = {
        "titel": clean_line(node.value("name", "name") or node.value("name")),
        "auch_genannt": [w for n in node.all("alternativname", "name") if (w := clean_line(n.text))],
        "kurztext": plain(html_to_text(node.value("beschreibung"))),
        "anschrift": _address(node),
        **_hours(node),
        "kontakt": _contact(node),
        "anfahrt": plain(html_to_text(node.value("anschrift", "infoOePNV"))),
        "barrierefreiheit": plain(html_to_text(node.value("infoBarrierefreiheit"))),
        "zahlungsarten": [w for n in node.all("zahlungsweise") if (w := clean_line(n.value("name")))],
        "hinweise": list(filter(None, notes)),
        "stand": stand,
    }
    return {key: value for key, value in keys.items() if value not in (None, [], {}, "")}


def responsibilities(node: Node) -> Iterator[tuple[str, list[str]]]:
    """The ids of the Leistungen, each with its areas by name; areas given as numbers are left out."""
    for item in node.all("zustaendigkeit"):
        areas = [clean_line(area.attribute("schemeName") or area.text) for area in item.all("gebietID")]
        named = [area for area in areas if area and not area.isdigit()]
        for reference in item.all("leistungID"):
            if reference.text:
                yield reference.text, named


def _address(node: Node) -> dict[str, str] | None:
    for address in node.all("anschrift"):
        street = clean_line(f"{address.value('strasse')} {address.value('hausnummer')}")
        plz, ort = clean_line(address.value("postleitzahl")), clean_line(address.value("ort"))
        if street and plz and ort:
            return {"strasse": street, "plz": plz, "ort": ort}
    return None


def _contact(node: Node) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for way in node.all("kommunikation"):
        code, value = way.value("kanal", "code"), clean_line(way.value("kennung"))
        if value and (code == EMAIL or "@" in value):
            found.setdefault("email", value)
        elif value and code in TELEPHONES:
            found.setdefault("telefon", value)
    if page := node.value("internetadresse", "uri"):
        found["webseite"] = page
    return found or None


def _hours(node: Node) -> dict[str, Any]:
    lines = [
        line.removeprefix("- ").removeprefix("## ")
        for info in node.all("infoOeffnungszeitenText")
        for line in html_to_text(info.text).splitlines()
        if line.strip()
    ]
    return opening_times((name, text) for name, _, text in (line.partition(":") for line in lines))
