"""What an answer is made of, free of any channel: sentences, lists, tables, offices, and its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Aspekt = Literal[
    "allgemein",
    "gebuehr",
    "unterlagen",
    "oeffnungszeit",
    "ort",
    "ablauf",
    "dauer",
    "frist",
    "voraussetzung",
    "online",
    "kontakt",
]
ASPEKTE: tuple[Aspekt, ...] = get_args(Aspekt)
MAX_SENTENCES = 3  # an answer is read in a small window, often on a phone


@dataclass(frozen=True)
class Item:
    """One entry of a list; `note` says when it applies."""

    text: str
    note: str | None = None


@dataclass(frozen=True)
class Listing:
    """A short list: bullets, numbered steps, or a checklist to take along."""

    items: tuple[Item, ...]
    style: Literal["bullets", "steps", "checklist"] = "bullets"
    title: str | None = None


@dataclass(frozen=True)
class Row:
    """One line of a two-column table."""

    label: str
    value: str


@dataclass(frozen=True)
class Table:
    """Fees or opening hours."""

    rows: tuple[Row, ...]
    title: str | None = None


@dataclass(frozen=True)
class Link:
    """A page (`https:`), a telephone number (`tel:`) or an address (`mailto:`)."""

    label: str
    url: str


@dataclass(frozen=True)
class OfficeCard:
    """One Dienststelle: `lines` are its address, `rows` its hours and what else to know before going."""

    id: str
    titel: str
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    links: tuple[Link, ...] = ()


Part = Listing | Table | OfficeCard | Link


@dataclass(frozen=True)
class Source:
    """Stand, zuständige Stelle and Quelle of what was said."""

    titel: str | None = None
    url: str | None = None
    stand: date | None = None
    stelle: str | None = None


@dataclass(frozen=True)
class Answer:
    """One aspect of one Leistung or Dienststelle (`titel`).

    `missing` means that nothing confirmed is known, `unconfirmed` that no editor has checked what is said.
    `source` is where the facts stand, `more_sources` further places; `follow_ups` are the aspects that people
    ask next and that can be answered. `more` belongs to the answer, but is told only where it is wanted.
    """

    aspekt: Aspekt
    titel: str
    sentences: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    missing: bool = False
    unconfirmed: bool = False
    source: Source | None = None
    more_sources: tuple[Source, ...] = ()
    follow_ups: tuple[Aspekt, ...] = ()
    more: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What is known on one aspect, before it becomes an `Answer`; `sources` in the order of the facts."""

    sentences: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()
    confirmed: bool = True
    more: tuple[Part, ...] = ()
