"""How ZMS is asked for free times, and what it costs."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from booking.errors import CaptchaRequired, RateLimited, TooManyServices
from booking.model import Item, SlotQuery
from booking.zms.search import MAX_DAYS_A_PAGE
from tests.booking.harness import FakeClock
from tests.booking.world import AUSWEIS, OFFICES, START
from tests.booking.zms.desk import NUMBERS, SERVICES, ZmsDesk, new_server, scope, world
from tests.booking.zms.fake_server import FakeServer
from tests.booking.zms.fake_zms import Office

EARLIEST = SlotQuery(AUSWEIS, limit=1)


def availability_calls(desk: ZmsDesk) -> Counter[str]:
    return Counter({path: n for path, n in desk.server.asked.items() if path.startswith("available")})


async def test_the_earliest_slot_costs_one_call(desk: ZmsDesk):
    page = await desk.port.find_slots(EARLIEST)
    assert [s.start for s in page.slots] == [START.replace(hour=8)]  # nord: an hour ahead
    assert availability_calls(desk) == {"available-calendar": 1}


async def test_each_further_day_costs_one_call_more(desk: ZmsDesk):
    query = SlotQuery(AUSWEIS, ("mitte",), from_time=time(11, 50), limit=2)
    page = await desk.port.find_slots(query)
    assert [s.start.day for s in page.slots] == [22, 23]
    assert availability_calls(desk) == {"available-calendar": 3}  # the third one: is there more


async def test_unwanted_weekdays_are_not_asked_for(desk: ZmsDesk):
    await desk.port.find_slots(SlotQuery(AUSWEIS, ("mitte",), weekdays=frozenset({3}), limit=1))
    asked = [values for path, values in desk.server.seen if path == "available-calendar"]
    assert [values["startDate"] for values in asked] == ["2027-03-25"]


async def test_an_older_zms_is_recognised_once():
    async with new_server(legacy=True).serving() as server:
        desk = ZmsDesk(server)
        for _ in range(2):
            page = await desk.port.find_slots(SlotQuery(AUSWEIS, ("mitte",), limit=1))
            assert page.slots
        assert availability_calls(desk) == {
            "available-calendar": 1,
            "available-days": 2,
            "available-appointments": 2,
        }
        await desk.port.close()


async def test_an_older_zms_tells_which_office_has_which_time():
    async with new_server(legacy=True).serving() as server:
        desk = ZmsDesk(server)
        page = await desk.port.find_slots(SlotQuery(AUSWEIS, ("mitte", "nord"), limit=9))
        assert {s.office for s in page.slots} == {"mitte", "nord"}
        assert desk.server.asked["available-appointments-by-office"] == 1
        await desk.port.close()


async def test_a_zms_that_is_updated_meanwhile_is_found_again():
    async with new_server(legacy=True).serving() as server:
        desk = ZmsDesk(server)
        before = await desk.port.find_slots(EARLIEST)
        server.legacy = False
        assert await desk.port.find_slots(EARLIEST) == before
        await desk.port.close()


async def test_more_offices_than_one_call_may_name_are_asked_in_parts():
    clock = FakeClock(START)
    zms = world(clock)
    nord = next(office for office in OFFICES if office.office == "nord")
    for number in range(200, 260):
        zms.offices[number] = Office(number, replace(nord, office=str(number)), scope())
        zms.relations[number, SERVICES["ausweis"]] = (1, 4)
    async with FakeServer(zms).serving() as server:
        desk = ZmsDesk(server)
        page = await desk.port.find_slots(SlotQuery(AUSWEIS, limit=100, to_day=START.date()))
        keys = [(s.start, s.office) for s in page.slots]
        assert len(set(keys)) == 100
        assert [start for start, _ in keys] == sorted(start for start, _ in keys)
        asked = [v["officeIds"].count(",") + 1 for p, v in server.seen if p == "available-calendar"]
        assert max(asked) <= 25
        assert sum(asked[:3]) == 62
        await desk.port.close()


async def test_a_search_of_very_many_days_stops_and_goes_on_with_its_cursor():
    clock = FakeClock(START)
    zms = world(clock)
    mitte = zms.offices[NUMBERS["mitte"]]
    mitte.calendar = replace(mitte.calendar, horizon_days=200)
    async with FakeServer(zms).serving() as server:
        desk = ZmsDesk(server)
        query = SlotQuery(AUSWEIS, ("mitte",), from_time=time(11, 50), limit=1000)
        first = await desk.port.find_slots(query)
        assert len(first.slots) == MAX_DAYS_A_PAGE
        second = await desk.port.find_slots(replace(query, cursor=first.cursor))
        days = [s.start.date() for s in (*first.slots, *second.slots)]
        assert days == sorted(set(days))
        await desk.port.close()


async def test_when_zms_has_had_enough_the_slots_found_so_far_are_shown():
    async with new_server(rate_limit=4).serving() as server:
        desk = ZmsDesk(server)
        query = SlotQuery(AUSWEIS, ("mitte",), from_time=time(11, 50), limit=1000)
        page = await desk.port.find_slots(query)
        assert len(page.slots) == 3  # one call was for the offices
        assert page.cursor
        with pytest.raises(RateLimited) as caught:
            await desk.port.find_slots(replace(query, cursor=page.cursor))
        assert caught.value.retry_after == timedelta(seconds=60)
        desk.clock.advance(seconds=60)
        rest = await desk.port.find_slots(replace(query, cursor=page.cursor))
        assert rest.slots[0].start.date() == page.slots[-1].start.date() + timedelta(days=1)
        await desk.port.close()


@pytest.mark.parametrize("cursor", ["", "x", "1", "9" * 19 + ".0", "1.2.3", "٣.٤", "-1.0", "." + "9" * 5])
async def test_a_forged_cursor_does_no_harm(desk: ZmsDesk, cursor: str):
    await desk.port.find_slots(replace(EARLIEST, cursor=cursor))


async def test_the_stretch_asked_for_is_never_longer_than_a_year(desk: ZmsDesk):
    await desk.port.find_slots(replace(EARLIEST, to_day=date(2099, 1, 1)))
    values = next(values for path, values in desk.server.seen if path == "available-calendar")
    assert (date.fromisoformat(values["endDate"]) - date.fromisoformat(values["startDate"])).days == 365


class TestCaptcha:
    @pytest.fixture(autouse=True)
    def _captcha(self, desk: ZmsDesk):
        desk.zms.offices[NUMBERS["mitte"]].scope["captchaActivatedRequired"] = True

    async def test_an_office_with_a_captcha_is_left_out_of_a_search(self, desk: ZmsDesk):
        page = await desk.port.find_slots(SlotQuery(AUSWEIS, ("mitte", "nord")))
        assert {s.office for s in page.slots} == {"nord"}

    async def test_where_there_is_no_other_office_the_citizen_is_handed_over(self, desk: ZmsDesk):
        with pytest.raises(CaptchaRequired) as caught:
            await desk.port.find_slots(SlotQuery(AUSWEIS, ("mitte",)))
        link = "https://stadt.example/termine#/services/9001/locations/101"
        assert caught.value.deep_link == link
        assert (await desk.port.requirements("mitte", AUSWEIS)).captcha_link == link
        with pytest.raises(CaptchaRequired):
            await desk.port.hold(f"mitte@{int(START.timestamp()) + 9000}", AUSWEIS, "key")
        assert not desk.server.asked["reserve-appointment"]

    async def test_a_captcha_that_was_switched_on_since_is_noticed(self, desk: ZmsDesk):
        mitte = desk.zms.offices[NUMBERS["mitte"]]
        mitte.scope["captchaActivatedRequired"] = False
        await desk.port.find_slots(SlotQuery(AUSWEIS, ("mitte",)))
        mitte.scope["captchaActivatedRequired"] = True
        found = await desk.port.find_slots(SlotQuery(AUSWEIS, ("mitte", "nord")))
        assert {s.office for s in found.slots} == {"nord"}
        with pytest.raises(CaptchaRequired):
            await desk.port.find_slots(SlotQuery(AUSWEIS, ("mitte",)))

    async def test_a_captcha_that_was_switched_on_since_is_noticed_when_holding(self, desk: ZmsDesk):
        mitte = desk.zms.offices[NUMBERS["mitte"]]
        mitte.scope["captchaActivatedRequired"] = False
        page = await desk.port.find_slots(SlotQuery(AUSWEIS, ("mitte",)))
        mitte.scope["captchaActivatedRequired"] = True
        with pytest.raises(CaptchaRequired):
            await desk.port.hold(page.slots[0].id, AUSWEIS, "key")
        assert desk.server.asked["reserve-appointment"] == 1


async def test_the_limits_that_zms_does_not_hold_are_held_here(desk: ZmsDesk):
    offer = (await desk.port.catalogue()).offer("mitte", "ausweis")
    assert offer
    assert (offer.duration, offer.max_count) == (timedelta(minutes=10), 4)
    assert not desk.server.asked["reserve-appointment"]
    assert desk.zms.slots_for(NUMBERS["mitte"], [(SERVICES["ausweis"], 99)]) == 99  # ZMS would do it
    with pytest.raises(TooManyServices) as caught:
        await desk.port.find_slots(SlotQuery((Item("ausweis", 5),), ("mitte",)))
    assert caught.value.limit == 4
    assert not availability_calls(desk)
