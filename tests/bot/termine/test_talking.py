"""Booking as the conversation has it: the bureau, and what only the citizen may read."""

import pytest

from actions.desk import Desk
from booking.model import Contact, Item, SlotQuery
from bot.settings import ROOT
from bot.termine.talking import open_bureau, revealer
from knowledge.phrases import load_phrases
from knowledge.termin_phrases import load_termin_phrases
from tests.bot.termine.town import NOW

CONTENT = ROOT / "knowledge" / "content"
PERSO = (Item("perso"),)
BASE = "https://stadt.example/lotse"


@pytest.fixture
def open_with(settings, house, catalogue):
    """The bureau under other settings."""
    desk = Desk(catalogue, load_phrases(CONTENT), lambda: NOW)
    phrases = load_termin_phrases(CONTENT)
    return lambda **more: open_bureau(settings.model_copy(update=more), house, desk, phrases)


@pytest.fixture
async def vorgang(house):
    """An appointment that the conversation „c“ has booked."""
    slot = (await house.port.find_slots(SlotQuery(PERSO))).slots[0]
    vorgang = await house.vorgaenge.hold("c", slot.id, PERSO, "klick")
    await vorgang.book(Contact(name="Ada Muster", email="ada@example.org"))
    return await house.vorgaenge.find("c", vorgang.id)


def test_where_no_mail_goes_out_nobody_is_promised_one(open_with):
    bureau = open_with()
    assert not bureau.sends_mail
    assert bureau.watches is None


def test_with_a_mail_server_confirmations_and_watches_are_there(open_with, house):
    bureau = open_with(smtp_host="mail.stadt.example")
    assert bureau.sends_mail
    assert bureau.watches is house.watches


def test_zms_writes_its_mails_itself_and_knows_no_watches(open_with):
    bureau = open_with(booking="zms")
    assert bureau.sends_mail
    assert bureau.watches is None


def test_the_calendar_says_each_time_whether_it_is_an_example(open_with, house):
    assert open_with().is_example() == house.is_example()


async def test_the_marks_of_an_own_appointment_are_filled_in(house, vorgang):
    facts = await revealer(house.vorgaenge, BASE)("c", vorgang.id)
    assert facts["nummer"] == vorgang.number
    assert facts["code"] == vorgang.code
    assert facts["link"].startswith(f"{BASE}/termin/{vorgang.id}.")
    assert facts["ics"] == f"{facts['link']}/termin.ics"


async def test_the_link_opens_the_appointment(house, vorgang):
    facts = await revealer(house.vorgaenge, BASE)("c", vorgang.id)
    opened = await house.vorgaenge.open_with_link(facts["link"].rpartition("/")[2])
    assert opened.id == vorgang.id


async def test_another_conversation_is_told_nothing(house, vorgang):
    assert await revealer(house.vorgaenge, BASE)("another", vorgang.id) is None
    assert await revealer(house.vorgaenge, BASE)("c", "unknown") is None


async def test_an_erased_conversation_is_told_nothing(house, vorgang):
    await house.vorgaenge.forget("c")
    assert await revealer(house.vorgaenge, BASE)("c", vorgang.id) is None
