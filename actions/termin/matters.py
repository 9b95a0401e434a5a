"""What an appointment is for: the bookable Leistungen that a sentence names, and how many of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.termin.bureau import Bureau
from booking.model import Catalogue, Item, Items
from knowledge.search import Match
from nlu.termin.counts import find_count
from nlu.termin.matters import split_matters
from nlu.termin.remainder import matter_words

# A question back offers no more readings than these.
MAX_READINGS = 4


@dataclass(frozen=True)
class Named:
    """The Leistungen are certain; `counted` says whether the sentence told how many."""

    items: Items
    counted: bool


@dataclass(frozen=True)
class Unclear:
    """Several bookable Leistungen fit; `count` is what was said with it."""

    leistungen: tuple[str, ...]
    count: int | None


@dataclass(frozen=True)
class NotBookable:
    """The sentence names a Leistung for which nobody gives appointments here."""

    leistung: str


@dataclass(frozen=True)
class Unknown:
    """The sentence names something that the catalogue does not have."""


Matter = Named | Unclear | NotBookable | Unknown


def find_matter(bureau: Bureau, catalogue: Catalogue, text: str, drop: Sequence[str] = ()) -> Matter | None:
    """What `text` says an appointment is for, None where it does not say; `drop` are names of places in it.

    Of several things in one sentence („ein Pass und zwei Ausweise") each must be certain, or the first that
    is not is asked back.
    """
    now = bureau.desk.now().replace(tzinfo=None)
    found = [
        matter
        for part in split_matters(text)
        if (sought := matter_words(part, now, drop))
        and (matter := _one(bureau, catalogue, sought, find_count(part)))
    ]
    for kind in (Unclear, NotBookable, Unknown):
        doubtful = next((matter for matter in found if isinstance(matter, kind)), None)
        certain = [matter for matter in found if isinstance(matter, Named)]
        # A word beside a certain Leistung that nobody knows is no second matter.
        if doubtful and not (certain and kind is Unknown):
            return doubtful
    items = [matter for matter in found if isinstance(matter, Named)]
    if not items:
        return None
    count = find_count(text) if len(items) == 1 else None
    if count:
        return Named((Item(items[0].items[0].leistung, count),), counted=True)
    return Named(tuple(m.items[0] for m in items), counted=any(m.counted for m in items))


def _one(bureau: Bureau, catalogue: Catalogue, sought: str, count: int | None) -> Matter | None:
    result = bureau.desk.catalogue.find(sought)
    leistungen = [match for match in result.matches if match.kind == "leistung"]
    if not result.terms:
        return None
    if result.decision == "none" or not leistungen:
        return Unknown()
    bookable = [match for match in leistungen if match.id in catalogue.leistungen]
    if result.decision == "answer" or len(leistungen) == 1:
        return _certain(catalogue, leistungen[0], count)
    if not bookable:
        return NotBookable(leistungen[0].id)
    if len(bookable) == 1:
        return _certain(catalogue, bookable[0], count)
    return Unclear(tuple(match.id for match in bookable[:MAX_READINGS]), count)


def _certain(catalogue: Catalogue, match: Match, count: int | None) -> Matter:
    if match.id not in catalogue.leistungen:
        return NotBookable(match.id)
    return Named((Item(match.id, count or 1),), counted=count is not None)
