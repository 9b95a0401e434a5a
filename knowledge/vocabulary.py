"""The types that Leistung and Dienststelle share: kinds of text, closed sets, sources, statements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
LeikaKey = Annotated[str, Field(pattern=r"^\d{14}$")]
Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"{}]+$", max_length=2000)]
Satz = Annotated[str, Field(min_length=1)]
# BCP 47: de, en, uk …; de-x-ls is Leichte Sprache.
Sprache = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]


def _in_cents(amount: Decimal) -> Decimal:
    """46, 46.0 and 46.00 are one amount and have one hash."""
    return amount.quantize(Decimal("0.01"))


Euro = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2), AfterValidator(_in_cents)]
Wochentag = Literal["mo", "di", "mi", "do", "fr", "sa", "so"]
Ebene = Literal["kommune", "land", "bund"]
Terminart = Literal["nur_mit_termin", "ohne_termin", "beides"]
Textmodul = Literal[
    "volltext",
    "voraussetzungen",
    "unterlagen",
    "gebuehren",
    "fristen",
    "bearbeitungsdauer",
    "ablauf",
    "rechtsgrundlagen",
    "ansprechpunkt",
    "hinweise",
]

WOCHENTAGE: tuple[Wochentag, ...] = get_args(Wochentag)  # Monday first, as date.weekday() counts


class Model(BaseModel):
    """Immutable, and every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Eintrag(Model):
    """What every entry of the catalogue has: names, and where it came from."""

    id: Slug
    titel: Satz
    auch_genannt: tuple[Satz, ...] = ()
    kurztext: str = ""
    herkunft: Satz = "yaml"  # the catalogue it came from
    external_id: str | None = None  # its id there


class Quelle(Model):
    """Where a fact stands, and when it was read there."""

    titel: Satz
    url: Url | None = None
    stand: date | None = None


class Verweis(Model):
    """A form, a law or another body, with its page where it has one."""

    titel: Satz
    url: Url | None = None


class Aussage(Model):
    """One sentence that holds always, or only under its `bedingung`."""

    text: Satz
    bedingung: Satz | None = None
    hinweis: Satz | None = None
    quelle: Quelle | None = None


class Gueltigkeit(Model):
    """The days on which an entry holds, both ends included; an open end is absent."""

    von: date | None = None
    bis: date | None = None
