"""The same Leistung in another language, as far as editors have written it."""

from __future__ import annotations

from typing import Any

from knowledge.model import Leistung, Textmodul

# Where a Sprachversion tells it in words, the German facts step back; what it lacks stays German.
FACTS_OF: dict[Textmodul, dict[str, Any]] = {
    "gebuehren": {"gebuehren": ()},
    "unterlagen": {"unterlagen": ()},
    "voraussetzungen": {"voraussetzungen": ()},
    "fristen": {"fristen": ()},
    "bearbeitungsdauer": {"bearbeitungsdauer": None},
    "ablauf": {"ablauf": ()},
}


def languages(leistung: Leistung) -> tuple[str, ...]:
    """The languages in which the Leistung is told, its own first (BCP 47; `de-x-ls` is Leichte Sprache)."""
    return (leistung.sprache, *(version.sprache for version in leistung.sprachversionen))


def in_language(leistung: Leistung, sprache: str) -> Leistung:
    """The Leistung in this language; unchanged where there is no such version."""
    version = next((v for v in leistung.sprachversionen if v.sprache == sprache), None)
    if version is None:
        return leistung
    told: dict[str, Any] = {}
    for name in version.textmodule:
        told |= FACTS_OF.get(name, {})
    return leistung.model_copy(
        update={
            **told,
            "titel": version.titel,
            "auch_genannt": version.auch_genannt or leistung.auch_genannt,
            "kurztext": version.kurztext or leistung.kurztext,
            "textmodule": leistung.textmodule | version.textmodule,
            "sprache": version.sprache,
            "stand": version.stand or leistung.stand,
            "geprueft": version.geprueft,
        }
    )
