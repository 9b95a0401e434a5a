"""Berlin's and Munich's format with the dirt that its real files have."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from knowledge.answer import Answer, Listing, OfficeCard
from knowledge.answers import answer
from knowledge.faults import FaultError
from knowledge.importers.dldb import read
from knowledge.importers.dldb_documents import keywords
from knowledge.importers.html import clean_line
from knowledge.importers.run import import_files

SERVICE = {
    "id": "101",
    "name": "Umschreibung\u00a0Fahrzeug\u200b",
    "description": "<p>Sie können\u00a0ummelden.</p><ul><li>Kennzeichen behalten</li></ul>",
    "fees": "<p>ab 17,80 Euro</p>",
    "leika": "99036008007003, 99036008007004",
    "meta": {
        "lastupdate": "2026-06-08T07:41:01",
        "url": "https://stadt.example/#/services/{serviceId}",
        "locale": "de",
        "keywords": "Ummeldung, ummeldung, Halterwechsel ,",
    },
    "authorities": [{"id": "1", "name": "Stadtverwaltung", "webinfo": "https://stadt.example"}],
    "locations": [{"location": "7"}, {"location": "8"}, {"location": "7"}],
    "forms": [
        {"name": "Vollmacht", "link": "https://stadt.example/vollmacht.pdf", "description": False},
        {"name": "Datenschutzgrundverordnung", "link": "https://stadt.example/dsgvo", "description": False},
    ],
}
LOCATION = {
    "id": "7",
    "name": "Zulassungsstelle (KVR-III/1)",
    "displayName": "Zulassungsstelle",
    "displayNameAlternatives": ["Kfz-Stelle", "Zulassungsstelle"],
    "meta": {"url": "https://stadt.example/#/locations/{locationId}", "lastupdate": "2026-06-08T07:41:01"},
    "address": {
        "street": "Ringstraße",
        "house_number": "2",
        "postal_code": "80686",
        "city": "München",
        "hint": False,
    },
    "geo": {"lat": "48.13", "lon": "11.52"},
    "contact": {"email": "", "phone": "089 233-1", "webinfo": ""},
}


def write(folder: Path, name: str, *records: object) -> Path:
    path = folder / name
    path.write_text(json.dumps({"data": records, "meta": {}}), encoding="utf-8")
    return path


def one(folder: Path, record: dict[str, object]) -> dict[str, object]:
    reading = read([write(folder, "file.json", record)])
    assert reading.refused == []
    return reading.records[0].document


def test_a_service_becomes_a_leistung_without_its_dirt(tmp_path):
    document = one(tmp_path, SERVICE)
    assert document["titel"] == "Umschreibung Fahrzeug"
    assert document["auch_genannt"] == ["Ummeldung", "Halterwechsel"]
    assert document["leika"] == ["99036008007003", "99036008007004"]
    assert document["textmodule"] == {
        "volltext": "Sie können ummelden.\n\n- Kennzeichen behalten",
        "gebuehren": "ab 17,80 Euro",
    }
    assert document["kurztext"] == "Sie können ummelden."
    assert document["dienststellen"] == ["7", "8"]
    assert document["formulare"] == [{"titel": "Vollmacht", "url": "https://stadt.example/vollmacht.pdf"}]
    assert document["stand"] == "2026-06-08"


def test_the_id_is_filled_into_the_address_of_the_page(tmp_path):
    assert one(tmp_path, SERVICE)["quelle"]["url"] == "https://stadt.example/#/services/101"
    assert one(tmp_path, LOCATION)["quelle"]["url"] == "https://stadt.example/#/locations/7"


def test_an_address_that_is_none_is_left_out(tmp_path):
    meta = SERVICE["meta"] | {"url": "https://stadt.example/{unknown}"}
    assert "url" not in {k: v for k, v in one(tmp_path, SERVICE | {"meta": meta})["quelle"].items() if v}


def test_a_location_becomes_a_dienststelle(tmp_path):
    document = one(tmp_path, LOCATION)
    assert document["titel"] == "Zulassungsstelle"
    assert document["auch_genannt"] == ["Zulassungsstelle (KVR-III/1)", "Kfz-Stelle"]
    assert document["anschrift"]["strasse"] == "Ringstraße 2"
    assert document["geo"] == {"breite": 48.13, "laenge": 11.52}
    assert document["kontakt"] == {"telefon": "089 233-1"}


def test_berlins_false_for_nothing_is_nothing(tmp_path):
    nothing = {"street": False, "house_number": False, "postal_code": False, "city": False}
    assert "anschrift" not in one(tmp_path, LOCATION | {"address": nothing})


def test_null_is_as_good_as_absent(tmp_path):
    document = one(tmp_path, SERVICE | dict.fromkeys(("leika", "meta", "authorities", "forms", "fees")))
    assert set(document) == {"titel", "kurztext", "dienststellen", "textmodule", "sprache"}


def test_fields_that_only_other_cities_fill_are_read(tmp_path):
    document = one(
        tmp_path,
        SERVICE
        | {
            "requirements": [{"name": "Ausweis", "link": False, "description": "<p>gültig</p>"}],
            "prerequisites": [{"name": "Wohnsitz in Berlin", "link": False, "description": False}],
            "legal": [{"name": "§ 13 FZV", "link": "https://gesetze.example/fzv", "description": False}],
            "process_time": "sofort",
            "onlineprocessing": {"link": "https://stadt.example/online", "description": False},
        },
    )
    assert document["unterlagen"] == [{"bezeichnung": "Ausweis", "hinweis": "gültig"}]
    assert document["voraussetzungen"] == [{"text": "Wohnsitz in Berlin"}]
    assert document["rechtsgrundlagen"] == [{"titel": "§ 13 FZV", "url": "https://gesetze.example/fzv"}]
    assert document["textmodule"]["bearbeitungsdauer"] == "sofort"
    assert document["online_dienst"]["url"] == "https://stadt.example/online"


def test_hours_payment_and_transit_of_an_office_are_read(tmp_path):
    document = one(
        tmp_path,
        LOCATION
        | {
            "opening_times": {
                "monday": "08:00-12:00 Uhr",
                "sunday": False,
                "special": "Letzter Einlass 11:30 Uhr",
            },
            "payment": "bar und EC-Karte",
            "transit": {"ubahn": "U5 Westendstraße", "bus": ""},
        },
    )
    assert document["oeffnungszeiten"] == [{"tage": ["mo"], "von": "08:00", "bis": "12:00"}]
    assert document["oeffnungszeiten_text"] == "Letzter Einlass 11:30 Uhr"
    assert document["zahlungsarten"] == ["bar und EC-Karte"]
    assert document["anfahrt"] == "U-Bahn: U5 Westendstraße"


@pytest.mark.parametrize("name", ["Testleistung", "Test1", "Teststandort (ITM)", "TEST", "Dummy-Eintrag"])
def test_internal_test_entries_are_refused(tmp_path, name):
    reading = read([write(tmp_path, "file.json", SERVICE | {"name": name})])
    assert reading.records == []
    assert reading.refused[0].reason == "Das ist ein interner Testeintrag."


@pytest.mark.parametrize("name", ["Testament hinterlegen", "Internationaler Führerschein", "Testzentrum"])
def test_entries_that_only_sound_like_a_test_are_kept(tmp_path, name):
    assert len(read([write(tmp_path, "file.json", SERVICE | {"name": name})]).records) == 1


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"name": None}, "name"),
        ({"locations": "alle"}, "locations"),
        ({"meta": {"lastupdate": "gestern"}}, "meta.lastupdate"),
        ({"description": ["<p>"]}, "description"),
    ],
)
def test_a_broken_record_is_refused_alone_with_its_field(tmp_path, broken, field):
    reading = read([write(tmp_path, "file.json", SERVICE | broken, SERVICE | {"id": "102"})])
    assert [record.external_id for record in reading.records] == ["102"]
    (refusal,) = reading.refused
    assert (Path(refusal.file).name, refusal.record, refusal.field) == ("file.json", "101", field)
    assert refusal.reason


def test_a_record_that_is_no_record_is_refused_by_its_number(tmp_path):
    reading = read([write(tmp_path, "file.json", SERVICE, "Unsinn")])
    assert reading.refused[0].record == "Nr. 2"


@pytest.mark.parametrize("text", ["{", "[]", '{"data": []}', '{"data": ["x"]}', "42"])
def test_a_broken_file_is_named_with_its_line(tmp_path, text):
    path = tmp_path / "file.json"
    path.write_text(text)
    with pytest.raises(FaultError) as caught:
        read([path])
    assert caught.value.fault.file == str(path)
    assert caught.value.fault.line == 1


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(FaultError):
        read([tmp_path / "weg.json"])


def test_search_terms_come_once_and_without_the_titel():
    assert keywords("Pass, pass; Reisepass\nAusweis", "Reisepass") == ["Pass", "Ausweis"]
    assert keywords(None, "Reisepass") == []


MUNICH = Path(__file__).resolve().parents[4] / "shared" / "data" / "munich"
NOW = datetime(2026, 11, 23, 9)


@pytest.fixture
def munich(repository):
    """Munich's catalogue as imported, and its raw records by id."""
    if not MUNICH.is_dir():
        pytest.skip("../shared/data/munich fehlt")
    files = [MUNICH / "services_de.json", MUNICH / "locations_de.json"]
    import_files("dldb", files, repository)
    raw = [{r["id"]: r for r in json.loads(file.read_text(encoding="utf-8"))["data"]} for file in files]
    return repository.leistungen(), repository.dienststellen(), *raw


