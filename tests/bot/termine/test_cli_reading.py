"""`lotse termine` shows what there is."""

import stat

import pytest

from booking.errors import Unavailable
from booking.model import Contact
from booking.operations import Operations
from tests.bot.termine.operator import book

PRIVATE = ("Ada", "ada@example.org", "2930")


def test_help_is_german_with_examples(run):
    assert "lotse termine schliessen" in run("--help").out
    for command in ("liste", "stellen", "schliessen", "oeffnen", "kapazitaet", "zuruecknehmen"):
        assert f"Beispiel: lotse termine {command}" in run(command, "--help").out


async def test_the_list_shows_appointments_but_not_who_comes(run, house):
    booking = await book(house)
    for arguments in (("liste",), ("liste", "--json"), ("liste", "--stelle", "rathaus", "--stand", "alle")):
        told = run(*arguments)
        assert told.code == 0
        assert booking.number in told.out
        assert not any(word in told.out + told.err for word in PRIVATE)
    assert run("protokoll", "--json").json["log"] == []


async def test_who_comes_is_shown_on_demand_and_that_is_logged(run, house):
    await book(house)
    told = run("liste", "--mit-kontakt", "--json").json["appointments"][0]
    assert told["contact"] == {"name": "Ada Muster", "email": "ada@example.org", "phone": "+496212930"}
    assert [entry["action"] for entry in run("protokoll", "--json").json["log"]] == ["export"]


async def test_the_list_has_one_shape_for_programs(run, house):
    booking = await book(house)
    told = run("liste", "--json").json
    assert told["is_example"]
    assert told["appointments"] == [
        {
            "number": booking.number,
            "office": "rathaus",
            "start": "2026-11-23T08:00:00+01:00",
            "end": "2026-11-23T08:10:00+01:00",
            "items": [{"leistung": "perso", "count": 1}],
            "state": "confirmed",
            "has_email": True,
        }
    ]


async def test_the_list_keeps_to_its_days_office_and_state(run, house):
    await book(house)
    for arguments in ("--von 24.11.2026", "--stelle k7", "--stand reserviert", "--bis heute"):
        assert run("liste", *arguments.split(), "--json").json["appointments"] == []
    assert "Keine Termine" in run("liste", "--stelle", "k7").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("liste", "--stelle", "amt"), "Es gibt: k7, rathaus"),
        (("liste", "--stand", "weg"), "gebucht, unbestaetigt, reserviert, alle"),
        (("liste", "--von", "31.6.2026"), "kein Tag"),
        (("liste", "--von", "2.12.2026", "--bis", "1.12.2026"), "vor dem ersten"),
        (("aenderungen", "--stelle", "amt"), "Es gibt: k7, rathaus"),
        (("betroffene", "--stelle", "amt"), "Es gibt: k7, rathaus"),
    ],
)
def test_a_fault_is_one_german_message_with_what_to_do(run, arguments, told):
    ended = run(*arguments)
    assert (ended.code, ended.out) == (1, "")
    assert told in " ".join(ended.err.split())


def test_it_says_that_the_calendar_is_an_example(run):
    assert "Beispielkalender" in run("liste").out
    assert "Beispielkalender" in run("stellen").out


def test_the_offices_are_shown_with_counters_and_the_next_free_slot(run):
    offices = {office["id"]: office for office in run("stellen", "--json").json["offices"]}
    assert offices["k7"] == {
        "id": "k7",
        "name": "Bürgerservice K 7",
        "counters": 3,
        "leistungen": ["perso", "pass", "anmeldung"],
        "next_free": {"start": "2026-11-23T13:00:00+01:00", "end": "2026-11-23T13:10:00+01:00"},
    }
    assert "Mo 23.11.2026 08:00" in run("stellen").out


def test_an_office_without_free_slots_says_so(run):
    assert run("schliessen", "rathaus", "heute", "31.3.2027", "--grund", "Umbau").code == 0
    assert run("kapazitaet", "k7", "1", "--von", "heute").code == 0
    offices = {office["id"]: office for office in run("stellen", "--json").json["offices"]}
    assert offices["rathaus"]["next_free"] is None
    assert offices["k7"]["counters"] == 1


async def test_the_export_is_for_its_owner_alone_and_logged(run, house, tmp_path):
    await book(house, Contact(name="=Ada", email="ada@example.org"))
    file = tmp_path / "termine.csv"
    ended = run("export", "--csv", str(file))
    assert (ended.code, "1 Termin vom 22.11.2026 bis 28.11.2026" in ended.out) == (0, True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    head, line = file.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("Nummer;Stelle;Tag;Beginn")
    assert "'=Ada;ada@example.org" in line
    assert [entry["action"] for entry in run("protokoll", "--json").json["log"]] == ["export"]


def test_an_export_overwrites_nothing(run, tmp_path):
    file = tmp_path / "termine.csv"
    file.write_text("wichtig")
    ended = run("export", "--csv", str(file))
    assert (ended.code, file.read_text()) == (1, "wichtig")
    assert "gibt es schon" in " ".join(ended.err.split())
    assert run("protokoll", "--json").json["log"] == []


def test_an_export_into_no_folder_is_told_with_a_remedy(run, tmp_path):
    ended = run("export", "--csv", str(tmp_path / "nirgends" / "termine.csv"))
    assert ended.code == 1
    assert "Bitte prüfen Sie den Pfad" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("liste",),
        ("stellen",),
        ("schliessen", "k7", "morgen", "--grund", "Umbau"),
        ("oeffnen", "k7", "morgen", "--von-uhr", "8", "--bis-uhr", "9"),
        ("kapazitaet", "k7", "1"),
        ("zuruecknehmen", "1"),
        ("aenderungen",),
        ("protokoll",),
        ("betroffene",),
        ("export", "--csv", "termine.csv"),
    ],
)
def test_with_zms_each_command_says_where_the_calendars_are_kept(run, monkeypatch, arguments):
    monkeypatch.setenv("LOTSE_BOOKING", "zms")
    monkeypatch.setenv("LOTSE_ZMS_URL", "https://zms.example/api/citizen")
    monkeypatch.setenv("LOTSE_ZMS_BOOKING_PAGE", "https://stadt.example/termine")
    ended = run(*arguments)
    assert (ended.code, "ZMS" in ended.err, ended.out) == (1, True, "")


def test_where_booking_is_off_it_says_how_to_switch_it_on(run, monkeypatch):
    monkeypatch.setenv("LOTSE_BOOKING", "off")
    assert "LOTSE_BOOKING=embedded" in run("stellen").err


def test_a_database_that_does_not_answer_is_told_to_operators_in_their_words(run, monkeypatch):
    def fail(*_):
        raise Unavailable

    monkeypatch.setattr(Operations, "log", fail)
    ended = run("protokoll")
    assert (ended.code, "Datenbank" in ended.err, "115" in ended.err) == (1, True, False)
