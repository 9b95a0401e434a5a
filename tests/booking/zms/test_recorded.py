"""The bodies that the makers of ZMS test with are read as what they are."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from booking.errors import (
    BadSecret,
    BookingError,
    FieldInvalid,
    LimitPerEmail,
    NotFound,
    RateLimited,
    SlotTaken,
    Unavailable,
)
from booking.model import Item, SlotQuery, State
from booking.zms import ZmsBooking, ZmsClient
from booking.zms.errors import Refused, error_codes
from booking.zms.process import read_process
from tests.booking.zms.desk import KEY, PAGE

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "zms" / "derived_citizenapi_responses"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="../shared/data/zms fehlt: die aufgezeichneten Antworten liegen nicht hier"
)
BASE = "http://zms.example/api/citizen"


def cases(file: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / f"{file}.json").read_text())["cases"]


def first(file: str) -> Any:
    return cases(file)[0]["response"]


def port_over(answers: dict[str, tuple[int, object]], now: datetime) -> ZmsBooking:
    """A ZMS that gives each path one recorded answer; another path is not found."""

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/citizen").strip("/")
        unknown = {"errors": [{"errorCode": "notFound", "statusCode": 404}]}
        status, body = answers.get(path, (404, unknown))
        return httpx.Response(status, json=body)

    client = ZmsClient(BASE, lambda: now, transport=httpx.MockTransport(answer))
    return ZmsBooking(client, key=KEY, clock=lambda: now, booking_page=PAGE)


OFFICE = "9999998"
NOW = datetime(2024, 8, 21, 6, tzinfo=UTC)
WISH = SlotQuery((Item("1"),), (OFFICE,), to_day=date(2024, 8, 23))


async def test_offices_services_and_relations():
    port = port_over({"offices-and-services": (200, first("offices_and_services"))}, NOW)
    catalogue = await port.catalogue()
    assert catalogue.offices[OFFICE] == "Unittest"
    assert catalogue.offices_for(["1"]) == (OFFICE, "9999999")
    needs = await port.requirements(OFFICE, (Item("1"),))
    assert [(f.name, f.label, f.required) for f in needs.fields] == [
        ("name", "Vor- und Nachname", True),
        ("email", "E-Mail-Adresse", False),
        ("phone", "Telefonnummer (freiwillig)", False),
        ("extra", "Custom Label", False),
        ("extra2", "Second Custom Label", False),
    ]
    strict = await port.requirements("9999999", (Item("1"),))
    assert [f.name for f in strict.fields if f.required] == ["name", "email"]  # the others are not shown


async def test_the_calendar_of_the_new_generation():
    answers = {
        "offices-and-services": (200, first("offices_and_services")),
        "available-calendar": (200, first("available_calendar")),
    }
    page = await port_over(answers, NOW).find_slots(WISH)
    stamps = [32526616522, 32526616622, 32526616652]
    assert [s.id for s in page.slots] == [f"{OFFICE}@{stamp}" for stamp in stamps]


async def test_an_empty_calendar_is_an_empty_page():
    empty = next(c for c in cases("available_calendar") if c["test"] == "testEmptyCalendar")
    answers = {
        "offices-and-services": (200, first("offices_and_services")),
        "available-calendar": (200, empty["response"]),
    }
    assert (await port_over(answers, NOW).find_slots(WISH)).slots == ()


async def test_days_and_appointments_of_the_old_generation():
    answers = {
        "offices-and-services": (200, first("offices_and_services")),
        "available-days": (200, first("legacy_available_days")),
        "available-appointments": (200, first("legacy_available_appointments")),
    }
    page = await port_over(answers, NOW).find_slots(WISH)
    assert {s.id for s in page.slots} == {f"{OFFICE}@32526616522"}


@pytest.mark.parametrize("path", ["available-days", "available-appointments"])
async def test_nothing_free_in_the_old_generation_is_an_empty_page(path: str):
    test = {"available-days": "testNoAvailableDays", "available-appointments": "testEmptyAppointments"}[path]
    file = f"legacy_{path.replace('-', '_')}"
    empty = next(c for c in cases(file) if c["test"] == test)
    answers = {
        "offices-and-services": (200, first("offices_and_services")),
        "available-days": (200, first("legacy_available_days")),
        path: (404, empty["response"]),
    }
    assert (await port_over(answers, NOW).find_slots(WISH)).slots == ()


@pytest.mark.parametrize(
    ("file", "state"),
    [
        ("reserve", State.HELD),
        ("update", State.HELD),
        ("preconfirm", State.PENDING_EMAIL),
        ("confirm", State.CONFIRMED),
        ("byid", State.CONFIRMED),
        ("cancel", State.CANCELLED),
    ],
)
def test_processes(file: str, state: State):
    process = read_process(first(file))
    assert process.state is state
    assert process.id == 101002
    assert process.start.tzinfo is not None
    assert process.contact is None or process.contact.email != "test@muenchen.de"
    assert "fb43" not in repr(process)


async def test_a_booking_by_its_number_and_code():
    answers = {
        "offices-and-services": (200, first("offices_and_services")),
        "appointment": (200, first("byid")),
    }
    booking = await port_over(answers, NOW).get("101002", "fb43")
    assert (booking.state, booking.slot.office, booking.items) == (
        State.CONFIRMED,
        "102522",
        (Item("1063424"),),
    )
    assert f"{booking.slot.start:%d.%m.%Y %H:%M}" == "29.08.2024 07:00"
    assert booking.contact
    assert booking.contact.name == "Doe"


def test_every_code_that_zms_knows_has_a_german_sentence():
    for name, row in first_messages().items():
        refused = Refused(row["statusCode"], error_codes({"errors": [row]}))
        error = refused.as_port_error()
        assert isinstance(error, BookingError), name
        assert str(error).endswith((".", "zum Beispiel")), name


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("appointmentNotFound", NotFound),
        ("authKeyMismatch", BadSecret),
        ("tooManyAppointmentsWithSameMail", LimitPerEmail),
        ("invalidEmail", FieldInvalid),
        ("appointmentNotAvailable", SlotTaken),
        ("invalidSchema", Unavailable),
    ],
)
def test_the_codes_that_a_citizen_can_do_something_about(name: str, error: type[BookingError]):
    row = first_messages()[name]
    assert type(Refused(row["statusCode"], error_codes({"errors": [row]})).as_port_error()) is error


async def test_the_recorded_rate_limit():
    row = first_messages()["rateLimitExceeded"]
    answers = {"offices-and-services": (row["statusCode"], {"errors": [row]})}
    with pytest.raises(RateLimited):
        await port_over(answers, NOW).catalogue()


def first_messages() -> dict[str, dict[str, Any]]:
    """ZMS's own table of errors, by name."""
    content = json.loads((FOLDER / "error_messages.json").read_text())
    return {name: row for name, row in content.items() if isinstance(row, dict) and "errorCode" in row}
