"""How far places are apart, and which office is nearest: as the crow flies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import asin, cos, inf, radians, sin, sqrt

from knowledge.model import Dienststelle, Geo, Stadtteil
from knowledge.stadtteile import find_stadtteil

EARTH_RADIUS_KM = 6371.0088  # the mean radius after IUGG (Moritz, Geodetic Reference System 1980)


def distance_km(a: Geo, b: Geo) -> float:
    """Kilometres on the great circle between two places, by the haversine formula."""
    north = radians(b.breite - a.breite) / 2
    east = radians(b.laenge - a.laenge) / 2
    haversine = sin(north) ** 2 + cos(radians(a.breite)) * cos(radians(b.breite)) * sin(east) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, haversine)))


def place_of(office: Dienststelle, stadtteile: Mapping[str, Stadtteil]) -> Geo | None:
    """Where the office is: its own coordinates, else about the centre of the first Stadtteil it names."""
    if office.geo is not None:
        return office.geo
    found = (find_stadtteil(name, stadtteile) for name in office.stadtteile[:1])
    return next((stadtteil.geo for stadtteil in found if stadtteil), None)


def by_distance(
    place: Geo, offices: Iterable[Dienststelle], stadtteile: Mapping[str, Stadtteil] | None = None
) -> list[Dienststelle]:
    """The offices from the nearest to the farthest; at the same distance they keep their order.

    With `stadtteile` (by title) an office without coordinates is taken to be in the middle of its Stadtteil.
    Those whose place is unknown come last.
    """

    def distance(office: Dienststelle) -> float:
        at = place_of(office, stadtteile or {})
        return distance_km(place, at) if at else inf

    return sorted(offices, key=distance)


def nearest_first(
    stadtteil: str, offices: Iterable[Dienststelle], stadtteile: Mapping[str, Stadtteil]
) -> list[Dienststelle]:
    """The offices that serve `stadtteil` (any of its names), then the others by the distance to its centre.

    `stadtteile` by title. A Stadtteil that nobody describes leaves the order as it is.
    """
    wanted = find_stadtteil(stadtteil, stadtteile)
    if wanted is None:
        return list(offices)
    sorted_offices = by_distance(wanted.geo, offices, stadtteile) if wanted.geo else list(offices)

    def is_elsewhere(office: Dienststelle) -> bool:
        return all(find_stadtteil(name, stadtteile) != wanted for name in office.stadtteile)

    return sorted(sorted_offices, key=is_elsewhere)
