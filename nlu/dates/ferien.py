"""School holidays of Baden-Württemberg, for „nach den Osterferien".

Source of the rule: Ferienverordnung of the Kultusministerium Baden-Württemberg. The dates were copied on
2026-11-22 from the OpenHolidays data (github.com/openpotato/openholidaysapi.data,
src/de/holidays/holidays.school.bw.csv) and agree with schule-verstehen.de/Schulferien/Baden-Wuerttemberg
(2023 to
2030) and autokiste.de/verkehr_reise/ferienkalender (2025 to 2028). The ministry's own page could not be
reached
when they were copied. A day off school that touches the holidays (Gründonnerstag with the feast days
after it,
Reformationsfest) is counted in. The movable days that each school sets (bewegliche Ferientage) are not
in here.
Years that are not listed are not known: the reading is then left out rather than guessed.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Ferien(NamedTuple):
    """One stretch of school holidays: name, first and last day, both free."""

    name: str
    first: date
    last: date


_TABLE = """
weihnachten 2023-12-23 2024-01-05
ostern      2024-03-23 2024-04-05
pfingsten   2024-05-21 2024-05-31
sommer      2024-07-25 2024-09-07
herbst      2024-10-28 2024-10-31
weihnachten 2024-12-23 2025-01-04
ostern      2025-04-14 2025-04-26
pfingsten   2025-06-10 2025-06-20
sommer      2025-07-31 2025-09-13
herbst      2025-10-27 2025-10-31
weihnachten 2025-12-22 2026-01-05
ostern      2026-03-30 2026-04-11
pfingsten   2026-05-26 2026-06-05
sommer      2026-07-30 2026-09-12
herbst      2026-10-26 2026-10-31
weihnachten 2026-12-23 2027-01-09
ostern      2027-03-25 2027-04-03
pfingsten   2027-05-18 2027-05-29
sommer      2027-07-29 2027-09-11
herbst      2027-11-02 2027-11-06
weihnachten 2027-12-23 2028-01-08
ostern      2028-04-13 2028-04-22
pfingsten   2028-06-06 2028-06-17
sommer      2028-07-27 2028-09-09
herbst      2028-10-30 2028-11-03
weihnachten 2028-12-23 2029-01-05
ostern      2029-03-26 2029-04-07
pfingsten   2029-05-22 2029-06-01
sommer      2029-07-26 2029-09-08
herbst      2029-10-29 2029-11-02
weihnachten 2029-12-22 2030-01-05
ostern      2030-04-15 2030-04-26
pfingsten   2030-06-11 2030-06-21
sommer      2030-07-25 2030-09-07
"""

SCHULFERIEN = tuple(
    Ferien(name, date.fromisoformat(first), date.fromisoformat(last))
    for name, first, last in (line.split() for line in _TABLE.split("\n") if line)
)


def find_ferien(name: str | None, today: date, year: int | None = None) -> Ferien | None:
    """The running or next holidays called `name` (None: whichever come next), or those starting in `year`.

    Returns None where the table does not reach: before its first line nothing is known either.
    """
    if today < SCHULFERIEN[0].first and year is None:
        return None
    for ferien in SCHULFERIEN:
        if name not in (None, ferien.name):
            continue
        if ferien.first.year == year if year else ferien.last >= today:
            return ferien
    return None
