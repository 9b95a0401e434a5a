"""The job of each minute."""

from dataclasses import replace
from datetime import timedelta

import pytest

from booking.model import Item, SlotQuery, State
from bot.termine.keeping import keep
from bot.termine.opening import open_booking
from tests.bot.termine.town import NOW


class Clock:
    now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def house(settings, database, catalogue, clock):
    return open_booking(settings, database, catalogue, clock)


async def test_a_lapsed_hold_is_given_back(house, clock):
    items = (Item("perso"),)
    slot = (await house.port.find_slots(SlotQuery(items))).slots[0]
    vorgang = await house.vorgaenge.hold("gespraech", slot.id, items, "klick")
    clock.now += timedelta(hours=1)
    await keep(house)
    assert house.tidying.run().lapsed == 0
    assert (await vorgang.booking()).state is State.EXPIRED


class Broken:
    def run(self):
        raise RuntimeError("ada@example.org")


async def test_a_fault_is_logged_by_its_kind_and_stops_nothing(house, caplog):
    done = []

    class Offering:
        def offer(self):
            done.append("offer")

    await keep(replace(house, tidying=Broken(), watches=Offering()))
    assert done == ["offer"]
    assert [record.message for record in caplog.records] == ["booking: tidying failed: RuntimeError"]
    assert "ada@example.org" not in caplog.text
