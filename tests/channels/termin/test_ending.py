from __future__ import annotations

import asyncio

import pytest

from booking.model import State
from tests.booking.conformance import slots

EVERY_OFFICE = pytest.mark.parametrize("site", ["embedded", "zms"], indirect=True)
VERIFYING = pytest.mark.parametrize("site", ["verifying"], indirect=True)


def path(vorgang) -> str:
    return f"/termin/{vorgang.link_token}"


async def state(vorgang) -> State:
    return (await vorgang.booking()).state


@EVERY_OFFICE
async def test_cancelling_asks_first_and_then_says_so(site):
    vorgang = await site.office.booked()
    slot = (await vorgang.booking()).slot
    asked = await (await site.get(path(vorgang))).follow("Absagen")
    assert asked.heading == "Möchten Sie diesen Termin absagen?"
    assert await state(vorgang) is State.CONFIRMED
    done = await asked.press("Ja, Termin absagen")
    assert done.status == 200
    assert done.heading == "Dieser Termin ist abgesagt"
    assert done.soup.select_one("[role=status]")
    assert not done.soup.select("form")
    assert await state(vorgang) is State.CANCELLED
    if site.office.port.capabilities.reschedule_atomic:  # a ZMS keeps a cancelled slot blocked for a while
        assert slot in await slots(site.office.harness)


@EVERY_OFFICE
async def test_cancelling_twice_is_cancelling_once(site):
    vorgang = await site.office.booked()
    answers = await asyncio.gather(*(site.http.post(f"{path(vorgang)}/absagen") for _ in range(3)))
    assert {answer.status_code for answer in answers} == {303}
    booking = await vorgang.booking()
    assert booking.state is State.CANCELLED
    again = await site.get(f"{path(vorgang)}/absagen")
    assert again.heading == "Dieser Termin ist abgesagt"
    assert (await vorgang.booking()).sequence == booking.sequence


async def test_a_reservation_can_be_given_back(site):
    vorgang = await site.office.held()
    page = await (await site.get(path(vorgang))).follow("Ich brauche den Termin nicht: absagen")
    slot = (await vorgang.booking()).slot
    for _ in range(2):
        gone = await page.press("Ja, Termin absagen")
        assert gone.status == 410
        assert gone.heading == "Diese Reservierung gilt nicht mehr"
        assert "nicht gebucht" in gone.text
    assert slot in await slots(site.office.harness)


async def test_who_changes_his_mind_keeps_the_appointment(site):
    vorgang = await site.office.booked()
    kept = await (await site.get(f"{path(vorgang)}/absagen")).follow("Nein, ich behalte den Termin")
    assert kept.heading == "Ihr Termin"
    assert await state(vorgang) is State.CONFIRMED


async def test_a_past_appointment_is_not_cancelled(site):
    vorgang = await site.office.booked()
    asked = await site.get(f"{path(vorgang)}/absagen")
    site.office.clock.advance(days=1)
    refused = await asked.press("Ja, Termin absagen")
    assert refused.status == 409
    assert "nicht mehr absagen" in refused.text
    assert (await site.get(f"{path(vorgang)}/absagen")).heading == "Dieser Termin ist vorbei"


async def test_a_booking_system_that_is_away_says_so_and_loses_nothing(site):
    vorgang = await site.office.booked()
    asked = await site.get(f"{path(vorgang)}/absagen")
    with site.office.harness.outage():
        away = await asked.press("Ja, Termin absagen")
        assert (await site.get(path(vorgang))).status == 503
    assert away.status == 503
    assert away.response.headers["retry-after"]
    assert "nicht erreichbar" in away.text
    assert await state(vorgang) is State.CONFIRMED


@VERIFYING
async def test_an_address_is_confirmed_by_a_button_behind_the_mailed_link(site):
    vorgang, secret = await site.office.pending()
    waiting = await site.get(path(vorgang))
    assert waiting.heading == "Bitte bestätigen Sie Ihren Termin"
    assert "wartet auf Ihre Bestätigung per E-Mail" in waiting.text
    asked = await site.get(f"{path(vorgang)}/bestaetigen/{secret}")
    assert asked.heading == "Möchten Sie diesen Termin bestätigen?"
    assert await state(vorgang) is State.PENDING_EMAIL
    done = await asked.press("Ja, Termin bestätigen")
    assert "Ihr Termin ist bestätigt." in done.soup.select_one("[role=status]").get_text()
    assert await state(vorgang) is State.CONFIRMED
    assert (await site.get(f"{path(vorgang)}/bestaetigen/{secret}")).heading == "Ihr Termin"
    again = await site.http.post(f"{path(vorgang)}/bestaetigen/{secret}")
    assert again.status_code == 303


@VERIFYING
async def test_a_wrong_confirmation_reads_like_an_unknown_appointment(site):
    vorgang, secret = await site.office.pending()
    wrong = await site.http.post(f"{path(vorgang)}/bestaetigen/{secret[::-1]}")
    unknown = await site.http.post(f"/termin/{vorgang.link_token[::-1]}/bestaetigen/{secret}")
    assert wrong.status_code == unknown.status_code == 404
    assert wrong.text == unknown.text
    assert await state(vorgang) is State.PENDING_EMAIL


@VERIFYING
async def test_a_confirmation_that_comes_too_late_says_that_nothing_is_booked(site):
    vorgang, secret = await site.office.pending(20)
    asked = await site.get(f"{path(vorgang)}/bestaetigen/{secret}")
    site.office.clock.advance(minutes=61)
    late = await asked.press("Ja, Termin bestätigen")
    assert late.heading == "Diese Reservierung ist abgelaufen"
    assert "nicht gebucht" in late.text


@VERIFYING
async def test_an_office_that_closed_before_the_confirmation_is_told(site):
    vorgang, secret = await site.office.pending()
    asked = await site.get(f"{path(vorgang)}/bestaetigen/{secret}")
    await site.office.harness.close_office("mitte", (await vorgang.booking()).slot.start.date())
    refused = await asked.press("Ja, Termin bestätigen")
    assert refused.status == 409
    assert "vergeben" in refused.text
