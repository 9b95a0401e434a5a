"""The whole service over a ZMS: a conversation books there, whatever ZMS does in between."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.booking.zms.fake_server import DROP, HANG, LOSE, UNCAUGHT
from tests.services.conftest import ERIKA, SAYS_ALL, card
from tests.services.town import AUSWEIS, MITTE, NECKARAU, OFFICES, PASS, SERVICES, TITLES
from tests.services.zms import PAGE, serving
from tests.support.conversation import Conversation

TOO_MANY = (429, {"errors": [{"errorCode": "rateLimitExceeded", "statusCode": 429}]})
OUT_OF_ORDER = (503, UNCAUGHT)
MUC45 = "muc45"
CHANGING = ("reserve-appointment", "update-appointment", "confirm-appointment", "cancel-appointment")


@pytest.fixture(scope="module")
def server(request):
    """Of the generation from muc46 on, or of the one before where a test asks for `MUC45`."""
    with serving(legacy=getattr(request, "param", "") == MUC45) as server:
        yield server


@pytest.fixture(scope="module")
def service(make_service, server):
    made = make_service(LOTSE_BOOKING="zms", LOTSE_ZMS_URL=server.url, LOTSE_ZMS_BOOKING_PAGE=PAGE)
    with made.running():
        yield made


@pytest.fixture
def zms(server):
    """The town's ZMS without any appointment."""
    server.zms.processes.clear()
    server.faults.clear()
    server.seen.clear()
    return server


def statuses(zms):
    return sorted(process.status for process in zms.zms.processes.values())


def booked(zms):
    (only,) = [p for p in zms.zms.processes.values() if p.status == "confirmed"]
    return only


def changes(zms):
    return [path for path, _ in zms.seen if path in CHANGING]


def somebody_else_takes(zms, time):
    zms.zms.reserve(OFFICES[MITTE], [(SERVICES[PASS], 1)], int(time.start.timestamp()), None)


def at(process):
    return datetime.fromtimestamp(process.start, UTC)


def test_an_appointment_is_booked_shown_moved_and_cancelled(chat, web, zms):
    whole_life(chat, web, zms)


def whole_life(chat, web, zms):
    held = chat.send(text=SAYS_ALL)
    assert [form["form"] for form in held.blocks("form")] == ["termin_kontakt"]
    confirmed = chat.send(form="termin_kontakt", values=ERIKA)
    first = booked(zms)
    assert (first.office.number, first.services) == (OFFICES[NECKARAU], [(SERVICES[AUSWEIS], 1)])
    assert first.contact == {
        "familyName": ERIKA["name"],
        "email": ERIKA["email"],
        "telephone": "+496212930",
    }
    assert card(confirmed)["Nummer"] == str(first.id)
    assert "abgelaufen" not in chat.send(text="Zeig mir meinen Termin").text
    assert "Biometrisches Passfoto" in confirmed.text
    assert "Beispielkalender" not in confirmed.text

    elsewhere = Conversation(web)
    elsewhere.send(text="Zeig mir meinen Termin")
    known = {"nummer": card(confirmed)["Nummer"], "code": card(confirmed)["Code"]}
    shown = elsewhere.send(form="termin_code", values=known)
    assert card(shown) == card(confirmed)

    elsewhere.send(text="Ich möchte den Termin verschieben")
    offered = elsewhere.send(text="übermorgen nachmittags")
    zms.seen.clear()
    moved = elsewhere.send(choice=offered.times[1].choice)
    second = booked(zms)
    assert at(second) == offered.times[1].start.astimezone(UTC)
    assert changes(zms) == list(CHANGING)  # the new one stands before the old one goes
    assert (first.status, second.contact) == ("deleted", first.contact)
    assert card(moved)["Nummer"] == str(second.id)
    assert card(moved)["Code"] == card(confirmed)["Code"]

    elsewhere.send(text="Termin absagen")
    assert "abgesagt" in elsewhere.send(choice=elsewhere.buttons["Ja, absagen"]).text
    assert statuses(zms) == ["deleted", "deleted"]


def test_few_of_the_requests_that_zms_allows_are_needed_for_an_appointment(chat, zms):
    chat.send(text=SAYS_ALL)
    chat.send(form="termin_kontakt", values=ERIKA)
    assert len(zms.seen) <= 20  # ZMS allows 60 a minute


def test_an_office_behind_a_captcha_is_handed_over_by_its_link(chat, zms):
    answer = chat.send(
        text="Ich brauche einen Termin für einen Personalausweis in Waldhof, so früh wie möglich"
    )
    (link,) = answer.blocks("link")
    assert link["url"] == "https://stadt.example/termine#/services/1063441/locations/10546"
    assert "auf ihrer eigenen Seite" in answer.text
    assert changes(zms) == []


