from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from booking.details import EXAMPLE_NOTICE, say_slot, say_time
from booking.errors import NotOffered
from booking.model import BERLIN, State
from tests.booking.conformance import slots
from tests.booking.world import AUSWEIS
from tests.channels.termin.serving import BASE_URL, WORDS

GOOD = {"name": "Erika Mustermann", "email": "erika@example.de", "phone": "0621 2930"}
EVERY_OFFICE = pytest.mark.parametrize("site", ["embedded", "zms"], indirect=True)


def path(vorgang) -> str:
    return f"/termin/{vorgang.link_token}"


@EVERY_OFFICE
async def test_a_booked_appointment_shows_what_when_where_number_and_what_can_be_done(site):
    vorgang = await site.office.booked()
    page = await site.get(path(vorgang))
    booking = await vorgang.booking()
    assert page.status == 200
    assert page.heading == "Ihr Termin"
    for piece in (
        WORDS.title,
        say_slot(booking.slot),
        "10 Minuten",
        *WORDS.address,
        vorgang.number,
        vorgang.code,
    ):
        assert piece in page.text
    assert "gebucht" in page.text
    assert [item.get_text() for item in page.soup.select(".checklist li")] == list(WORDS.unterlagen)
    assert "Diese Liste hat noch niemand bei der Stadt geprüft" in page.text
    assert WORDS.hint in page.text
    actions = [link.get_text() for link in page.soup.select(".termin-actions a")]
    assert actions == ["In den Kalender", "Verschieben", "Absagen"]


@pytest.mark.parametrize("suffix", ["", "/absagen", "/verschieben"])
async def test_an_example_is_called_one_on_every_page(site, suffix):
    vorgang = await site.office.booked()
    assert EXAMPLE_NOTICE in (await site.get(path(vorgang) + suffix)).text


async def test_who_comes_is_not_shown(site):
    vorgang = await site.office.booked()
    text = (await site.get(path(vorgang))).response.text
    assert not any(value in text for value in ("Erika", "erika@example.de", "2930"))


@EVERY_OFFICE
async def test_a_reservation_says_until_when_and_is_booked_with_the_form(site):
    vorgang = await site.office.held()
    page = await site.get(path(vorgang))
    expires_at = (await vorgang.booking()).expires_at
    assert f"reserviert bis {say_time(expires_at)}" in page.text
    booked = await page.press("Termin verbindlich buchen", **GOOD)
    assert "Ihr Termin ist gebucht." in booked.soup.select_one("[role=status]").get_text()
    assert (await vorgang.booking()).state is State.CONFIRMED


async def test_what_is_kept_past_midnight_is_said_with_its_day(site):
    site.office.clock.now = site.office.clock.now.astimezone(BERLIN).replace(hour=23, minute=50)
    vorgang = await site.office.held(40)
    assert "reserviert bis Dienstag, 23. März 2027, 00:05 Uhr" in (await site.get(path(vorgang))).text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Vor- und Nachname"),
        ("email", "erika@", "nicht gültig"),
        ("email", "erika@example.de\r\nBcc: alle@example.de", "nicht erlaubt"),
        ("phone", "abc", "Telefonnummer"),
        ("name", "ä" * 300, "höchstens 200 Zeichen"),
    ],
)
async def test_a_bad_value_is_told_at_its_field_and_everything_typed_is_kept(site, field, value, sentence):
    vorgang = await site.office.held()
    typed = {**GOOD, field: value}
    page = await (await site.get(path(vorgang))).press("Termin verbindlich buchen", **typed)
    assert page.status == 422
    assert page.soup.title.get_text().startswith("Fehler")
    assert sentence in page.errors[0]
    at_field = page.soup.select_one(f"input[name={field}]")
    assert at_field["aria-invalid"] == "true"
    assert sentence in page.soup.find(id=at_field["aria-describedby"]).get_text()
    assert [f["name"] for f in page.soup.select("[aria-invalid]")] == [field]
    assert page.values == {**typed, field: value.replace("\r", "")}
    booking = await vorgang.booking()
    assert (booking.state, booking.contact) == (State.HELD, None)


async def test_all_faults_are_told_at_once(site):
    vorgang = await site.office.held()
    page = await (await site.get(path(vorgang))).press(
        "Termin verbindlich buchen", name="", email="x", phone="y"
    )
    assert len(page.errors) == 3
    assert [field["name"] for field in page.soup.select("[aria-invalid]")] == ["name", "email", "phone"]


@pytest.mark.parametrize("site", ["zms"], indirect=True)
async def test_what_only_the_booking_system_refuses_is_told_at_its_field_too(site):
    vorgang = await site.office.held()
    typed = {**GOOD, "email": "erika+amt@example.de"}
    page = await (await site.get(path(vorgang))).press("Termin verbindlich buchen", **typed)
    assert page.status == 422
    assert "Pluszeichen" in page.errors[0]
    assert page.values == typed


async def test_a_bad_form_that_comes_too_late_is_too_late_above_all(site):
    vorgang = await site.office.held()
    page = await site.get(path(vorgang))
    site.office.clock.advance(minutes=16)
    late = await page.press("Termin verbindlich buchen", name="", email="x")
    assert late.status == 409
    assert "Reservierung ist abgelaufen" in late.text


