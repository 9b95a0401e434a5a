"""The whole service when many want the same, and when it dies in the middle."""

from __future__ import annotations

import asyncio

import pytest

from tests.services.conftest import ERIKA, SAYS_ALL, browser, card
from tests.services.many import all_say, all_take_the_same_time, crowd
from tests.support.conversation import Conversation


@pytest.fixture(scope="module")
def service(make_service):
    made = make_service()
    with made.running():
        yield made


def test_of_forty_who_take_the_same_time_at_once_one_gets_it_and_the_others_the_next_best(service):
    asyncio.run(all_take_the_same_time(service.address))


async def all_say_all(address):
    async with crowd(address) as citizens:
        return await all_say(citizens, text=SAYS_ALL)


def test_forty_who_want_the_first_time_there_is_hold_forty_times_or_choose_among_others(service):
    answers = asyncio.run(all_say_all(service.address))
    held = [answer.blocks("text")[0]["text"] for answer in answers if answer.blocks("form")]
    assert held
    assert len(set(held)) == len(held)
    assert all(answer.times for answer in answers)


def test_a_service_that_died_in_the_middle_books_what_was_on_hold(make_service):
    service = make_service()
    with browser(service) as http:
        with service.running() as running:
            chat = Conversation(http)
            assert chat.send(text=SAYS_ALL).blocks("form")
            running.process.kill()
            running.process.wait()
        with service.running():
            confirmed = chat.send(form="termin_kontakt", values=ERIKA)
            assert "gebucht" in confirmed.text
            assert card(chat.send(text="Zeig mir meinen Termin")) == card(confirmed)
