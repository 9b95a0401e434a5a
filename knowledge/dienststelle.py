"""A Dienststelle: where it is, when it is open, how to reach it."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from knowledge.vocabulary import Eintrag, Gueltigkeit, Model, Quelle, Satz, Sprache, Terminart, Url, Wochentag


class Anschrift(Model):
    """A postal address; `strasse` holds the house number too."""

    strasse: Satz
    plz: Annotated[str, Field(pattern=r"^\d{5}$")]
    ort: Satz
    hinweis: Satz | None = None


class Geo(Model):
    """WGS 84 in degrees; without a `quelle` of its own the entry's holds."""

    breite: float = Field(ge=-90, le=90)
    laenge: float = Field(ge=-180, le=180)
    quelle: Quelle | None = None


def _only_wall_time(value: object) -> object:
    """A bare number would be read as seconds, a zone as another place's clock: no office's hours."""
    if isinstance(value, time) or (isinstance(value, str) and re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", value)):
        return value.zfill(5) if isinstance(value, str) else value
    raise ValueError(f'„{value}“ ist keine Uhrzeit; schreiben Sie sie so: "08:00"')


Uhrzeit = Annotated[time, BeforeValidator(_only_wall_time)]


class Zeitspanne(Model):
    """Open from `von` (included) to `bis` (excluded), local wall time of one day."""

    von: Uhrzeit
    bis: Uhrzeit

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Zeitspanne:
        if self.bis <= self.von:
            raise ValueError("bis muss nach von liegen")
        return self


class Oeffnungszeit(Zeitspanne):
    """The same hours on each of these days of the week, public holidays excepted."""

    tage: tuple[Wochentag, ...] = Field(min_length=1)
    hinweis: Satz | None = None


class Ausnahme(Model):
    """The days from `von` to `bis` (both included; without `bis` one day) that break the weekly pattern."""

    von: date
    bis: date | None = None
    geschlossen: bool = False
    zeiten: tuple[Zeitspanne, ...] = ()
    grund: Satz | None = None

    @model_validator(mode="after")
    def _says_what_holds(self) -> Ausnahme:
        if self.bis is not None and self.bis < self.von:
            raise ValueError("bis darf nicht vor von liegen")
        if self.geschlossen == bool(self.zeiten):
            raise ValueError("entweder geschlossen: true oder zeiten angeben")
        return self


class Kontakt(Model):
    """The ways to reach a Dienststelle."""

    telefon: Satz | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    webseite: Url | None = None


class Dienststelle(Eintrag):
    """An office that citizens visit, call or write to."""

    anschrift: Anschrift | None = None
    geo: Geo | None = None
    oeffnungszeiten: tuple[Oeffnungszeit, ...] = ()
    oeffnungszeiten_text: str | None = None  # what does not fit into times: "freitags nach Vereinbarung"
    ausnahmen: tuple[Ausnahme, ...] = ()
    kontakt: Kontakt | None = None
    anfahrt: str | None = None
    barrierefreiheit: str | None = None
    zahlungsarten: tuple[Satz, ...] = ()
    termin: Terminart | None = None
    stadtteile: tuple[Satz, ...] = ()
    hinweise: tuple[Satz, ...] = ()
    sprache: Sprache = "de"
    gueltigkeit: Gueltigkeit | None = None
    quelle: Quelle | None = None
    stand: date | None = None
    geprueft: bool = False
