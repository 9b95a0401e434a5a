"""The records of DLDB as documents of our model: cleaned, in plain text, without what is no fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from knowledge.importers.dldb_format import Address, Contact, Location, Meta, Named, Service, Topic
from knowledge.importers.hours import NAMES, opening_times
from knowledge.importers.html import clean_line, html_to_text
from knowledge.texts import excerpt

# Munich names it with the forms of every service, and it is none.
DATA_PROTECTION = re.compile(r"datenschutz|dsgvo", re.IGNORECASE)
DAY_KEYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TRANSIT = {"ubahn": "U-Bahn", "sbahn": "S-Bahn", "tram": "Straßenbahn", "bus": "Bus", "bahn": "Bahn"}


def service_document(service: Service) -> dict[str, Any]:
    """A Leistung's keys; references are DLDB ids."""
    titel = clean_line(service.name)
    texts = {
        "volltext": service.description,
        "gebuehren": service.fees,
        "bearbeitungsdauer": service.process_time or service.processing_time,
    }
    textmodule = {key: text for key, raw in texts.items() if raw and (text := html_to_text(raw))}
    online = service.onlineprocessing
    authority = service.authorities[0] if len(service.authorities) == 1 else None
    return _filled(
        titel=titel,
        auch_genannt=keywords(service.meta.keywords, titel),
        leika=list(dict.fromkeys(re.findall(r"\b\d{14}\b", service.leika or ""))),
        lebenslagen=[service.relation.root_topic] if service.relation.root_topic else [],
        kurztext=" ".join(excerpt(textmodule.get("volltext", "")).sentences),
        voraussetzungen=[{"text": text} for text in map(_statement, service.prerequisites) if text],
        unterlagen=[
            {"bezeichnung": clean_line(r.name), "hinweis": html_to_text(r.description or "") or None}
            for r in service.requirements
            if clean_line(r.name)
        ],
        formulare=_links([f for f in service.forms if not DATA_PROTECTION.search(f.name)]),
        rechtsgrundlagen=_links(service.legal),
        online_dienst=_online(online.link, online.description, titel) if online and online.link else None,
        zustaendige_stelle=_authority(authority.name, authority.webinfo) if authority else None,
        dienststellen=list(dict.fromkeys(ref.location for ref in service.locations)),
        textmodule=textmodule,
        **_meta(service.meta, service.id, titel),
    )


def location_document(location: Location) -> dict[str, Any]:
    """A Dienststelle's keys."""
    titel = clean_line(location.displayName or location.name)
    names = [clean_line(location.name), *map(clean_line, location.displayNameAlternatives)]
    accessibility = [
        clean_line(str(v)) for v in (location.accessibility or {}).values() if v and v is not True
    ]
    transit = [
        f"{TRANSIT.get(key, key)}: {clean_line(str(value))}"
        for key, value in (location.transit or {}).items()
        if value
    ]
    return _filled(
        titel=titel,
        auch_genannt=[name for name in dict.fromkeys(names) if name and name != titel],
        anschrift=_address(location.address),
        geo={"breite": location.geo.lat, "laenge": location.geo.lon} if location.geo else None,
        kontakt=_contact(location.contact),
        anfahrt=". ".join(transit) or None,
        barrierefreiheit=". ".join(filter(None, accessibility)) or None,
        zahlungsarten=[clean_line(location.payment)] if location.payment else [],
        hinweise=[html_to_text(location.note)] if location.note else [],
        **_hours(location.opening_times or {}),
        **_meta(location.meta, location.id, titel),
    )


def topic_document(topic: Topic) -> dict[str, Any]:
    """A Lebenslage's keys."""
    return {"titel": clean_line(topic.name)}


def keywords(text: str | None, titel: str) -> list[str]:
    """The search terms, each once, without the titel."""
    known = {titel.casefold(): ""}
    for word in (clean_line(part) for part in re.split(r"[,;\n]", text or "")):
        known.setdefault(word.casefold(), word)
    return [word for word in known.values() if word]


def _meta(meta: Meta, external_id: str, titel: str) -> dict[str, Any]:
    url = _url(meta.url, external_id)
    stand = meta.lastupdate.date() if meta.lastupdate else None
    return {
        "sprache": meta.locale.split("_")[0],
        "stand": stand,
        "quelle": {"titel": titel, "url": url, "stand": stand} if url or stand else None,
    }


def _url(text: str | None, external_id: str = "") -> str | None:
    """The address with its own id filled in ({serviceId}, {locationId}); None for what is no address."""
    url = re.sub(r"\{\w+Id\}", external_id, clean_line(text or ""))
    return url if re.fullmatch(r"https?://[^\s<>\"{}]+", url) else None


def _links(items: Sequence[Named]) -> list[dict[str, Any]]:
    named = {(clean_line(item.name), _url(item.link)): None for item in items}
    return [{"titel": titel, "url": url} for titel, url in named if titel]


def _statement(item: Named) -> str:
    return " ".join(filter(None, (clean_line(item.name), clean_line(html_to_text(item.description or "")))))


def _online(link: str, description: str | None, titel: str) -> dict[str, Any] | None:
    url = _url(link)
    hint = clean_line(html_to_text(description or "")) or None
    return {"titel": titel, "url": url, "hinweis": hint} if url else None


def _authority(name: str | None, webinfo: str | None) -> dict[str, Any] | None:
    return {"titel": clean_line(name), "url": _url(webinfo)} if name and clean_line(name) else None


def _address(address: Address) -> dict[str, Any] | None:
    street = clean_line(f"{address.street or ''} {address.house_number or ''}")
    if not (street and address.postal_code and address.city):
        return None
    hint = clean_line(address.hint or "") or None
    return {
        "strasse": street,
        "plz": clean_line(address.postal_code),
        "ort": clean_line(address.city),
        "hinweis": hint,
    }


def _hours(raw: dict[str, Any]) -> dict[str, Any]:
    lines = [
        (name, clean_line(str(raw[key]))) for key, name in zip(DAY_KEYS, NAMES, strict=True) if raw.get(key)
    ]
    special = clean_line(str(raw.get("special") or ""))
    return opening_times([*lines, ("", special)] if special else lines)


def _contact(contact: Contact) -> dict[str, Any] | None:
    known = {
        "telefon": clean_line(contact.phone or ""),
        "email": clean_line(contact.email or ""),
        "webseite": _url(contact.webinfo),
    }
    filled = {key: value for key, value in known.items() if value}
    return filled or None


def _filled(**keys: Any) -> dict[str, Any]:
    """Without what is absent, so that the model's own defaults hold."""
    return {key: _plain(value) for key, value in keys.items() if value not in (None, [], {}, "")}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
