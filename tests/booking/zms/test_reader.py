from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from booking.errors import Unavailable
from booking.zms import ZmsClient, ZmsIds
from booking.zms.reader import ASK_AGAIN_AFTER, CATALOGUE_LASTS, CatalogueReader
from tests.booking.zms.desk import ZmsDesk
from tests.booking.zms.fake_server import HANG

LIST = "offices-and-services"


@pytest.fixture
async def reader(desk: ZmsDesk):
    client = ZmsClient(desk.server.url, desk.clock, timeout=0.5)
    yield CatalogueReader(client, ZmsIds(), desk.clock)
    await client.close()


async def test_the_list_is_asked_for_again_when_it_is_old(desk: ZmsDesk, reader: CatalogueReader):
    first = await reader.read()
    desk.clock.advance(seconds=CATALOGUE_LASTS.total_seconds() - 1)
    assert await reader.read() is first
    desk.clock.advance(seconds=1)
    assert await reader.read() is not first
    assert desk.server.asked[LIST] == 2


async def test_while_zms_is_away_the_old_list_goes_on(desk: ZmsDesk, reader: CatalogueReader):
    first = await reader.read()
    desk.clock.advance(seconds=CATALOGUE_LASTS.total_seconds())
    with desk.outage():
        assert await reader.read() is first
        assert await reader.read() is first
        assert desk.server.asked[LIST] == 2  # not at each question
    desk.clock.advance(seconds=ASK_AGAIN_AFTER.total_seconds())
    assert await reader.read() is not first


async def test_what_zms_contradicts_does_not_go_on(desk: ZmsDesk, reader: CatalogueReader):
    await reader.read()
    reader.forget()
    with desk.outage(), pytest.raises(Unavailable):
        await reader.read()
    assert await reader.read()


async def test_many_at_once_ask_once_and_wait_together_for_a_zms_that_hangs(
    desk: ZmsDesk, reader: CatalogueReader
):
    desk.server.faults[LIST] = [HANG] * 20
    asked = asyncio.gather(*(reader.read() for _ in range(20)), return_exceptions=True)
    answers = await asyncio.wait_for(asked, timeout=timedelta(seconds=5).total_seconds())
    assert {type(answer) for answer in answers} == {Unavailable}
    assert desk.server.asked[LIST] == 1


async def test_who_goes_away_leaves_the_others_their_answer(desk: ZmsDesk, reader: CatalogueReader):
    first, second = asyncio.create_task(reader.read()), asyncio.create_task(reader.read())
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).offices
