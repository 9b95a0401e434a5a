"""What is read after booking: where the secrets go, what to bring, whether mail comes."""

import pytest

from booking.policy import Policy
from conversations.marks import mark
from tests.actions.termin.citizen import Citizen
from tests.actions.termin.town import ERIKAS_FORM, Town, slot_id

CONTACT = "termin_kontakt"


async def booked(town: Town, **values: str):
    """A confirmation and the Vorgang behind it."""
    citizen = Citizen(town)
    await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte am Mittwoch")
    await citizen.press("slot", slot_id("mitte", 25, "10:00"))
    answer = await citizen.fill(CONTACT, **{**ERIKAS_FORM, **values})
    return answer, await town.bureau.vorgaenge.latest(citizen.chat)


async def test_day_time_and_place_are_told(town):
    answer, _ = await booked(town)
    card = answer.of("card")[0]
    assert "Mittwoch, 25. November 2026, 10:00 Uhr" in answer.text
    assert "Bürgerservice Mitte" in answer.text
    assert card["title"] == "Personalausweis beantragen"
    assert card["lines"][-2:] == ["Innenstadt 1", "68159 Mannheim"]


async def test_number_code_and_links_are_marks_only(town):
    answer, vorgang = await booked(town)
    card = answer.of("card")[0]
    assert [row["value"] for row in card["rows"]] == [mark(vorgang.id, "nummer"), mark(vorgang.id, "code")]
    assert [link["url"] for link in card["links"]] == [mark(vorgang.id, "link"), mark(vorgang.id, "ics")]
    secrets = (vorgang.number, vorgang.code, vorgang.link_token.partition(".")[2])
    assert not [secret for secret in secrets if secret in str(answer.blocks)]


async def test_contact_data_is_not_repeated(town):
    answer, _ = await booked(town)
    assert not [value for value in ERIKAS_FORM.values() if value in str(answer.blocks)]


async def test_what_to_bring_is_a_list_marked_where_nobody_has_checked_it(town):
    answer, _ = await booked(town)
    papers = answer.of("list")[0]
    assert papers["style"] == "checklist"
    assert [item["text"] for item in papers["items"]] == ["Passfoto (digital)"]
    assert "noch nicht von der Redaktion bestätigt" in answer.text


@pytest.mark.parametrize("is_example", [True, False])
async def test_an_example_calendar_says_so_in_every_answer_about_an_appointment(town, is_example):
    town.example = is_example
    citizen = Citizen(town)
    await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte")
    offered = await citizen.press("zeit", "am Mittwoch")
    held = await citizen.press("slot", slot_id("mitte", 25, "10:00"))
    confirmed = await citizen.fill(CONTACT, **ERIKAS_FORM)
    shown = await citizen.say("Zeig mir meinen Termin", "termin_anzeigen")
    moved = await citizen.say("auf Donnerstag um 10 Uhr verschieben", "termin_verschieben")
    for answer in (offered, held, confirmed, shown, moved):
        assert ("Kein Amt erwartet Sie" in answer.text) == is_example


async def test_whether_mail_comes_is_told(town, database):
    answer, _ = await booked(town)
    assert "bekommen dazu auch eine E-Mail" in answer.text
    silent, _ = await booked(Town(database, sends_mail=False))
    assert "keine E-Mail verschickt" in silent.text
    assert "bekommen dazu auch eine E-Mail" not in silent.text


async def test_who_leaves_out_the_address_gets_no_mail_and_is_told(database):
    town = Town(database, Policy(email_required=False))
    answer, _ = await booked(town, email="")
    assert "keine E-Mail verschickt" in answer.text


async def test_an_address_to_be_verified_comes_first(database):
    answer, _ = await booked(Town(database, Policy(email_verification=True)))
    assert "Fast fertig" in answer.text
    assert "bis 11:00 Uhr" in answer.text
    assert "ist gebucht" not in answer.text


async def test_what_can_be_done_next_is_offered(town):
    answer, _ = await booked(town)
    assert answer.buttons == ["Termin verschieben", "Termin absagen"]
