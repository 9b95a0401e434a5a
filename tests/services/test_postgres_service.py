"""The whole service on PostgreSQL: an appointment from the first sentence to the operator's list."""

from __future__ import annotations

import asyncio
import json
import subprocess
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.booking.postgres import cluster, programs, why_not
from tests.services.conftest import ERIKA, SAYS_ALL, card
from tests.services.many import all_take_the_same_time
from tests.support.conversation import Conversation

REASON = why_not()
pytestmark = pytest.mark.skipif(REASON is not None, reason=REASON or "")


@pytest.fixture(scope="module")
def service(make_service):
    with cluster() as url:
        made = make_service(LOTSE_DATABASE_URL=url)
        with made.running():
            yield made


def dump(service):
    """All that the database holds."""
    (socket,) = parse_qs(urlsplit(service.environment["LOTSE_DATABASE_URL"]).query)["host"]
    command = [programs() / "pg_dump", "-h", socket, "-U", "lotse", "postgres"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_an_appointment_lives_in_postgresql_from_the_chat_to_its_pages_and_the_operators_list(
    chat, web, service
):
    assert chat.send(text=SAYS_ALL).blocks("form")
    confirmed = card(chat.send(form="termin_kontakt", values=ERIKA))

    elsewhere = Conversation(web)
    elsewhere.send(text="Zeig mir meinen Termin")
    known = {"nummer": confirmed["Nummer"], "code": confirmed["Code"]}
    assert card(elsewhere.send(form="termin_code", values=known)) == confirmed

    page = web.get(confirmed["Termin"])
    assert confirmed["Nummer"] in page.text
    assert web.get(confirmed["In"]).headers["content-type"].startswith("text/calendar")

    (listed,) = json.loads(service.operate("liste", "--json"))["appointments"]
    assert listed["number"] == confirmed["Nummer"]

    gone = web.post(f"{confirmed['Termin']}/absagen", follow_redirects=True)
    assert "Dieser Termin ist abgesagt" in gone.text
    assert json.loads(service.operate("liste", "--json"))["appointments"] == []


def test_a_dump_of_the_database_names_nobody_and_opens_nothing(chat, service):
    chat.send(text=SAYS_ALL)
    confirmed = card(chat.send(form="termin_kontakt", values=ERIKA))
    known = ("Gänßlein", ERIKA["email"], ERIKA["phone"], "+496212930", confirmed["Code"])
    token = confirmed["Termin"].rpartition(".")[2]
    dumped = dump(service)
    assert SAYS_ALL in dumped  # what is looked for in this way is found
    assert [value for value in (*known, token) if value in dumped] == []
    assert service.traces(*known, token) == {}


def test_of_forty_at_once_one_gets_the_time_on_postgresql_too(service):
    asyncio.run(all_take_the_same_time(service.address))
