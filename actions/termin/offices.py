"""Which office is meant: by its name, by a Stadtteil, by what is near, or none in particular."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from actions.termin.bureau import Bureau
from booking.model import Catalogue, Items
from knowledge.distances import nearest_first
from knowledge.stadtteile import find_stadtteil
from nlu.spelling import words
from nlu.stadtteile import Stadtteile

# „Zentrum Süd" is the Bürgerservice of that name; one word alone („Mitte") may mean anything.
_KIND = re.compile(r"^Bürger(?:service|büro|amt|dienst) (?:im )?|\s*\(.*\)$")


def offices_for(catalogue: Catalogue, items: Items) -> tuple[str, ...]:
    """The offices that book all the items, in the calendar's order; all of them for no items."""
    return catalogue.offices_for(item.leistung for item in items)


def named_offices(bureau: Bureau, catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """The bookable offices that `text` calls by a name of their own, in its order."""
    names = tuple((office, _names(bureau, office, name)) for office, name in catalogue.offices.items())
    return tuple(_finder(names).find(text))


def office_names(bureau: Bureau, catalogue: Catalogue, offices: Iterable[str]) -> list[str]:
    """All names of these offices, as people may have called them."""
    return [name for office in offices for name in _names(bureau, office, catalogue.offices[office])]


def offices_in(bureau: Bureau, stadtteil: str, offices: Sequence[str]) -> tuple[str, ...]:
    """Those of the offices that lie in the Stadtteil (any of its names)."""
    wanted = find_stadtteil(stadtteil, bureau.stadtteile)
    if wanted is None:
        return ()
    return tuple(
        office
        for office in offices
        if (dienststelle := bureau.desk.catalogue.dienststelle(office))
        and any(find_stadtteil(name, bureau.stadtteile) == wanted for name in dienststelle.stadtteile)
    )


def in_order(bureau: Bureau, near: str | None, offices: Sequence[str]) -> tuple[str, ...]:
    """The offices by distance from `near`, or as they are; whose place nobody knows comes last."""
    if near is None:
        return tuple(offices)
    known = [d for office in offices if (d := bureau.desk.catalogue.dienststelle(office))]
    ordered = [dienststelle.id for dienststelle in nearest_first(near, known, bureau.stadtteile)]
    return (*ordered, *(office for office in offices if office not in ordered))


def offices_near(bureau: Bureau, stadtteil: str, offices: Sequence[str]) -> tuple[str, ...]:
    """The offices in the Stadtteil; where it has none, the nearest one."""
    return offices_in(bureau, stadtteil, offices) or in_order(bureau, stadtteil, offices)[:1]


def place_names(bureau: Bureau, titles: Iterable[str]) -> list[str]:
    """All names of these Stadtteile, the parts of „Schwetzingerstadt/Oststadt" among them."""
    found = [s for title in titles if (s := find_stadtteil(title, bureau.stadtteile))]
    return [name for s in found for name in (s.titel, *s.titel.split("/"), *s.auch_genannt)]


def _names(bureau: Bureau, office: str, name: str) -> tuple[str, ...]:
    dienststelle = bureau.desk.catalogue.dienststelle(office)
    names = (name, *((dienststelle.titel, *dienststelle.auch_genannt) if dienststelle else ()))
    short = (_KIND.sub("", full) for full in names)
    return (*names, *(rest for rest in short if " " in rest and rest not in names))


@lru_cache(maxsize=4)  # names change with an edit of the catalogue, not from turn to turn
def _finder(names: tuple[tuple[str, tuple[str, ...]], ...]) -> Stadtteile:
    """Finds each office by the names that no other office has."""
    folded = {name: tuple(words(name)) for _, own in names for name in own}
    owners = Counter(key for _, own in names for key in {folded[name] for name in own})
    return Stadtteile.of({office: [n for n in own if owners[folded[n]] == 1] for office, own in names})
