"""Booking put together as the settings say."""

import pytest

from booking.embedded import EmbeddedBooking
from booking.errors import FieldInvalid
from booking.model import Contact, Item, SlotQuery, State
from booking.zms import ZmsBooking
from bot.errors import LotseError
from bot.termine.opening import open_booking, zms_ids
from knowledge.terminvergabe import read_terminvergabe
from tests.bot.termine.town import NOW

PERSO = (Item("perso"),)


@pytest.fixture
def opened(settings, database, catalogue):
    def open_with(**more):
        return open_booking(settings.model_copy(update=more), database, catalogue, lambda: NOW)

    return open_with


async def booked(house, contact):
    page = await house.port.find_slots(SlotQuery(PERSO))
    vorgang = await house.vorgaenge.hold("gespraech", page.slots[0].id, PERSO, "klick")
    return await vorgang.book(contact)


async def test_out_of_the_box_an_appointment_can_be_booked_without_an_e_mail_address(opened):
    house = opened()
    assert isinstance(house.port, EmbeddedBooking)
    assert (await booked(house, Contact(name="Ada Muster"))).state is State.CONFIRMED
    await house.close()


async def test_where_mail_goes_out_the_address_is_asked_for(opened):
    house = opened(smtp_host="localhost", mail_from="termine@stadt.example")
    with pytest.raises(FieldInvalid):
        await booked(house, Contact(name="Ada Muster"))


async def test_with_verification_an_appointment_waits_for_the_mail(opened):
    house = opened(smtp_host="localhost", mail_from="termine@stadt.example", email_verification=True)
    booking = await booked(house, Contact(name="Ada Muster", email="ada@example.org"))
    assert booking.state is State.PENDING_EMAIL


async def test_the_words_for_an_appointment_say_that_the_calendar_is_an_example(opened):
    house = opened()
    page = await house.port.find_slots(SlotQuery(PERSO))
    details = await house.describe(page.slots[0], PERSO)
    assert details.is_example
    assert details.is_example == house.is_example()


def test_booking_can_be_switched_off(opened, settings):
    assert opened(booking="off") is None
    assert not settings.key_file.exists()


async def test_with_zms_only_the_port_is_there(opened):
    house = opened(
        booking="zms",
        zms_url="https://zms.example/api/citizen",
        zms_booking_page="https://stadt.example/#/services/{service}/locations/{office}",
    )
    assert isinstance(house.port, ZmsBooking)
    assert (house.operations, house.watches, house.outbox, house.tidying) == (None, None, None, None)
    assert not house.is_example()
    await house.close()


def test_the_ids_of_zms_stand_in_the_file(content):
    ids = zms_ids(read_terminvergabe(content)[0])
    assert (ids.office(10489), ids.leistung(1063475), ids.leistung(7)) == ("k7", "perso", "7")


def test_a_wrong_booking_page_is_named(opened):
    with pytest.raises(LotseError, match="LOTSE_ZMS_BOOKING_PAGE"):
        opened(booking="zms", zms_url="https://zms.example", zms_booking_page="https://x/{amt}")


async def test_a_lost_key_is_not_replaced_while_there_are_appointments(opened, settings):
    await booked(opened(), Contact(name="Ada Muster"))
    settings.key_file.unlink()
    with pytest.raises(LotseError, match="Sicherung"):
        opened()
    assert not settings.key_file.exists()
