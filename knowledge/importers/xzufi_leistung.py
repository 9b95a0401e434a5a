"""A Leistung of XZuFi: text modules by their LeiKa code, fees, deadlines, synonyms, languages."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from knowledge.importers.html import clean_line, html_to_text
from knowledge.importers.xml import Node
from knowledge.model import Textmodul
from knowledge.texts import plain

# urn:de:xzufi:codeliste:leistungstextmodulleika
TITLES = ("03", "02")  # the everyday name first, then the official one
SHORT_TEXTS = ("05", "24")  # Kurztext, Teaser
TEXT_MODULES: dict[str, Textmodul] = {
    "06": "volltext",
    "07": "rechtsgrundlagen",
    "08": "unterlagen",
    "09": "voraussetzungen",
    "11": "ablauf",
    "15": "hinweise",
    "16": "hinweise",
    "22": "ansprechpunkt",
    "23": "ansprechpunkt",
}
DESCRIBED: dict[str, Textmodul] = {
    "modulKosten": "gebuehren",
    "modulFrist": "fristen",
    "modulBearbeitungsdauer": "bearbeitungsdauer",
}
FORMS, LAWS = "14", "07"
FEDERAL = "1"  # Typisierung 1: the federation makes the rule and carries it out
MAIN_LANGUAGES = ("de", "de-DE", "")


def leistung_document(node: Node) -> dict[str, Any]:
    """The keys of a Leistung; references are ids upstream. Raises ValueError for an amount that is none."""
    texts = {language: _texts(node, language) for language in _languages(node)}
    main = texts.pop("de", {})
    stand = node.value("versionsinformation", "geaendertDatumZeit")[:10] or None
    portal = next(node.all("modulUrsprungsportal"), None)
    titel = main.get("titel", "")
    keys: dict[str, Any] = {
        **main,
        "auch_genannt": _synonyms(node, titel),
        "leika": [code for ref in node.all("referenzLeiKa") if (code := ref.value("code"))],
        "lebenslagen": [key for key, _ in categories(node)],
        "ebene": "bund" if any(t.value("code") == FEDERAL for t in node.all("typisierung")) else None,
        "gebuehren": list(_fees(node)),
        "formulare": list(_links(node, FORMS)),
        "rechtsgrundlagen": list(_links(node, LAWS)),
        "sprachversionen": [
            {"sprache": language, **found} for language, found in texts.items() if found.get("titel")
        ],
        "gueltigkeit": _validity(node),
        "quelle": {"titel": portal.value("titel") or titel, "url": portal.value("uri") or None}
        if portal
        else None,
        "stand": stand,
    }
    return {key: value for key, value in keys.items() if value not in (None, [], {}, "")}


def categories(node: Node) -> Iterator[tuple[str, str]]:
    """The id and the name of each category."""
    for category in node.all("kategorie"):
        key, titel = category.value("id"), clean_line(category.value("bezeichnung"))
        if key and titel:
            yield key, titel


def _languages(node: Node) -> list[str]:
    codes = {content.attribute("languageCode") or "" for content in node.anywhere("inhalt")}
    return ["de", *sorted(code for code in codes if code not in MAIN_LANGUAGES)]


def _in(language: str, content: Node) -> bool:
    code = content.attribute("languageCode") or ""
    return code in MAIN_LANGUAGES if language == "de" else code == language


def _texts(node: Node, language: str) -> dict[str, Any]:
    """Titel, kurztext and text modules in one language."""
    by_code: dict[str, str] = {}
    for module in node.all("modulText"):
        for content in module.all("inhalt"):
            text = html_to_text(content.text)
            if _in(language, content) and text:
                by_code.setdefault(module.value("leikaTextmodul", "code"), text)
    modules: dict[str, str] = {}
    for code, key in TEXT_MODULES.items():
        if code in by_code:
            modules[key] = f"{modules[key]}\n\n{by_code[code]}" if key in modules else by_code[code]
    for name, key in DESCRIBED.items():
        described = [html_to_text(d.text) for d in node.all(name, "beschreibung") if _in(language, d)]
        if text := "\n\n".join(filter(None, described)):
            modules[key] = text
    titel = next((plain(by_code[code]) for code in TITLES if code in by_code), "")
    kurztext = next((plain(by_code[code]) for code in SHORT_TEXTS if code in by_code), "")
    found = {"titel": titel, "kurztext": kurztext, "textmodule": modules}
    return {key: value for key, value in found.items() if value}


def _synonyms(node: Node, titel: str) -> list[str]:
    words = [
        clean_line(word.text) for word in node.all("modulBegriffImKontext", "begriffImKontext", "begriff")
    ]
    official = [
        plain(html_to_text(content.text))
        for module in node.all("modulText")
        if module.value("leikaTextmodul", "code") in TITLES
        for content in module.all("inhalt")
        if _in("de", content)
    ]
    known = {titel.casefold(): ""}
    for word in (*words, *official):
        known.setdefault(word.casefold(), word)
    return [word for word in known.values() if word]


def _fees(node: Node) -> Iterator[dict[str, Any]]:
    """Fees that are given as amounts; those told in words stay in the text module."""
    for fee in node.all("modulKosten", "kosten"):
        name = clean_line(fee.value("typ", "name")) or "Gebühr"
        told = plain(html_to_text(fee.value("beschreibung"))) or None
        low = _amount(fee, "betrag") if any(fee.anywhere("betrag")) else _amount(fee, "betragUntergrenze")
        high = _amount(fee, "betragObergrenze")
        if low is not None:
            yield {"bezeichnung": told or name, "betrag": low, "betrag_bis": high if high != low else None}


def _amount(fee: Node, name: str) -> str | None:
    text = next((node.text for node in fee.anywhere(name)), "")
    if not text:
        return None
    try:
        return str(Decimal(text.replace(",", ".")))
    except InvalidOperation as error:
        raise ValueError(f"{name}: „{text}“") from error


def _links(node: Node, code: str) -> Iterator[dict[str, Any]]:
    for module in node.all("modulText"):
        if module.value("leikaTextmodul", "code") == code:
            for link in module.all("weiterfuehrenderLink"):
                url = link.value("uri")
                if url:
                    yield {"titel": clean_line(link.value("titel")) or url, "url": url}


def _validity(node: Node) -> dict[str, str] | None:
    found = {"von": node.value("gueltigkeit", "beginn")[:10], "bis": node.value("gueltigkeit", "ende")[:10]}
    return cast(dict[str, str], {key: value for key, value in found.items() if value}) or None