def test_who_loses_the_race_is_offered_the_next_best_times(chat, zms):
    offered = chat.send(text="Ich brauche einen Termin für einen Reisepass nächste Woche")
    wanted = offered.times[0]
    zms.zms.reserve(
        OFFICES["buergerservice-mitte"], [(SERVICES["reisepass"], 1)], int(wanted.start.timestamp()), None
    )
    answer = chat.send(choice=wanted.choice)
    assert "gerade vergeben" in answer.text
    assert answer.times
    assert wanted.start not in [time.start for time in answer.times]
    assert "termin_kontakt" in [b["form"] for b in chat.send(choice=answer.times[0].choice).blocks("form")]


@pytest.mark.parametrize(
    ("path", "fault", "sentence"),
    [
        ("appointment", OUT_OF_ORDER, "nicht erreichbar"),
        ("update-appointment", DROP, "nicht erreichbar"),
        ("update-appointment", LOSE, "nicht erreichbar"),
        ("update-appointment", TOO_MANY, "in 60 Sekunden"),
        ("confirm-appointment", OUT_OF_ORDER, "nicht erreichbar"),
        ("confirm-appointment", DROP, "nicht erreichbar"),
        ("confirm-appointment", LOSE, "nicht erreichbar"),
        ("confirm-appointment", TOO_MANY, "in 60 Sekunden"),
    ],
)
def test_a_form_that_zms_does_not_take_now_is_booked_once_when_it_is_sent_again(
    chat, zms, path, fault, sentence
):
    chat.send(text=SAYS_ALL)
    zms.faults[path] = [fault]
    refused = chat.send(form="termin_kontakt", values=ERIKA)
    assert (refused.status, refused.error["code"]) == (422, "form_rejected")
    assert sentence in refused.text
    again = chat.send_again()
    assert again.status == 200
    assert card(again)["Nummer"] == str(booked(zms).id)
    assert statuses(zms) == ["confirmed"]


def test_a_zms_that_hangs_is_told_of_and_what_was_said_is_not_lost(chat, zms):
    zms.faults["available-calendar"] = [HANG]
    answer = chat.send(text="Ich brauche einen Termin für einen Reisepass nächste Woche")
    assert "nicht erreichbar" in answer.text
    answer = chat.send(choice=answer.buttons["Noch einmal versuchen"])
    assert {time.place for time in answer.times} == {TITLES[MITTE]}


def test_a_zms_that_has_had_enough_says_when_to_come_back(chat, zms):
    zms.faults["available-calendar"] = [TOO_MANY]
    answer = chat.send(text="Ich brauche einen Termin für einen Reisepass nächste Woche")
    assert "in 60 Sekunden" in answer.text
    assert chat.send(choice=answer.buttons["Noch einmal versuchen"]).times


def test_while_zms_is_away_questions_are_answered_and_appointments_say_so(chat, zms):
    zms.out = True
    try:
        question = "Welche Unterlagen brauche ich für einen Personalausweis?"
        assert "Biometrisches Passfoto" in chat.send(text=question).text
        assert "nicht erreichbar" in chat.send(text=SAYS_ALL).text
        assert "Biometrisches Passfoto" in chat.send(text=question).text
    finally:
        zms.out = False


def test_who_leaves_no_address_is_promised_no_mail(chat, zms):
    chat.send(text=SAYS_ALL)
    assert "keine E-Mail" in chat.send(form="termin_kontakt", values=ERIKA | {"email": ""}).text
    chat.send(text="Termin absagen")
    assert "E-Mail" not in chat.send(choice=chat.buttons["Ja, absagen"]).text


def test_an_address_with_umlauts_reaches_zms_as_mail_servers_know_it(chat, zms):
    chat.send(text=SAYS_ALL)
    values = ERIKA | {"email": "erika@straße.example"}
    assert chat.send(form="termin_kontakt", values=values).status == 200
    assert booked(zms).contact["email"] == "erika@xn--strae-oqa.example"
    again = chat.send(form="termin_kontakt", values=values)
    assert "lassen sich nicht mehr ändern" not in again.text


def test_nothing_of_what_is_only_for_zms_is_kept_or_logged(chat, zms, service):
    chat.send(text=SAYS_ALL)
    zms.faults["confirm-appointment"] = [OUT_OF_ORDER]
    chat.send(form="termin_kontakt", values=ERIKA)
    confirmed = chat.send_again()
    secret = [card(confirmed)["Code"], card(confirmed)["Termin"].rpartition(".")[2], booked(zms).auth_key]
    assert service.traces(SAYS_ALL[:20]) != {}  # what is looked for in this way is found
    assert service.traces("Gänßlein", ERIKA["email"], ERIKA["phone"], "+496212930", *secret) == {}


@pytest.mark.parametrize("server", [MUC45], indirect=True)
def test_so_it_is_with_a_zms_up_to_muc45(chat, web, zms):
    whole_life(chat, web, zms)
    assert zms.asked["available-appointments"]