async def test_an_address_with_enough_appointments_is_told_at_the_field(site):
    for n in (12, 14):
        await site.office.booked(n)
    vorgang = await site.office.held(16)
    page = await (await site.get(path(vorgang))).press("Termin verbindlich buchen", **GOOD)
    assert page.status == 422
    assert "schon so viele Termine" in page.errors[0]
    assert page.soup.select_one("input[name=email]")["aria-invalid"] == "true"


@EVERY_OFFICE
async def test_a_form_that_is_sent_twice_books_once(site):
    vorgang = await site.office.held()
    form, _ = (await site.get(path(vorgang))).form("Termin verbindlich buchen")
    answers = await asyncio.gather(*(site.http.post(form["action"], data=GOOD) for _ in range(3)))
    assert {answer.status_code for answer in answers} == {303}
    booking = await vorgang.booking()
    assert (booking.state, booking.contact.name) == (State.CONFIRMED, "Erika Mustermann")


async def test_another_name_after_booking_is_refused_and_said(site):
    vorgang = await site.office.held()
    page = await site.get(path(vorgang))
    await page.press("Termin verbindlich buchen", **GOOD)
    again = await page.press("Termin verbindlich buchen", **{**GOOD, "name": "Max Mustermann"})
    assert again.status == 409
    assert "Ihre Angaben lassen sich nicht mehr ändern" in again.text
    assert (await vorgang.booking()).contact.name == "Erika Mustermann"


async def test_a_lapsed_reservation_says_so_and_how_to_go_on(site):
    vorgang = await site.office.held()
    page = await site.get(path(vorgang))
    site.office.clock.advance(minutes=16)
    late = await page.press("Termin verbindlich buchen", **GOOD)
    assert late.status == 409
    assert "Reservierung ist abgelaufen" in late.text
    assert "/chat" in late.links()
    shown = await site.get(path(vorgang))
    assert shown.heading == "Diese Reservierung ist abgelaufen"
    assert not shown.soup.select("form")


async def test_an_office_that_closed_meanwhile_is_told(site):
    vorgang = await site.office.held()
    page = await site.get(path(vorgang))
    await site.office.harness.close_office("mitte", (await vorgang.booking()).slot.start.date())
    lost = await page.press("Termin verbindlich buchen", **GOOD)
    assert lost.status == 409
    assert lost.heading == "Der Termin ist nicht mehr frei"


async def test_a_reservation_given_back_for_another_one_says_so(site):
    free = await slots(site.office.harness)
    first = await site.office.vorgaenge.hold("c9", free[12].id, AUSWEIS, "1")
    await site.office.vorgaenge.hold("c9", free[14].id, AUSWEIS, "2")
    page = await site.get(path(first))
    assert page.status == 410
    assert page.heading == "Diese Reservierung gilt nicht mehr"


async def test_a_past_appointment_offers_nothing_to_change(site):
    vorgang = await site.office.booked()
    site.office.clock.advance(days=1)
    page = await site.get(path(vorgang))
    assert page.heading == "Dieser Termin ist vorbei"
    assert not page.soup.select("form, .termin-actions")


async def test_a_made_up_success_is_not_believed(site):
    held, booked = await site.office.held(), await site.office.booked(14)
    for made_up in (
        f"{path(held)}?neu=gebucht",
        f"{path(booked)}?neu=abgesagt",
        f"{path(booked)}?neu=%3Cb%3E",
    ):
        assert not (await site.get(made_up)).soup.select("[role=status]")


async def test_an_appointment_that_left_the_catalogue_can_still_be_cancelled(site):
    vorgang = await site.office.booked()
    site.office.fault = NotOffered()
    page = await site.get(path(vorgang))
    assert page.status == 200
    assert vorgang.number in page.text
    cancelled = await (await page.follow("Absagen")).press("Ja, Termin absagen")
    assert cancelled.heading == "Dieser Termin ist abgesagt"


async def test_the_calendar_file_is_named_and_opens_nothing_for_others(site):
    vorgang = await site.office.booked()
    response = await site.http.get(f"{path(vorgang)}/termin.ics")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert 'filename="termin.ics"' in response.headers["content-disposition"]
    unfolded = response.text.replace("\r\n ", "")
    assert f"UID:{(await vorgang.booking()).uid}" in unfolded
    assert f"URL:{BASE_URL}/termin\r\n" in unfolded
    assert vorgang.link_token.split(".")[1] not in unfolded
    assert vorgang.code not in unfolded


async def test_there_is_no_calendar_file_of_what_is_not_booked(site):
    vorgang = await site.office.held()
    page = await site.get(f"{path(vorgang)}/termin.ics")
    assert page.status == 409
    assert "nicht gebucht" in page.text


async def test_markup_in_words_of_the_catalogue_stays_text(site):
    vorgang = await site.office.booked()
    evil = "<img src=x onerror=alert(1)>"
    site.office.words = replace(WORDS, title=evil, unterlagen=(evil,), hint=evil)
    page = await site.get(path(vorgang))
    assert not page.soup.select("img")
    assert page.text.count(evil) == 3
