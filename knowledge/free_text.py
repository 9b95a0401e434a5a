"""Answers from the free text of an imported catalogue, in its own words."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.answer import MAX_SENTENCES, Facts, Listing
from knowledge.model import Leistung, Textmodul
from knowledge.texts import Excerpt, excerpt, section, whole

SHORTENED = "Den vollständigen Text finden Sie auf der Seite der Quelle."
# Headings under which a full text tells what it has no module for.
HEADINGS: dict[Textmodul, re.Pattern[str]] = {
    "unterlagen": re.compile(
        r"^(?:erforderliche |benötigte |notwendige )?(?:unterlagen|nachweise|dokumente)\b"
        r"|folgende (?:unterlagen|nachweise|dokumente)|mitzubringen|bringen sie.* mit\b"
        r"|(?:benötigen|brauchen) sie(?: dafür| dazu| hierfür)?:$",
        re.I,
    ),
    "voraussetzungen": re.compile(r"voraussetzung|wer kann|wer darf|personenkreis", re.I),
    "gebuehren": re.compile(r"gebühr|kosten\b", re.I),
    "fristen": re.compile(r"\bfrist", re.I),
    "bearbeitungsdauer": re.compile(r"bearbeitungs(zeit|dauer)|wie lange dauert", re.I),
    "ablauf": re.compile(r"ablauf|so funktioniert|so geht|antragstellung|^antrag und|^antrag auf", re.I),
}


def told_in_full_text(leistung: Leistung) -> Facts | None:
    """The first sentences of the full text."""
    text = leistung.textmodule.get("volltext")
    found = excerpt(text) if text else None
    return Facts(found.sentences) if found and found.sentences else None


def told_in_text(
    leistung: Leistung, name: Textmodul, style: Literal["bullets", "steps", "checklist"] = "bullets"
) -> Facts | None:
    """What the text module says, or the full text below a heading that names the module."""
    text = leistung.textmodule.get(name)
    if text:
        return _facts(leistung, whole(text), style)
    found = section(leistung.textmodule.get("volltext", ""), HEADINGS[name])
    return _facts(leistung, found, style) if found else None


def _facts(
    leistung: Leistung, found: Excerpt, style: Literal["bullets", "steps", "checklist"]
) -> Facts | None:
    if not found.sentences and not found.lists:
        return None
    has_page = leistung.quelle is not None and leistung.quelle.url is not None
    shortened = (SHORTENED,) if found.shortened and has_page else ()
    lists = tuple(Listing(known.items, style, known.title) for known in found.lists)
    return Facts((*found.sentences[: MAX_SENTENCES - len(shortened)], *shortened), lists)
