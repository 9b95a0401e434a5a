"""The house put together: with a booking system and without one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML
from sanic import Sanic

from actions.desk import Desk
from actions.termin.bureau import Bureau
from bot.bootstrap import House, build_actions, open_house
from bot.settings import ROOT, Settings
from bot.termine.talking import open_bureau
from knowledge.phrases import load_phrases
from knowledge.termin_phrases import load_termin_phrases

CONTENT = ROOT / "knowledge" / "content"
TERMIN_INTENTS = ["termin_buchen", "termin_absagen", "termin_verschieben", "termin_anzeigen", "termin_wahl"]


def opened(tmp_path_factory: pytest.TempPathFactory, **settings: str) -> tuple[Settings, House]:
    Sanic.test_mode = True  # several apps of one name in a process
    in_a_folder = Settings(data_dir=tmp_path_factory.mktemp("house"), **settings)
    return in_a_folder, open_house(in_a_folder)


@pytest.fixture(scope="module")
def with_booking(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, House]:
    """Everything built as it comes out of the box, nothing started."""
    return opened(tmp_path_factory)


@pytest.fixture(scope="module")
def without_booking(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The same with LOTSE_BOOKING=off."""
    return opened(tmp_path_factory, booking="off")[1]


def paths(house: House) -> set[str]:
    return {"/" + route.path for route in house.web.router.routes}


def pages_of_appointments(house: House) -> set[str]:
    return {path for path in paths(house) if path.removeprefix("/static").startswith(("/termin", "/warten"))}


def desk_of(house: House) -> Desk:
    return Desk(house.catalogue, load_phrases(CONTENT), lambda: datetime.now(UTC))


@pytest.fixture
def bureau(with_booking: tuple[Settings, House]) -> Bureau:
    """What the booking actions work with."""
    settings, house = with_booking
    assert house.booking is not None
    return open_bureau(settings, house.booking, desk_of(house), load_termin_phrases(CONTENT))


def test_pages_of_appointments_are_there_exactly_with_a_booking_system(with_booking, without_booking):
    assert pages_of_appointments(with_booking[1])
    assert pages_of_appointments(without_booking) == set()


def test_the_rest_of_the_house_is_the_same(with_booking, without_booking):
    assert paths(with_booking[1]) - pages_of_appointments(with_booking[1]) == paths(without_booking)


def test_without_a_booking_system_there_is_no_key_and_nobody_sends_mail(without_booking):
    assert without_booking.booking is None
    assert without_booking.mailer is None


def test_without_a_mail_server_no_mail_is_promised_and_no_watch_offered(with_booking, bureau):
    assert with_booking[1].mailer is None
    assert not bureau.sends_mail
    assert bureau.watches is None


def test_every_action_of_the_domain_is_there_and_no_other(bureau):
    domain = YAML(typ="safe").load(ROOT / "domain.yml")
    for at_hand in (bureau, None):
        names = [action.name() for action in build_actions(bureau.desk, at_hand)]
        assert sorted(names) == sorted(domain["actions"])


@pytest.mark.parametrize("intent", TERMIN_INTENTS)
async def test_without_a_booking_system_it_is_said_where_appointments_are_made(without_booking, intent):
    actions = build_actions(desk_of(without_booking), None)
    action = next(action for action in actions if action.name() == "action_termin")
    dispatcher = CollectingDispatcher()
    message = {"text": "Ich brauche einen Termin", "intent": {"name": intent}, "entities": []}
    tracker = Tracker("c", {}, message, [], False, None, {}, "action_listen")
    events = await action.run(dispatcher, tracker, {})
    assert "Termine kann ich nicht selbst buchen" in str(dispatcher.messages)
    assert not [event for event in events if event.get("name") == "termin"]
