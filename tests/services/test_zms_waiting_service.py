"""The whole service over a ZMS that asks by e-mail, and what lapses there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.services.conftest import ERIKA, SAYS_ALL, card
from tests.services.zms import PAGE, serving
from tests.support.conversation import Conversation


@pytest.fixture(scope="module")
def server(clock):
    with serving(clock) as server:
        yield server


@pytest.fixture(scope="module")
def service(make_service, server, clock):
    made = make_service(
        clock,
        LOTSE_BOOKING="zms",
        LOTSE_ZMS_URL=server.url,
        LOTSE_ZMS_BOOKING_PAGE=PAGE,
        LOTSE_EMAIL_VERIFICATION="true",
    )
    with made.running():
        yield made


@pytest.fixture
def zms(server):
    server.zms.processes.clear()
    server.zms.mails.clear()
    return server.zms


def test_an_appointment_holds_once_the_link_in_zmss_own_mail_was_followed(chat, zms):
    chat.send(text=SAYS_ALL)
    answer = chat.send(form="termin_kontakt", values=ERIKA)
    assert "Fast fertig" in answer.text
    assert "bestätigen Sie den Termin zuerst" in chat.send(text="Zeig mir meinen Termin").text
    ((number, auth_key),) = zms.mails
    zms.confirm(zms.find(number, auth_key))
    shown = chat.send(text="Zeig mir meinen Termin")
    assert "bestätigen Sie" not in shown.text
    assert card(shown)["Nummer"] == str(number)


def test_what_nobody_confirms_in_time_is_free_again(chat, web, zms, clock):
    chat.send(text=SAYS_ALL)
    chat.send(form="termin_kontakt", values=ERIKA)
    clock.advance(timedelta(minutes=31))
    zms.cron()
    assert chat.send(text="Zeig mir meinen Termin").blocks("card") == []
    assert Conversation(web).send(text=SAYS_ALL).blocks("form")


def test_a_form_that_comes_too_late_leads_back_to_the_free_times(chat, zms, clock):
    chat.send(text=SAYS_ALL)
    clock.advance(timedelta(minutes=16))
    zms.cron()
    answer = chat.send(form="termin_kontakt", values=ERIKA)
    assert "abgelaufen" in answer.text
    offered = chat.send(choice=answer.buttons["Freie Zeiten zeigen"])
    assert offered.times
    assert chat.send(choice=offered.times[0].choice).blocks("form")
    assert "Fast fertig" in chat.send(form="termin_kontakt", values=ERIKA).text
    assert [process.status for process in zms.processes.values()] == ["preconfirmed"]
