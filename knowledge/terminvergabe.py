"""Which Leistung is booked where, for how long and at how many counters: `content/terminvergabe.yml`.

When an office gives appointments is told by its Dienststelle (`oeffnungszeiten`, `ausnahmen`); `zeiten`
here holds only for an office whose Dienststelle has no hours. docs/TERMINE.md explains each key.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from ruamel.yaml.comments import CommentedMap

from knowledge.faults import Fault, FaultError, faults_of
from knowledge.importers.yaml import load_tree, plain
from knowledge.model import Oeffnungszeit, Quelle
from knowledge.vocabulary import Model, Satz, Slug

FILE = "terminvergabe.yml"
STEP = 5  # minutes: the calendar's smallest piece, see booking/segments.py
MAX_MINUTES = 480  # a longer appointment than a day at the office is a slip of the pen
MAX_COUNTERS = 100  # the same


def _in_steps(minutes: int) -> int:
    if minutes % STEP:
        raise ValueError(f"{minutes} Minuten gehen nicht, denn der Kalender hat Schritte von {STEP} Minuten")
    return minutes


Minuten = Annotated[int, Field(ge=STEP, le=MAX_MINUTES), AfterValidator(_in_steps)]
ZmsNummer = Annotated[int, Field(ge=1)]


def _counters(value: object) -> object:
    """`schalter: 4` means four counters that serve everything."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return ({"anzahl": value},) if is_number else value


def _not_none(counters: tuple[Schalter, ...]) -> tuple[Schalter, ...]:
    if not counters:
        raise ValueError("mindestens ein Schalter ist nötig")
    return counters


class Schalter(Model):
    """So many counters alike: they serve these Leistungen alone, or all where none is named."""

    anzahl: int = Field(default=1, ge=1, le=MAX_COUNTERS)
    leistungen: tuple[Slug, ...] = ()


Schalterliste = Annotated[tuple[Schalter, ...], BeforeValidator(_counters), AfterValidator(_not_none)]


class Terminregel(Model):
    """What holds for each office that says nothing else. Minutes, hours and days as the names say."""

    schritt: Minuten = 10  # minutes between two possible starts
    vorlauf_stunden: int = Field(default=1, ge=0, le=24 * 60)
    horizont_tage: int = Field(default=60, ge=1, le=365)
    hoechstdauer: Minuten = 120  # minutes, of one appointment
    termine_je_email: int | None = Field(default=3, ge=1)  # open appointments with one address at one office
    schalter: Schalterliste = (Schalter(),)


class Terminstelle(Model):
    """One office's calendar: what differs from the Terminregel, and what only an office has."""

    schritt: Minuten | None = None
    vorlauf_stunden: int | None = Field(default=None, ge=0, le=24 * 60)
    horizont_tage: int | None = Field(default=None, ge=1, le=365)
    hoechstdauer: Minuten | None = None
    termine_je_email: int | None = Field(default=None, ge=1)
    schalter: Schalterliste | None = None
    zeiten: tuple[Oeffnungszeit, ...] = ()
    hinweis: Satz | None = None  # told before the form
    quelle: Quelle | None = None
    zms: ZmsNummer | None = None  # officeId

    def regel(self, standard: Terminregel) -> Terminregel:
        """The rule in force here."""
        own = {name: getattr(self, name) for name in Terminregel.model_fields}
        return standard.model_copy(update={name: value for name, value in own.items() if value is not None})


class Terminleistung(Model):
    """One Leistung that can be booked: minutes for one, how many in one appointment, where."""

    dauer: Minuten
    hoechstens: int = Field(default=1, ge=1, le=25)
    stellen: tuple[Slug, ...] = Field(min_length=1)
    quelle: Quelle | None = None
    zms: ZmsNummer | None = None  # serviceId


class Terminvergabe(Model):
    """All of it. While `geprueft` is false the calendars are an example, and everybody is told so."""

    geprueft: bool = False
    quelle: Quelle | None = None
    stand: date | None = None
    standard: Terminregel = Terminregel()
    stellen: dict[str, Terminstelle] = Field(default_factory=dict)
    leistungen: dict[str, Terminleistung] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _empty_means_nothing_special(cls, value: Any) -> Any:
        """`buergerservice-k7:` without anything below it is an office like all others."""
        if isinstance(value, dict) and isinstance(value.get("stellen"), dict):
            stellen = {slug: {} if stelle is None else stelle for slug, stelle in value["stellen"].items()}
            return {**value, "stellen": stellen}
        return value


def read_terminvergabe(content_dir: Path) -> tuple[Terminvergabe, CommentedMap | None, list[Fault]]:
    """Read the file: what it says (empty where it has a fault), its raw tree, its faults.

    A city without the file gives no appointments; that is no fault.
    """
    path = content_dir / FILE
    if not path.exists():
        return Terminvergabe(), None, []
    try:
        tree = load_tree(path)
    except FaultError as error:
        return Terminvergabe(), None, [error.fault]
    try:
        return Terminvergabe.model_validate(plain(tree)), tree, []
    except ValidationError as error:
        return Terminvergabe(), tree, faults_of(error, path, tree, Terminvergabe)
