from datetime import date

import holidays
import pytest

from nlu.dates.feasts import FEASTS, feiertage, is_werktag


@pytest.mark.parametrize("year", range(2018, 2051))
def test_the_public_holidays_are_those_of_the_kept_library(year: int) -> None:
    assert feiertage(year) == set(holidays.Germany(subdiv="BW", years=year))


def test_advent_counts_back_from_christmas() -> None:
    assert FEASTS["advent_4"].on(2026) == date(2026, 12, 20)
    assert FEASTS["advent_4"].on(2022) == date(2022, 12, 18), "Christmas itself is no Advent Sunday"
    assert FEASTS["busstag"].on(2026) == date(2026, 11, 18)


def test_offices_work_on_werktage_only() -> None:
    assert is_werktag(date(2026, 11, 25))
    assert not is_werktag(date(2026, 11, 28))
    assert not is_werktag(date(2026, 12, 25))
