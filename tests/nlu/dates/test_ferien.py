from datetime import date, timedelta
from itertools import pairwise

from nlu.dates.ferien import SCHULFERIEN, find_ferien


def test_the_holidays_follow_each_other_without_overlap() -> None:
    for earlier, later in pairwise(SCHULFERIEN):
        assert earlier.first <= earlier.last < later.first


def test_every_listed_school_year_has_its_five_holidays() -> None:
    names = [ferien.name for ferien in SCHULFERIEN]
    for start in range(4, len(names) - 5, 5):
        assert set(names[start : start + 5]) == {"herbst", "weihnachten", "ostern", "pfingsten", "sommer"}


def test_summer_holidays_last_about_six_weeks() -> None:
    for ferien in SCHULFERIEN:
        if ferien.name == "sommer":
            assert timedelta(days=42) <= ferien.last - ferien.first <= timedelta(days=46)


def test_running_holidays_are_found_until_their_last_day() -> None:
    easter = find_ferien("ostern", date(2027, 4, 3))
    assert easter is not None
    assert easter.last == date(2027, 4, 3)
    after = find_ferien("ostern", date(2027, 4, 4))
    assert after is not None
    assert after.first.year == 2028


def test_years_beyond_the_source_are_not_invented() -> None:
    assert find_ferien("ostern", date(2026, 1, 1), 2041) is None
    assert find_ferien("sommer", date(2031, 1, 1)) is None
    assert find_ferien(None, date(2010, 1, 1)) is None