def said(found: Answer) -> str:
    """All words of an answer."""
    words = list(found.sentences)
    for part in found.parts:
        match part:
            case Listing(items, _, title):
                words += [title or "", *(f"{item.text} {item.note or ''}" for item in items)]
            case OfficeCard():
                words += [part.titel, *part.lines]
    return " ".join(words)


def letters(text: str) -> str:
    return "".join(sorted(re.sub(r"\W", "", text)))


def test_every_fee_of_munich_is_told_as_its_source_says(munich):
    leistungen, offices, services, _ = munich
    for leistung in leistungen:
        source = BeautifulSoup(services[leistung.external_id].get("fees", ""), "html.parser").get_text()
        found = answer(leistung, "gebuehr", offices, NOW)
        if not re.search(r"\w", source):
            assert found.missing or leistung.textmodule.get("volltext")
        else:
            assert letters(said(found)) == letters(clean_line(source)), leistung.titel


def test_every_place_of_munich_is_told_as_its_source_says(munich):
    leistungen, offices, services, locations = munich
    for leistung in leistungen:
        found = answer(leistung, "ort", offices, NOW)
        wanted = {ref["location"] for ref in services[leistung.external_id]["locations"]}
        streets = [a for key in wanted if (a := locations[key]["address"])["street"]]
        assert found.missing == (not streets)
        for place in streets:
            assert f"{place['street']} {place['house_number']}" in said(found), leistung.titel
            assert f"{place['postal_code']} {place['city']}" in said(found)


def test_hours_that_munich_does_not_deliver_are_not_made_up(munich):
    leistungen, offices, *_ = munich
    assert all(answer(leistung, "oeffnungszeit", offices, NOW).missing for leistung in leistungen)
