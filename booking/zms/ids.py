"""Our ids and theirs: the catalogue's slugs on this side, ZMS's numbers on the other."""

from __future__ import annotations

from collections.abc import Mapping


class ZmsIds:
    """Translates ids both ways; what no table names keeps its ZMS number as id.

    `offices` and `leistungen` map our slug to the ZMS number. Two slugs with the same number are a
    fault of the settings: `ValueError`.
    """

    def __init__(
        self, offices: Mapping[str, int] | None = None, leistungen: Mapping[str, int] | None = None
    ) -> None:
        self._offices = _both_ways(offices or {})
        self._leistungen = _both_ways(leistungen or {})

    def office(self, number: int) -> str:
        """Our id of the office (officeId)."""
        return self._offices.get(number, str(number))

    def leistung(self, number: int) -> str:
        """Our id of the Leistung (serviceId)."""
        return self._leistungen.get(number, str(number))


def _both_ways(table: Mapping[str, int]) -> dict[int, str]:
    reverse = {number: slug for slug, number in table.items()}
    if len(reverse) != len(table):
        raise ValueError("two ids have the same ZMS number")
    return reverse
