"""A wish over several sentences, and what is asked of the calendar for it."""

import json
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.termin.wishes import (
    any_time_of_its_days,
    first_day,
    is_past,
    merge,
    only_on,
    query_for,
    wish_from_json,
    wish_to_json,
    without_days,
)
from nlu.dates import Terminwunsch, read_wish
from tests.actions.termin.town import AUSWEIS, NOW

# A busy machine is no fault.
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WALL = NOW.replace(tzinfo=None)
TODAY = NOW.date()  # Monday, 23 November 2026

# Sentences put together from the parts that wishes are made of, so that no single one is looked at.
DAYS = (
    *("heute", "morgen", "übermorgen", "nächste Woche", "übernächste Woche", "diese Woche", "am Freitag"),
    *("Dienstag", "am 3. Dezember", "am 24.11.", "montags", "dienstags und donnerstags", "in zwei Wochen"),
    *("nach Weihnachten", "bis Freitag", "ab Mittwoch", "im Dezember", "zwischen dem 1. und 4. Dezember"),
    *("am Wochenende", "Ende nächster Woche", "nächsten Monat", "in den nächsten drei Tagen"),
)
TIMES = (
    *("vormittags", "nachmittags", "um 14 Uhr", "gegen halb neun", "ab 15 Uhr", "vor 10 Uhr", "mittags"),
    *("zwischen 9 und 11 Uhr", "nach der Arbeit", "früh am Morgen", "abends", "um 10:30"),
)
EXCEPTIONS = ("nicht montags", "aber nicht am Freitag", "nicht vormittags", "außer dienstags", "nicht morgen")
SOON = ("so früh wie möglich", "möglichst bald")
sentences = st.lists(st.sampled_from((*DAYS, *TIMES, *EXCEPTIONS, *SOON)), min_size=1, max_size=4).map(
    ", ".join
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31))


def said(*sentences: str, now: datetime = WALL) -> Terminwunsch:
    """The wish after these sentences."""
    wish = Terminwunsch()
    for sentence in sentences:
        wish = merge(wish, read_wish(sentence, now), now.date())
    return wish


def as_sets(wish: Terminwunsch) -> tuple[object, ...]:
    """What is said twice is wished for once."""
    return set(wish.wanted), set(wish.exclude), wish.earliest


def days_of(wish: Terminwunsch) -> set[date]:
    return {d for n in range(40) if wish.allows(datetime.combine(d := TODAY + timedelta(n), time(14)))}


def allows(wish: Terminwunsch, day: int, clock: str, month: int = 11) -> bool:
    return wish.allows(datetime.combine(date(2026, month, day), time.fromisoformat(clock)))


@BUSY
@given(sentences, moments)
def test_a_wish_comes_back_from_the_slot_as_it_went_in(sentence, now):
    wish = read_wish(sentence, now)
    assert wish_from_json(json.loads(json.dumps(wish_to_json(wish)))) == wish


@BUSY
@given(sentences, moments)
def test_a_sentence_without_a_time_changes_no_wish(sentence, now):
    wish = read_wish(sentence, now)
    assert as_sets(merge(wish, Terminwunsch(), now.date())) == as_sets(wish)


@BUSY
@given(sentences, moments)
def test_the_first_wish_stands_as_it_was_said(sentence, now):
    wish = read_wish(sentence, now)
    assert as_sets(merge(Terminwunsch(), wish, now.date())) == as_sets(wish)


@BUSY
@given(st.lists(sentences, min_size=1, max_size=4), moments)
def test_any_row_of_sentences_leaves_a_wish_that_can_be_kept_and_asked(row, now):
    wish = said(*row, now=now)
    assert wish_from_json(json.loads(json.dumps(wish_to_json(wish)))) == wish
    assert query_for(wish, AUSWEIS, (), limit=6).items == AUSWEIS


@BUSY
@given(sentences, moments, st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)))
def test_the_search_leaves_out_no_slot_that_the_wish_allows(sentence, now, slot):
    wish = read_wish(sentence, now)
    query = query_for(wish, AUSWEIS, (), limit=6)
    if wish.allows(slot):
        assert query.from_day is None or query.from_day <= slot.date()
        assert query.to_day is None or slot.date() <= query.to_day
        assert query.from_time is None or query.from_time <= slot.time()
        assert query.to_time is None or slot.time() < query.to_time
        assert not query.weekdays or slot.weekday() in query.weekdays


def test_a_time_of_day_narrows_the_week_named_before():
    wish = said("nächste Woche", "nachmittags")
    assert days_of(wish) == {date(2026, 11, 30) + timedelta(n) for n in range(7)}
    assert allows(wish, 1, "14:00", month=12)
    assert not allows(wish, 1, "09:00", month=12)
    assert not allows(wish, 24, "14:00")


def test_a_weekday_after_a_week_is_the_day_of_that_week_at_the_same_time_of_day():
    wish = said("nächste Woche", "nachmittags", "doch lieber Dienstag")
    assert days_of(wish) == {date(2026, 12, 1)}
    assert allows(wish, 1, "14:00", month=12)
    assert not allows(wish, 1, "09:00", month=12)


def test_a_weekday_without_a_week_is_the_next_one():
    assert days_of(said("Dienstag")) == {date(2026, 11, 24)}


def test_a_weekday_after_a_day_in_the_past_is_none_that_is_over():
    wish = merge(only_on(Terminwunsch(), date(2026, 11, 16)), read_wish("Dienstag", WALL), TODAY)
    assert days_of(wish) == {date(2026, 11, 24)}


