"""`lotse termine` changes calendars, and helps those whom it concerns."""

from datetime import date

import pytest

from booking.events import EventKind
from booking.model import Contact, SlotQuery, State
from tests.bot.termine.operator import PERSO, book

MONDAY = date(2026, 11, 23)
CLOSE = ("schliessen", "rathaus", "23.11.2026", "--grund", "Umbau")


async def starts(house, office, day):
    page = await house.port.find_slots(SlotQuery(PERSO, (office,), day, day, limit=1000))
    return [f"{slot.start:%H:%M}" for slot in page.slots]


def mails(house, kind):
    return [event for event in house.outbox.take(100) if event.kind is kind]


@pytest.fixture
def with_mail(monkeypatch):
    monkeypatch.setenv("LOTSE_SMTP_HOST", "localhost")
    monkeypatch.setenv("LOTSE_MAIL_FROM", "termine@stadt.example")


async def test_a_closed_day_has_no_slots_and_can_be_taken_back(run, house):
    before = await starts(house, "rathaus", MONDAY)
    assert before
    ended = run(*CLOSE)
    assert ended.code == 0
    assert "Rathaus, 23.11.2026: geschlossen: Umbau." in ended.out
    assert "lotse termine zuruecknehmen 1" in ended.out
    assert await starts(house, "rathaus", MONDAY) == []
    assert "zurückgenommen: geschlossen: Umbau" in run("zuruecknehmen", "1").out
    assert await starts(house, "rathaus", MONDAY) == before


async def test_some_hours_can_be_closed(run, house):
    run(*CLOSE, "--von-uhr", "8", "--bis-uhr", "11:30")
    assert await starts(house, "rathaus", MONDAY) == ["11:30", "11:40", "11:50"]


async def test_extra_times_can_be_opened(run, house):
    ended = run("oeffnen", "k7", "28.11.2026", "--von-uhr", "9", "--bis-uhr", "9:30")
    assert "Bürgerservice K 7, 28.11.2026: geöffnet, 09:00 bis 09:30 Uhr." in ended.out
    assert await starts(house, "k7", date(2026, 11, 28)) == ["09:00", "09:10", "09:20"]


