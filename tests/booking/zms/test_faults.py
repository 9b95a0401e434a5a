"""What goes wrong on the way: lost answers, refusals of both shapes, limits."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import httpx
import pytest

from booking.errors import (
    BadSecret,
    BookingError,
    FieldInvalid,
    HoldExpired,
    NotFound,
    RateLimited,
    SlotTaken,
    Unavailable,
)
from booking.model import Contact, Hold, State
from booking.zms import ZmsBooking, ZmsClient
from tests.booking.conformance import book, hold, slots
from tests.booking.world import AUSWEIS, ERIKA, START
from tests.booking.zms.desk import KEY, PAGE, ZmsDesk, new_server
from tests.booking.zms.fake_server import DROP, LOSE, UNCAUGHT
from tests.booking.zms.fake_zms import PLACEHOLDER


async def contacted(desk: ZmsDesk, slot, contact: Contact = ERIKA) -> Hold:
    held = await hold(desk, slot)
    await desk.port.set_contact(held.ref, held.secret, contact)
    return held


@pytest.mark.parametrize("fault", [DROP, LOSE])
async def test_a_hold_whose_answer_was_lost_is_not_repeated(desk: ZmsDesk, fault: str):
    slot = (await slots(desk))[0]
    desk.server.faults["reserve-appointment"] = [fault]
    with pytest.raises(Unavailable):
        await hold(desk, slot)
    assert desk.server.asked["reserve-appointment"] == 1
    assert len(desk.zms.processes) == (1 if fault == LOSE else 0)


@pytest.mark.parametrize(
    "body",
    [
        {"errors": [{"errorCode": "unknownError", "statusCode": 404}]},
        {"errors": [{"errorCode": "appointmentNotAvailable"}]},
        {"error": {"message": "not there", "code": 404}},
        {},
        b"<html>",
    ],
)
async def test_any_404_of_a_reservation_is_a_lost_race(desk: ZmsDesk, body: object):
    slot = (await slots(desk))[0]
    desk.server.faults["reserve-appointment"] = [(404, body)]
    with pytest.raises(SlotTaken):
        await hold(desk, slot)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, UNCAUGHT),
        (503, {"errors": [{"errorCode": "serviceUnavailable"}]}),
        (503, b"<h1>Wartung"),
        (200, b"<html>kein JSON"),
        (200, []),
        (200, {"processId": 1}),
        (418, {"errors": [{"errorCode": "neverHeardOf"}]}),
        (404, {"errors": [{"errorCode": "notFound"}]}),
    ],
)
async def test_answers_that_make_no_sense_are_unavailable(desk: ZmsDesk, status: int, body: object):
    slot = (await slots(desk))[0]
    desk.server.faults["reserve-appointment"] = [(status, body)]
    with pytest.raises(Unavailable):
        await hold(desk, slot)


@pytest.mark.parametrize("body", [[], "text", {"offices": [{}]}, {"offices": 5}])
async def test_offices_that_make_no_sense_are_unavailable(desk: ZmsDesk, body: object):
    desk.server.faults["offices-and-services"] = [(200, body)]
    with pytest.raises(Unavailable):
        await desk.port.catalogue()
    assert (await desk.port.catalogue()).offices


async def test_a_server_that_is_no_zms_is_unavailable(desk: ZmsDesk):
    not_found = {"errors": [{"errorCode": "notFound", "statusCode": 404}]}
    for path in ("available-calendar", "available-days"):
        desk.server.faults[path] = [(404, not_found)]
    with pytest.raises(Unavailable):
        await slots(desk)


async def test_a_server_that_takes_too_long_is_unavailable():
    async def sleepy(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("too long", request=request)

    client = ZmsClient("http://zms.example/api/citizen", lambda: START, transport=httpx.MockTransport(sleepy))
    port = ZmsBooking(client, key=KEY, clock=lambda: START, booking_page=PAGE)
    with pytest.raises(Unavailable):
        await port.catalogue()
    await port.close()


@pytest.mark.parametrize(("header", "seconds"), [([], 60), (["Retry-After: 7"], 7), (["Retry-After: x"], 60)])
async def test_too_many_requests_say_when_to_come_back(desk: ZmsDesk, header: list[str], seconds: int):
    transport = httpx.MockTransport(
        lambda _: httpx.Response(429, headers=dict(line.split(": ") for line in header), json={})
    )
    client = ZmsClient("http://zms.example/api/citizen", desk.clock, transport=transport)
    with pytest.raises(RateLimited) as caught:
        await client.get("offices-and-services")
    assert caught.value.retry_after == timedelta(seconds=seconds)
    assert str(seconds) in str(caught.value)
    await client.close()


async def test_a_hold_that_zms_has_not_yet_deleted_is_over_all_the_same(desk: ZmsDesk):
    held = await contacted(desk, (await slots(desk))[12])
    desk.clock.now = held.expires_at + timedelta(seconds=30)  # the cron job has not run
    assert desk.zms.processes
    assert (await desk.port.get(held.ref, held.secret)).state is State.EXPIRED
    assert (await desk.port.cancel(held.ref, held.secret)).state is State.EXPIRED
    for act in (desk.port.submit, desk.port.confirm):
        with pytest.raises(HoldExpired):
            await act(held.ref, held.secret)


async def test_a_booking_submitted_again_after_the_hold_would_have_lapsed_stands(desk: ZmsDesk):
    held = await contacted(desk, (await slots(desk))[12])
    booked = await desk.port.submit(held.ref, held.secret)
    desk.clock.now = held.expires_at + timedelta(minutes=1)
    await desk.settle()
    assert await desk.port.submit(held.ref, held.secret) == booked
    assert booked.secret != held.secret
    assert (await desk.port.get(held.ref, booked.secret)) == booked


async def test_a_made_up_expiry_does_not_tell_which_numbers_exist(desk: ZmsDesk):
    held = await contacted(desk, (await slots(desk))[0])
    forged = f"{'ab' * 32}.1.{'0' * 32}"
    said = set()
    for ref in (held.ref, "999999"):
        with pytest.raises((NotFound, BadSecret)) as caught:
            await desk.port.get(ref, forged)
        said.add(str(caught.value))
    assert len(said) == 1


async def test_a_holds_secret_opens_no_other_process(desk: ZmsDesk):
    first, second = (await slots(desk))[:2]
    one, other = await hold(desk, first), await hold(desk, second)
    with pytest.raises(BadSecret):
        await desk.port.get(one.ref, other.secret)


async def test_where_addresses_are_verified_only_the_mails_secret_confirms():
    async with new_server().serving() as server:
        desk = ZmsDesk(server, verifies_email=True)
        held = await contacted(desk, (await slots(desk))[12])
        with pytest.raises(BadSecret):
            await desk.port.confirm(held.ref, held.secret)
        pending = await desk.port.submit(held.ref, held.secret)
        assert pending.state is State.PENDING_EMAIL
        assert pending.expires_at == START + timedelta(minutes=30)  # from the reserve time on
        with pytest.raises(BadSecret):
            await desk.port.confirm(pending.ref, pending.secret)
        secret = await desk.mailed_secret(pending)
        desk.clock.now = pending.expires_at - timedelta(seconds=1)
        assert (await desk.port.confirm(pending.ref, secret)).state is State.CONFIRMED
        await desk.port.close()


async def test_the_placeholder_address_is_never_told(desk: ZmsDesk):
    held = await hold(desk, (await slots(desk))[0])
    assert desk.zms.processes[int(held.ref)].contact["email"] == PLACEHOLDER
    assert (await desk.port.get(held.ref, held.secret)).contact is None
    desk.zms.processes[int(held.ref)].contact["familyName"] = "Eva"
    contact = (await desk.port.get(held.ref, held.secret)).contact
    assert contact
    assert contact.email == ""
    with pytest.raises(FieldInvalid) as caught:
        await desk.port.submit(held.ref, held.secret)
    assert caught.value.field == "email"


@pytest.mark.parametrize(
    ("contact", "field", "word"),
    [
        (Contact("Eva", "eva+amt@example.de"), "email", "Pluszeichen"),
        (Contact("Eva", "eva..amt@example.de"), "email", "gültig"),
        (Contact("Eva", "eva@example.de", phone="12345678901234567"), "phone", "Telefonnummer"),
        (Contact("  ", "eva@example.de"), "name", "Vor- und Nachname"),
    ],
)
async def test_what_zms_would_refuse_is_said_in_german_before_it_is_asked(
    desk: ZmsDesk, contact: Contact, field: str, word: str
):
    held = await hold(desk, (await slots(desk))[0])
    with pytest.raises(FieldInvalid) as caught:
        await desk.port.set_contact(held.ref, held.secret, contact)
    assert caught.value.field == field
    assert word in str(caught.value)
    assert not desk.server.asked["update-appointment"]


@pytest.mark.parametrize(
    ("code", "field"),
    [("invalidEmail", "email"), ("invalidTelephone", "phone"), ("invalidFamilyName", "name")],
)
async def test_what_zms_refuses_all_the_same_names_its_field(desk: ZmsDesk, code: str, field: str):
    held = await hold(desk, (await slots(desk))[0])
    desk.server.faults["update-appointment"] = [(400, {"errors": [{"errorCode": code}]})]
    with pytest.raises(FieldInvalid) as caught:
        await desk.port.set_contact(held.ref, held.secret, ERIKA)
    assert caught.value.field == field


async def test_no_request_is_logged_with_its_secret(desk: ZmsDesk, caplog):
    caplog.set_level(logging.DEBUG)
    booking = await book(desk, (await slots(desk))[0])
    with pytest.raises(BookingError):
        await desk.port.get(booking.ref, "f" * 64)
    await desk.port.get(booking.ref, booking.secret)
    assert "/appointment/" in caplog.text  # httpx does log, so that this test can fail
    for private in (booking.secret, "authKey", "f" * 64, "Mustermann", "erika"):
        assert private not in caplog.text


async def test_of_two_hundred_who_want_one_slot_one_gets_it(desk: ZmsDesk):
    slot = (await slots(desk))[0]
    tries = [desk.port.hold(slot.id, AUSWEIS, str(n)) for n in range(200)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(outcome, Hold) for outcome in outcomes) == 1
    assert len(desk.zms.processes) == 1
