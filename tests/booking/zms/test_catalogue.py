from __future__ import annotations

from datetime import timedelta

import pytest

from booking.errors import NotOffered, TooManyServices
from booking.model import Item
from booking.zms.catalogue import ZmsCatalogue, scope_of
from booking.zms.contact import fields_of
from booking.zms.ids import ZmsIds
from booking.zms.links import BookingPage


def read(slots: float = 1, most: object = None, scope: dict | None = None, **office: object) -> ZmsCatalogue:
    return ZmsCatalogue(
        {
            "offices": [
                {"id": 1, "name": "Amt", "slotTimeInMinutes": 5, "scope": scope or {}} | office,
                {"id": 2, "name": "Anderes Amt", "scope": None},
            ],
            "services": [{"id": 7, "name": "Pass", "maxQuantity": 9}, {"id": 8, "name": "Ausweis"}],
            "relations": [
                {"officeId": 1, "serviceId": 7, "slots": slots, "maxQuantity": most},
                {"officeId": 1, "serviceId": 8, "slots": 1, "public": False},
                {"officeId": 2, "serviceId": 7, "slots": None},
                {"officeId": 3, "serviceId": 7, "slots": 1},
                {"officeId": 1, "serviceId": 99, "slots": 1},
            ],
        },
        ZmsIds({"amt": 1}, {"pass": 7}),
    )


def test_our_ids_stand_for_zms_numbers_and_what_has_none_keeps_its_number():
    catalogue = read().as_port()
    assert catalogue.offices == {"amt": "Amt", "2": "Anderes Amt"}
    assert {(o.office, o.leistung) for o in catalogue.offers} == {("amt", "pass"), ("2", "pass")}


def test_two_ids_for_one_number_are_refused():
    with pytest.raises(ValueError, match="same ZMS number"):
        ZmsIds({"a": 1, "b": 1})


def test_what_is_not_public_is_not_offered():
    with pytest.raises(NotOffered):
        read().check("amt", (Item("8"),))


@pytest.mark.parametrize(
    ("slots", "count", "minutes"),
    [(1, 3, 15), (0.5, 1, 5), (0.5, 3, 10), (2.4, 1, 10), (2.5, 1, 15)],
)
def test_slots_are_rounded_as_zms_rounds_them(slots: float, count: int, minutes: int):
    assert read(slots).check("amt", (Item("pass", count),)) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("scope", "most", "limit"),
    [
        ({}, None, 9),
        ({}, 4, 4),
        ({}, "4", 4),
        ({"slotsPerAppointment": "3"}, 4, 3),
        ({"slotsPerAppointment": ""}, None, 9),
        ({"slotsPerAppointment": 0}, None, 9),
    ],
)
def test_the_smallest_limit_holds(scope: dict, most: object, limit: int):
    catalogue = read(1, most, scope)
    catalogue.check("amt", (Item("pass", limit),))
    with pytest.raises(TooManyServices) as caught:
        catalogue.check("amt", (Item("pass", limit + 1),))
    assert caught.value.limit == limit
    assert "Pass" in str(caught.value)


def test_no_appointment_is_longer_than_zms_can_keep():
    with pytest.raises(TooManyServices):
        read(9).check("amt", (Item("pass", 3),))


def test_a_length_that_zms_does_not_tell_is_not_made_up():
    assert read(slotTimeInMinutes=None).check("amt", (Item("pass"),)) == timedelta()


def test_a_field_that_is_not_shown_is_not_required():
    scope = scope_of({"telephoneRequired": True, "customTextfieldRequired": True})
    assert [f.name for f in fields_of(scope, False) if f.required] == ["name"]
    assert [f.name for f in fields_of(scope, True) if f.required] == ["name", "email"]


def test_a_booking_page_with_an_unknown_place_is_refused_at_once():
    with pytest.raises(KeyError):
        BookingPage("https://stadt.example/{leistung}")
