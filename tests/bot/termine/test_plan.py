"""The calendars follow the catalogue and terminvergabe.yml."""

from datetime import date, time, timedelta

import pytest

from booking.calendar import Counter, Hours
from bot.errors import LotseError
from bot.termine.plan import Terminplan
from knowledge.dienststelle import Oeffnungszeit
from tests.bot.termine.town import NOW

MONDAY = date(2026, 11, 23)
TUESDAY, FRIDAY = MONDAY + timedelta(1), MONDAY + timedelta(4)


@pytest.fixture
def plan(catalogue, content, ticking):
    return Terminplan(catalogue, content, ticking)


def hours(plan, office, day):
    return plan().timetables[office].calendar.hours_on(day)


def rewrite(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_an_office_whose_dienststelle_has_no_hours_has_those_of_the_file(plan):
    assert hours(plan, "k7", TUESDAY) == (Hours(time(13), time(17)),)


def test_the_hours_of_the_dienststelle_win_over_those_of_the_file(plan):
    assert hours(plan, "rathaus", MONDAY) == (Hours(time(8), time(12)),)
    assert hours(plan, "rathaus", FRIDAY) == ()


def test_an_exception_of_the_dienststelle_closes_the_calendar(plan):
    assert hours(plan, "k7", date(2026, 12, 7)) == ()


def test_counters_and_limits_are_those_of_the_file(plan):
    calendar = plan().timetables["k7"].calendar
    assert calendar.counters == (Counter(), Counter(), Counter(frozenset({"anmeldung"})))
    assert (calendar.lead, calendar.horizon_days) == (timedelta(hours=2), 60)
    assert calendar.hint == "Bitte am Empfang melden."


def test_what_can_be_booked_where_is_named_as_in_the_catalogue(plan):
    offered = plan().catalogue()
    assert offered.offices == {"k7": "Bürgerservice K 7", "rathaus": "Rathaus"}
    assert offered.leistungen["pass"] == "Reisepass beantragen"
    assert offered.offices_for(["perso"]) == ("k7", "rathaus")
    offer = offered.offer("k7", "perso")
    assert (offer.duration, offer.max_count) == (timedelta(minutes=10), 5)


def test_it_is_the_same_plan_until_something_changes(plan):
    assert plan() is plan()


def test_an_edited_dienststelle_holds_at_once(plan, repository):
    before = plan()
    rathaus = repository.dienststelle("rathaus")
    afternoon = Oeffnungszeit(tage=("fr",), von=time(14), bis=time(16))
    repository.save(rathaus.model_copy(update={"oeffnungszeiten": (afternoon,)}), NOW)
    assert hours(plan, "rathaus", FRIDAY) == (Hours(time(14), time(16)),)
    assert plan() is not before


def test_a_leistung_that_is_no_longer_shown_can_no_longer_be_booked(plan, repository):
    gone = [stored for stored in repository.stored() if stored.id == "pass"]
    repository.drop(gone, NOW)
    assert "pass" not in plan().catalogue().leistungen


def test_an_edited_file_holds_at_once(plan, content):
    assert plan.is_example()
    rewrite(content / "terminvergabe.yml", "standard:", "geprueft: true\nstandard:")
    plan()
    assert not plan.is_example()


def test_a_file_that_breaks_while_the_service_runs_is_logged_and_changes_nothing(plan, content, caplog):
    before = plan()
    rewrite(content / "terminvergabe.yml", "dauer: 15", "dauer: lang")
    assert plan() is before
    assert plan() is before
    assert [("terminvergabe.yml" in r.message, "ganze Zahl" in r.message) for r in caplog.records] == [
        (True, True)
    ]


def test_a_file_that_is_away_for_a_moment_changes_nothing(plan, content, caplog):
    before, file = plan(), content / "terminvergabe.yml"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    assert plan() is before
    assert "fehlt" in caplog.text
    file.write_text(text.replace("hoechstens: 5", "hoechstens: 4"), encoding="utf-8")
    assert plan().catalogue().offer("k7", "perso").max_count == 4


def test_a_file_that_is_broken_at_the_start_is_refused(catalogue, content):
    rewrite(content / "terminvergabe.yml", "dauer: 15", "dauer: lang")
    with pytest.raises(LotseError, match=r"terminvergabe\.yml, Zeile"):
        Terminplan(catalogue, content)


def test_without_the_file_there_is_nothing_to_book(catalogue, content):
    (content / "terminvergabe.yml").unlink()
    assert Terminplan(catalogue, content)().catalogue().offers == ()
