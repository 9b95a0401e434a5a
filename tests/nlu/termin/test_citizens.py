"""Sentences of whole conversations that went wrong once: what they say about when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from nlu.dates import Option, TimeWindow
from nlu.termin.afterwards import asked_of_appointment, lacks_the_code
from nlu.termin.shifts import Shift, find_shift
from nlu.termin.turns import names_what_is_asked
from nlu.termin.when import read_when

NOW = datetime(2026, 11, 22, 9)  # a Sunday


def days(text: str) -> list[tuple[date, date]]:
    """First and last day of each option."""
    found = read_when(text, NOW).wanted
    ranges = [option.days for option in found if option.days]
    return [(span.first, date.fromordinal(span.end.toordinal() - 1)) for span in ranges]


def hours(text: str) -> list[tuple[int | None, int | None]]:
    return [(o.times.start, o.times.end) for o in read_when(text, NOW).wanted if o.times]


@pytest.mark.parametrize(
    "text",
    [
        "Mein Pass läuft am 5. Dezember ab",
        "Ich ziehe am 1. Dezember um",
        "brauche einen vorläufigen Ausweis, mein Flug geht Mittwoch",
        "wir haben im Oktober geheiratet",
        "Meine Tochter wird im März 16 und braucht einen Ausweis",
    ],
)
def test_the_date_of_something_else_is_no_wish(text: str) -> None:
    assert not read_when(text, NOW).wanted


def test_a_wish_beside_another_event_stays() -> None:
    wish = read_when("Ich ziehe am 1. Dezember um und brauche einen Termin am Freitag", NOW)

    assert [option.days.first for option in wish.wanted if option.days] == [date(2026, 11, 27)]


def test_who_is_busy_does_not_come_then() -> None:
    wish = read_when("nächste Woche sind wir im Urlaub, sonst gern", NOW)

    assert not wish.wanted
    assert [option.days.first for option in wish.exclude if option.days] == [date(2026, 11, 23)]
    assert read_when("ich arbeite bis 14 Uhr", NOW).exclude == (Option(times=TimeWindow(None, 14 * 60)),)


@pytest.mark.parametrize("text", ["in zwei Wochen", "erst in 2 Wochen", "so in zwei wochen ungefähr"])
def test_in_two_weeks_are_the_days_around(text: str) -> None:
    assert days(text) == [(date(2026, 12, 3), date(2026, 12, 9))]


def test_exactly_in_two_weeks_is_that_day() -> None:
    assert days("heute in zwei Wochen") == [(date(2026, 12, 6), date(2026, 12, 6))]


def test_a_weekday_in_two_weeks_is_the_one_around_then() -> None:
    (option,) = read_when("kommenden Mittwoch in 2 Wochen früh", NOW).wanted

    assert option.weekdays == {2}
    assert option.times == TimeWindow(180, 720)


def test_the_end_of_a_week_that_is_over_is_that_of_the_next() -> None:
    assert days("Ende der Woche") == [(date(2026, 11, 26), date(2026, 11, 27))]


@pytest.mark.parametrize(
    ("text", "begins"),
    [("14.30", 870), ("um zehne rum", 540), ("halb dreie", 870), ("so um achte", 480), ("um 9.15", 555)],
)
def test_times_as_people_write_and_say_them(text: str, begins: int) -> None:
    assert [start for start, _ in hours(text)] == [begins]


def test_a_day_with_points_is_no_time() -> None:
    assert days("am 14.12.") == [(date(2026, 12, 14), date(2026, 12, 14))]
    assert hours("am 14.12.") == []


@pytest.mark.parametrize(("text", "day"), [("dann Fr", 27), ("do geht", 26), ("lieber Mo", 23)])
def test_short_names_of_weekdays(text: str, day: int) -> None:
    assert days(text) == [(date(2026, 11, day), date(2026, 11, day))]


def test_so_and_do_in_a_longer_sentence_are_no_weekdays() -> None:
    assert not read_when("mach mal so wie es dir am besten passt", NOW).wanted


@pytest.mark.parametrize(
    "text", ["am schnellsten", "hauptsache schnell", "gern bald", "der früheste", "den nächsten freien"]
)
def test_as_early_as_possible(text: str) -> None:
    assert read_when(text, NOW).earliest


@pytest.mark.parametrize("text", ["geht das schnell bitte?", "so schnell geht das", "zeig mir den nächsten"])
def test_not_everything_fast_is_a_wish(text: str) -> None:
    assert not read_when(text, NOW).earliest


def test_two_times_that_bound_each_other_are_one() -> None:
    assert hours("vormittags, aber bitte nicht vor neun Uhr") == [(540, 720)]


@pytest.mark.parametrize(
    "text",
    [
        "nicht in der Stadt, lieber Waldhof",
        "die sind mir alle zu früh",
        "ok dann den ersten Termin",
        "schnell bitte",
    ],
)
def test_an_answer_may_hold_a_word_of_a_question(text: str) -> None:
    assert not names_what_is_asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "was kostet das",
        "hat das Amt am Mittwoch auf",
        "wo muss ich hin",
        "ist freitags zu?",
        "und die Gebühr",
    ],
)
def test_a_question_says_what_it_asks_for(text: str) -> None:
    assert names_what_is_asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "wann war das nochmal",
        "kann ich das in den Kalender eintragen",
        "wo muss ich da nochmal hin",
        "wie lautet meine Terminnummer?",
        "welchen code hab ich",
        "was war nochmal die nummer",
    ],
)
def test_an_appointment_that_was_booked_can_be_seen_again(text: str) -> None:
    assert asked_of_appointment(text) == "show"


@pytest.mark.parametrize("text", ["Wie ist die Behördennummer?", "was ist ein QR-Code", "Danke"])
def test_other_numbers_are_not_the_appointments(text: str) -> None:
    assert asked_of_appointment(text) is None


@pytest.mark.parametrize("text", ["kann man das storno machen", "ich brauche ihn doch nicht", "den absagen"])
def test_an_appointment_that_was_booked_can_be_given_back(text: str) -> None:
    assert asked_of_appointment(text) == "cancel"


@pytest.mark.parametrize("text", ["danke", "was kostet das", "wann hat das Amt auf", "doch lieber Dienstag"])
def test_other_sentences_ask_nothing_of_an_appointment(text: str) -> None:
    assert asked_of_appointment(text) is None


@pytest.mark.parametrize(
    "text", ["hab ich nicht mehr", "ich finde die Nummer nicht", "ohne Code?", "welche Nummer"]
)
def test_who_has_no_code_says_so(text: str) -> None:
    assert lacks_the_code(text)


def test_a_weekday_said_with_the_weeks_is_that_day() -> None:
    assert days("Donnerstag in einer Woche") == [(date(2026, 12, 3), date(2026, 12, 3))]


def test_is_there_no_afternoon_wishes_for_one() -> None:
    assert hours("gibt's da keinen Nachmittag?") == hours("nachmittag")


def test_stopping_says_nothing_of_a_code() -> None:
    assert not lacks_the_code("abbrechen")


def test_who_works_shifts_and_can_only_come_then_wishes_for_it() -> None:
    wish = read_when("ich arbeite Schicht und kann nur vormittags", NOW)

    assert [option.times for option in wish.wanted] == [TimeWindow(180, 720)]
    assert wish.exclude == ()


def test_from_ten_in_the_morning_ends_at_noon() -> None:
    assert hours("ab 10 Uhr vormittags") == [(600, 720)]


def test_morge_is_tomorrow() -> None:
    assert days("gleich morge früh") == [(date(2026, 11, 23), date(2026, 11, 23))]


@pytest.mark.parametrize(
    ("text", "kind", "away"),
    [
        ("lieber am Tag drauf", "later", 1),
        ("dann halt den Tag davor", "earlier", 1),
        ("die Woche danach", "later", 7),
    ],
)
def test_the_day_next_to_what_was_offered(text: str, kind: str, away: int) -> None:
    shift = find_shift(text)

    assert shift is not None
    assert (shift.kind, shift.by) == (kind, timedelta(days=away))


def test_later_in_the_day_stays_on_it() -> None:
    assert find_shift("etwas später am Tag") == Shift("later", "day")


@pytest.mark.parametrize("text", ["wie komme ich da hin", "wann muss ich da sein", "ist das jetzt gebucht"])
def test_more_that_is_asked_of_what_was_booked(text: str) -> None:
    assert asked_of_appointment(text) == "show"
