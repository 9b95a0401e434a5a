"""What an appointment is for: the bookable Leistungen that a sentence names, and how many of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.termin.bureau import Bureau
from booking.model import Catalogue, Item, Items
from knowledge.search import Match, SearchResult
from nlu.termin.counts import find_count
from nlu.termin.matters import split_matters
from nlu.termin.remainder import matter_words

# A question back offers no more readings than these.
MAX_READINGS = 4
# A Leistung half as strong as the best is no rival: „Ummelden" is moving house, unless more is said. Below
# the weakest score nothing was meant, as with „Zahnarzt". Both were set by looking at everyday sentences.
NEAR = 0.5
WEAKEST = 0.4


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
    now = bureau.wall_time()
    found = [
        matter
        for part in split_matters(text, drop)
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
    if not result.terms or _is_an_office(result):
        return None
    leistungen = [match for match in result.matches if match.kind == "leistung"]
    if result.decision == "none" or not leistungen or leistungen[0].score < WEAKEST:
        return Unknown()
    if result.decision == "answer" or len(leistungen) == 1:
        return _certain(catalogue, leistungen[0], count)
    near = [match for match in leistungen if _strength(match) >= NEAR * _strength(leistungen[0])]
    bookable = [match for match in near if match.id in catalogue.leistungen]
    if len(bookable) > 1:
        return Unclear(tuple(match.id for match in bookable[:MAX_READINGS]), count)
    return _certain(catalogue, (bookable or near)[0], count)


def _is_an_office(result: SearchResult) -> bool:
    """„Termin beim Standesamt" names where, not what for."""
    best = result.matches[0] if result.matches else None
    return best is not None and result.decision == "answer" and best.kind == "dienststelle"


def _strength(match: Match) -> float:
    """Scores are s / (s + constant) of a strength s; here the constant is left out."""
    return match.score / (1 - match.score) if match.score < 1 else float("inf")


def _certain(catalogue: Catalogue, match: Match, count: int | None) -> Matter:
    if match.id not in catalogue.leistungen:
        return NotBookable(match.id)
    return Named((Item(match.id, count or 1),), counted=count is not None)
