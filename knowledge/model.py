"""The catalogue's vocabulary: Leistung, Dienststelle and what they are made of.

Names follow XZuFi 2.2 where it has one; an editor's YAML file has exactly these keys, and GLOSSAR.md explains
each.
Everything is immutable and refuses unknown keys, so that a typing error is a fault and never a silent loss.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from knowledge.dienststelle import Anschrift, Ausnahme, Dienststelle, Geo, Kontakt, Oeffnungszeit, Zeitspanne
from knowledge.vocabulary import (
    WOCHENTAGE,
    Aussage,
    Ebene,
    Eintrag,
    Euro,
    Gueltigkeit,
    LeikaKey,
    Model,
    Quelle,
    Satz,
    Slug,
    Sprache,
    Terminart,
    Textmodul,
    Url,
    Verweis,
    Wochentag,
)

__all__ = [
    "WOCHENTAGE",
    "Anschrift",
    "Ausnahme",
    "Aussage",
    "Dienststelle",
    "Ebene",
    "Gebuehr",
    "Geo",
    "Gueltigkeit",
    "Katalog",
    "Kontakt",
    "Lebenslage",
    "Leistung",
    "Oeffnungszeit",
    "OnlineDienst",
    "Quelle",
    "Sprache",
    "Sprachversion",
    "Stadtteil",
    "Terminart",
    "Textmodul",
    "Unterlage",
    "Verweis",
    "Wochentag",
    "Zeitspanne",
    "Zustaendigkeit",
]


class Unterlage(Model):
    """A document that a citizen has to bring or send."""

    bezeichnung: Satz
    bedingung: Satz | None = None
    hinweis: Satz | None = None
    quelle: Quelle | None = None


class Gebuehr(Model):
    """A fee in euros for one case; without `betrag` the `hinweis` says how it is reckoned."""

    bezeichnung: Satz
    bedingung: Satz | None = None
    betrag: Euro | None = None
    betrag_bis: Euro | None = None
    hinweis: Satz | None = None
    quelle: Quelle | None = None

    @model_validator(mode="after")
    def _range_goes_up(self) -> Gebuehr:
        if self.betrag_bis is not None and (self.betrag is None or self.betrag_bis < self.betrag):
            raise ValueError("betrag_bis braucht einen kleineren betrag")
        if self.betrag is None and self.hinweis is None:
            raise ValueError("ohne betrag muss ein hinweis sagen, wie die Gebühr berechnet wird")
        return self


class OnlineDienst(Model):
    """The way to do it from home."""

    titel: Satz
    url: Url
    hinweis: Satz | None = None


class Zustaendigkeit(Model):
    """The Dienststelle that serves these Stadtteile for one Leistung."""

    dienststelle: Slug
    stadtteile: tuple[Satz, ...] = Field(min_length=1)


class Sprachversion(Model):
    """The same Leistung in another language; what it lacks is told in German."""

    sprache: Sprache
    titel: Satz
    auch_genannt: tuple[Satz, ...] = ()
    kurztext: str = ""
    textmodule: dict[Textmodul, Satz] = Field(default_factory=dict)
    stand: date | None = None
    geprueft: bool = False


class Leistung(Eintrag):
    """A service of the administration, with everything the assistant may say about it."""

    leika: tuple[LeikaKey, ...] = ()
    lebenslagen: tuple[Slug, ...] = ()
    ebene: Ebene = "kommune"
    angeboten: bool = True  # false: the city does not offer it
    zustaendige_stelle: Verweis | None = None  # who does, where it is not one of our Dienststellen
    voraussetzungen: tuple[Aussage, ...] = ()
    unterlagen: tuple[Unterlage, ...] = ()
    gebuehren: tuple[Gebuehr, ...] = ()
    fristen: tuple[Aussage, ...] = ()
    bearbeitungsdauer: Aussage | None = None
    ablauf: tuple[Satz, ...] = ()
    online_dienst: OnlineDienst | None = None
    formulare: tuple[Verweis, ...] = ()
    dienststellen: tuple[Slug, ...] = ()
    zustaendigkeiten: tuple[Zustaendigkeit, ...] = ()
    rechtsgrundlagen: tuple[Verweis, ...] = ()
    hinweise: tuple[Satz, ...] = ()
    # Free text of an imported catalogue: plain, paragraphs apart, "- " before list items.
    textmodule: dict[Textmodul, Satz] = Field(default_factory=dict)
    sprache: Sprache = "de"
    sprachversionen: tuple[Sprachversion, ...] = ()
    gueltigkeit: Gueltigkeit | None = None
    quelle: Quelle | None = None
    stand: date | None = None
    geprueft: bool = False


class Lebenslage(Eintrag):
    """A situation of life under which people look for a Leistung."""


class Stadtteil(Eintrag):
    """A part of the city as people name it; `stadtbezirk` is the district that it belongs to."""

    stadtbezirk: Satz | None = None
    plz: tuple[Annotated[str, Field(pattern=r"^\d{5}$")], ...] = ()
    geo: Geo | None = None  # about its centre: enough to tell the nearer of two offices, not to find a door
    quelle: Quelle | None = None


class Katalog(Model):
    """Everything that was read or stored, in the order of its ids."""

    leistungen: tuple[Leistung, ...] = ()
    dienststellen: tuple[Dienststelle, ...] = ()
    lebenslagen: tuple[Lebenslage, ...] = ()
    stadtteile: tuple[Stadtteil, ...] = ()