async def test_counters_can_be_counted_for_one_leistung(run, house):
    assert run("kapazitaet", "k7", "0", "--leistung", "perso", "--von", "morgen").code == 0
    assert await starts(house, "k7", MONDAY) == []
    assert (await starts(house, "k7", date(2026, 11, 24)))[0] == "13:00"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("schliessen", "k7", "morgen"), "Grund"),
        (("schliessen", "k7", "gestern", "--grund", "x"), "schon vorbei"),
        (("schliessen", "k7", "1.1.2030", "--grund", "x"), "zwei Jahre"),
        (("schliessen", "k7", "morgen", "--grund", "x", "--von-uhr", "8"), "--bis-uhr"),
        (("schliessen", "k7", "morgen", "--grund", "x", "--von-uhr", "8:03", "--bis-uhr", "9"), "Schritten"),
        (("oeffnen", "k7", "morgen"), "Uhrzeiten"),
        (("kapazitaet", "k7", "1000"), "zwischen 0 und 100"),
        (("kapazitaet", "k7", "1", "--leistung", "hund"), "keine Termine"),
        (("kapazitaet", "amt", "1"), "Es gibt: k7, rathaus"),
        (("zuruecknehmen", "99"), "gibt es nicht"),
        ((*CLOSE, "--verschieben"), "Mit --ja"),
        ((*CLOSE, "--benachrichtigen"), "LOTSE_SMTP_HOST"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(run, arguments, told):
    ended = run(*arguments)
    assert (ended.code, ended.out) == (1, "")
    assert told in " ".join(ended.err.split())
    assert run("aenderungen", "--json").json == {"changes": []}
    assert run("protokoll", "--json").json == {"log": []}


def test_changes_are_listed_and_logged_with_who_made_them(run):
    run(*CLOSE)
    change = run("aenderungen", "--json").json["changes"][0]
    assert change == {
        "id": 1,
        "office": "rathaus",
        "kind": "closed",
        "first": "2026-11-23",
        "last": "2026-11-23",
        "start": None,
        "end": None,
        "leistung": None,
        "counters": None,
        "reason": "Umbau",
    }
    assert "geschlossen: Umbau" in run("aenderungen").out
    entry = run("protokoll", "--json").json["log"][0]
    assert (entry["action"], entry["office"], bool(entry["actor"])) == ("closed", "rathaus", True)
    assert "Grund: Umbau" in run("protokoll").out


async def test_a_closure_names_the_appointments_concerned_but_not_the_people(run, house):
    booking = await book(house)
    ended = run(*CLOSE)
    assert "1 Termin ist betroffen" in ended.out
    assert booking.number in ended.out
    assert "Ada" not in ended.out
    assert "lotse termine betroffene --verschieben" in ended.out
    assert (await house.port.get(booking.ref, booking.secret)).slot == booking.slot


async def test_those_concerned_are_moved_to_the_next_time(run, house):
    booking = await book(house)
    done = run(*CLOSE, "--verschieben", "--auch-anderswo", "--ja", "--json").json
    assert done["change"]["id"] == 1
    assert [b["number"] for b in done["concerned"]] == [booking.number]
    assert (done["moved"][0]["office"], done["moved"][0]["start"]) == ("k7", "2026-11-23T13:00:00+01:00")
    assert done["left"] == []
    moved = await house.port.get(booking.ref, booking.secret)
    assert (moved.slot.office, moved.state) == ("k7", State.CONFIRMED)
    assert run("betroffene", "--json").json["concerned"] == []


async def test_they_stay_at_their_office_unless_said_otherwise(run, house):
    await book(house)
    done = run(*CLOSE, "--verschieben", "--ja", "--json").json
    assert (done["moved"][0]["office"], done["moved"][0]["start"][:10]) == ("rathaus", "2026-11-30")


async def test_who_gets_no_mail_about_the_move_is_named(run, house, with_mail):
    without = await book(house, Contact(name="Bo Beispiel"))
    reached = await book(house)
    ended = run(*CLOSE, "--verschieben", "--ja")
    assert "Verschoben: 2." in ended.out
    assert f"erfahren es nicht per E-Mail: {without.number}." in ended.out
    assert reached.number in ended.out
    assert "lotse termine liste --mit-kontakt --von 2026-11-30 --bis 2026-11-30" in ended.out


async def test_at_a_terminal_each_is_asked_for(run, house):
    booking = await book(house)
    ended = run(*CLOSE, typed="j\n9\n2\n")
    assert "(j/n)" in ended.out
    assert "Verschoben: 1." in ended.out
    assert f"{(await house.port.get(booking.ref, booking.secret)).slot.start:%d.%m. %H:%M}" == "30.11. 08:10"


async def test_who_is_not_to_be_moved_stays(run, house):
    booking = await book(house)
    assert "Verschoben: 0." in run(*CLOSE, "--verschieben", typed="0\n").out
    assert (await house.port.get(booking.ref, booking.secret)).slot == booking.slot
    assert [b["number"] for b in run("betroffene", "--json").json["concerned"]] == [booking.number]


async def test_those_concerned_are_told_once_with_the_reason(run, house, with_mail):
    reached, without = await book(house), await book(house, Contact(name="Bo Beispiel"))
    done = run(*CLOSE, "--benachrichtigen", "--json").json
    assert (done["told"], sorted(done["left"])) == (
        [reached.number],
        sorted([reached.number, without.number]),
    )
    assert run("betroffene", "--benachrichtigen", "--json").json["told"] == []
    closed = mails(house, EventKind.OFFICE_CLOSED)
    assert [(event.reason, event.email) for event in closed] == [("Umbau", "ada@example.org")]


async def test_whoever_asks_later_tells_the_reason_of_the_closure(run, house, with_mail):
    await book(house)
    run(*CLOSE)
    run("betroffene", "--stelle", "rathaus", "--benachrichtigen")
    assert [event.reason for event in mails(house, EventKind.OFFICE_CLOSED)] == ["Umbau"]


async def test_fewer_counters_and_withdrawn_times_concern_people_too(run, house):
    extra = run("oeffnen", "k7", "28.11.2026", "--von-uhr", "9", "--bis-uhr", "10", "--json").json["change"]
    booking = await book(house, offices=("k7",), from_day=date(2026, 11, 28))
    ended = run("zuruecknehmen", str(extra["id"]), "--json").json
    assert (ended["withdrawn"], [b["number"] for b in ended["concerned"]]) == (True, [booking.number])
    other = await book(house, offices=("rathaus",))
    done = run("kapazitaet", "rathaus", "0", "--von", "morgen", "--json").json
    assert [b["number"] for b in done["concerned"]] == [other.number]


async def test_whom_an_edited_opening_hour_concerns_is_found(run, house, repository):
    booking = await book(house)
    rathaus = repository.dienststelle("rathaus")
    repository.save(
        rathaus.model_copy(
            update={"oeffnungszeiten": (rathaus.oeffnungszeiten[0].model_copy(update={"tage": ("mi",)}),)}
        ),
        booking.slot.start,
    )
    assert [b["number"] for b in run("betroffene", "--json").json["concerned"]] == [booking.number]


async def test_their_contact_data_is_shown_on_demand_and_that_is_logged(run, house):
    await book(house)
    run(*CLOSE)
    assert "Ada" not in run("betroffene").out
    assert "Ada Muster" in run("betroffene", "--mit-kontakt").out
    assert run("protokoll", "--json").json["log"][0]["action"] == "export"