def test_a_day_said_in_full_leaves_the_week_behind():
    assert days_of(said("nächste Woche", "am 15. Dezember")) == {date(2026, 12, 15)}


def test_a_new_day_keeps_the_time_of_day_and_a_new_time_the_day():
    wish = said("morgen um 14 Uhr", "lieber am Mittwoch")
    assert allows(wish, 25, "14:00")
    assert not allows(wish, 25, "15:00")
    wish = said("morgen um 14 Uhr", "lieber um 9 Uhr")
    assert allows(wish, 24, "09:00")
    assert not allows(wish, 24, "14:00")


def test_habits_stay_inside_the_weeks_that_were_named():
    assert days_of(said("nächste Woche", "dienstags oder donnerstags")) == {
        date(2026, 12, 1),
        date(2026, 12, 3),
    }


def test_what_is_ruled_out_stays_so_when_more_is_said():
    wish = said("nicht montags", "nächste Woche")
    assert date(2026, 11, 30) not in days_of(wish)
    assert date(2026, 12, 1) in days_of(wish)


def test_who_names_the_day_ruled_out_before_has_changed_his_mind():
    assert days_of(said("nicht am Montag", "doch am Montag")) == {date(2026, 11, 30)}


def test_a_time_of_day_that_was_ruled_out_stays_so_on_the_day_named_next():
    wish = said("nicht vormittags", "am Dienstag")
    assert allows(wish, 24, "14:00")
    assert not allows(wish, 24, "09:00")


def test_the_time_of_day_ruled_out_before_may_be_wished_for_after_all():
    assert allows(said("nicht vormittags", "doch lieber vormittags"), 24, "09:00")


@pytest.mark.parametrize(
    ("no", "yes"), [("nicht nächste Woche", "doch nächste Woche"), ("nicht montags", "doch montags")]
)
def test_the_days_ruled_out_before_may_be_wished_for_after_all(no, yes):
    assert date(2026, 11, 30) in days_of(said(no, yes))


def test_the_soonest_of_a_week_is_still_the_soonest_when_a_day_is_ruled_out():
    assert said("so früh wie möglich", "nicht montags").earliest


def test_who_names_a_day_wants_that_day_and_not_the_soonest():
    assert not said("so früh wie möglich", "am Freitag").earliest
    assert said("am Freitag", "so früh wie möglich").earliest


def test_days_can_be_ruled_out_one_by_one():
    wish = without_days(said("diese Woche"), frozenset({date(2026, 11, 24), date(2026, 11, 25)}))
    assert not days_of(wish) & {date(2026, 11, 24), date(2026, 11, 25)}
    assert date(2026, 11, 26) in days_of(wish)


def test_another_day_than_the_only_one_named_is_one_of_those_after_it_at_the_same_time():
    wish = without_days(said("Mittwoch nachmittags"), frozenset({date(2026, 11, 25)}))
    assert not wish.allows(datetime(2026, 11, 24, 15))
    assert not wish.allows(datetime(2026, 11, 25, 15))
    assert wish.allows(datetime(2026, 11, 26, 15))
    assert not wish.allows(datetime(2026, 11, 26, 9))


@BUSY
@given(sentences, moments, st.sets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=4))
def test_a_day_ruled_out_is_allowed_at_no_time(sentence, now, days):
    wish = without_days(read_wish(sentence, now), frozenset(days))
    assert not any(wish.allows(datetime.combine(day, time(hour))) for day in days for hour in range(24))


@BUSY
@given(sentences, moments, st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_one_day_is_at_most_that_day(sentence, now, day):
    wish = only_on(read_wish(sentence, now), day)
    assert first_day(wish) == day
    assert not wish.allows(datetime.combine(day + timedelta(days=1), time(9)))


def test_one_day_may_be_the_one_ruled_out_before():
    assert days_of(only_on(said("nicht morgen"), date(2026, 11, 24))) == {date(2026, 11, 24)}


@BUSY
@given(sentences, moments, moments)
def test_the_same_days_at_any_time_allow_all_that_the_wish_allowed(sentence, now, slot):
    wish = read_wish(sentence, now)
    assert not wish.allows(slot) or any_time_of_its_days(wish).allows(slot)


@pytest.mark.parametrize("sentence", ["gestern", "letzte Woche", "am 3. November 2026", "heute um 8 Uhr"])
def test_what_lies_behind_us_is_past(sentence):
    assert is_past(read_wish(sentence, WALL), WALL)


@pytest.mark.parametrize("sentence", ["heute", "heute um 15 Uhr", "morgen", "montags", "vormittags", "egal"])
def test_what_may_still_come_is_not_past(sentence):
    assert not is_past(read_wish(sentence, WALL), WALL)


def test_the_first_day_is_known_only_where_every_reading_has_one():
    assert first_day(said("am 1. oder am 4. Dezember")) == date(2026, 12, 1)
    assert first_day(said("nachmittags")) is None
    assert first_day(Terminwunsch()) is None


def test_the_search_begins_no_sooner_than_where_it_is_to_go_on():
    wish = said("nächste Woche")
    assert query_for(wish, AUSWEIS, (), limit=6, not_before=date(2026, 12, 2)).from_day == date(2026, 12, 2)
    assert query_for(wish, AUSWEIS, (), limit=6, not_before=TODAY).from_day == date(2026, 11, 30)
