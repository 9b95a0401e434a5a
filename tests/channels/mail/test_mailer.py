from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from booking.details import TerminDetails
from booking.errors import NotOffered, Unavailable
from booking.events import Event, EventKind
from booking.model import Items, Slot
from channels.mail.addresses import to_address
from channels.mail.errors import Refused, RefusedForGood, ServerAway
from channels.mail.mailer import Mailer
from tests.channels.mail.samples import (
    BASE,
    CODE,
    CONFIRM_SECRET,
    NUMBER,
    PERSON,
    TOKEN,
    WATCH_SECRET,
    FakeVorgaenge,
    describe,
    describe_wish,
    event,
)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
WITH_FILE = {EventKind.CONFIRMED, EventKind.MOVED, EventKind.CANCELLED, EventKind.REMINDER}


class FakeOutbox:
    """Hands out what it has in order; a failed event is gone, as one that waits for its next try."""

    def __init__(self, *events: Event) -> None:
        self.due = list(events)
        self.sent: list[int] = []
        self.tried: dict[int, bool] = {}  # by event: whether it failed for good

    def take(self, limit: int) -> list[Event]:
        taken, self.due = self.due[:limit], self.due[limit:]
        return taken

    def delivered(self, event: Event) -> None:
        self.sent.append(event.id)

    def failed(self, event: Event, *, for_good: bool = False) -> bool:
        self.tried[event.id] = for_good
        return not for_good


class Wire:
    """A sender that keeps what it takes; `faults` by the number of the try, from 1."""

    def __init__(self, faults: dict[int, Exception] | None = None) -> None:
        self.mails: list[EmailMessage] = []
        self.faults = faults or {}
        self.tries = 0

    async def __call__(self, message: EmailMessage) -> None:
        self.tries += 1
        if self.tries in self.faults:
            raise self.faults[self.tries]
        self.mails.append(message)


def mailer(outbox: FakeOutbox, wire: Wire, **changes: object) -> Mailer:
    values = {"vorgaenge": FakeVorgaenge(), "describe": describe, "describe_wish": describe_wish}
    return Mailer(
        outbox,
        send=wire,
        base_url=f"{BASE}/",
        sender=to_address("termine@stadt.example", "Bürgerservice"),
        clock=lambda: NOW,
        **(values | changes),
    )


def text(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


@pytest.mark.parametrize("kind", EventKind)
async def test_an_event_becomes_a_mail_of_its_kind(kind: EventKind):
    outbox, wire = FakeOutbox(event(kind)), Wire()
    assert await mailer(outbox, wire).run_once() == 1
    (mail,) = wire.mails
    assert mail["To"] == PERSON.email
    assert mail["Date"].datetime == NOW
    assert mail["Message-ID"] == f"<{kind}.3.{NUMBER}@stadt.example>"
    files = [part.get_content_type() for part in mail.iter_attachments()]
    assert files == (["text/calendar"] if kind in WITH_FILE else [])
    assert outbox.sent == [1]


async def test_a_cancellation_strikes_the_appointment_out_of_the_calendar():
    wire = Wire()
    await mailer(FakeOutbox(event(EventKind.CANCELLED)), wire).run_once()
    (attachment,) = wire.mails[0].iter_attachments()
    assert attachment.get_param("method") == "CANCEL"
    assert b"METHOD:CANCEL" in attachment.get_payload(decode=True)


async def test_the_calendar_file_names_the_sender_and_opens_nothing():
    wire = Wire()
    await mailer(FakeOutbox(event(EventKind.CONFIRMED)), wire).run_once()
    (attachment,) = wire.mails[0].iter_attachments()
    written = attachment.get_payload(decode=True).decode().replace("\r\n ", "")
    assert "ORGANIZER:mailto:termine@stadt.example" in written
    assert re.findall(r"https?:\S+", written) == [f"{BASE}/termin"]
    for secret in (TOKEN, CODE):
        assert secret not in written


async def test_links_begin_with_the_public_address_and_one_slash():
    wire = Wire()
    await mailer(FakeOutbox(event(EventKind.CONFIRMED)), wire).run_once()
    assert f"\n{BASE}/termin/{TOKEN}\n" in text(wire.mails[0])


async def test_all_that_is_due_goes_out_in_one_run():
    outbox, wire = FakeOutbox(*(event(EventKind.CONFIRMED, n) for n in range(1, 31))), Wire()
    assert await mailer(outbox, wire).run_once() == 30
    assert outbox.sent == list(range(1, 31))


@pytest.mark.parametrize(
    ("fault", "for_good"),
    [
        (RefusedForGood("SMTPRecipientRefused 550"), True),
        (Refused("SMTPRecipientRefused 450"), False),
        (RuntimeError("something nobody thought of"), False),
    ],
)
async def test_one_mail_that_fails_does_not_keep_the_others(fault: Exception, for_good: bool):
    outbox = FakeOutbox(*(event(EventKind.CONFIRMED, n) for n in (1, 2, 3)))
    assert await mailer(outbox, Wire({2: fault})).run_once() == 2
    assert (outbox.sent, outbox.tried) == ([1, 3], {2: for_good})


async def test_a_server_that_is_away_is_not_asked_again_in_this_run():
    outbox = FakeOutbox(*(event(EventKind.CONFIRMED, n) for n in range(1, 31)))
    wire = Wire({2: ServerAway("SMTPConnectError")})
    assert await mailer(outbox, wire).run_once() == 1
    assert wire.tries == 2
    assert len(outbox.due) == 22  # what was not taken has lost no try
    assert not any(outbox.tried.values())
    assert set(outbox.tried) == set(range(2, 9))


async def test_an_address_that_no_server_takes_is_given_up():
    outbox, wire = FakeOutbox(event(EventKind.CONFIRMED, email="keine-adresse")), Wire()
    assert await mailer(outbox, wire).run_once() == 0
    assert (outbox.tried, wire.tries) == ({1: True}, 0)


async def test_where_the_words_cannot_be_looked_up_now_the_mail_waits():
    async def away(slot: Slot, items: Items) -> TerminDetails:
        raise Unavailable

    outbox, wire = FakeOutbox(event(EventKind.CONFIRMED)), Wire()
    await mailer(outbox, wire, describe=away).run_once()
    assert (outbox.tried, wire.tries) == ({1: False}, 0)


async def test_where_the_leistung_has_left_the_catalogue_the_citizen_is_told_all_the_same():
    async def gone(slot: Slot, items: Items) -> TerminDetails:
        raise NotOffered

    wire = Wire()
    assert await mailer(FakeOutbox(event(EventKind.REMINDER)), wire, describe=gone).run_once() == 1
    assert "Dienstag, 24. November 2026, 14:05 Uhr" in text(wire.mails[0])


async def test_the_log_knows_the_event_and_nobody(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    faults = {
        2: Refused("SMTPRecipientRefused 450"),
        3: RuntimeError(f"{PERSON.email} {CODE}"),
        4: RefusedForGood("SMTPDataError 554"),
    }
    events = [event(kind, n) for n, kind in enumerate(EventKind, 1)]
    await mailer(FakeOutbox(*events), Wire(faults)).run_once()
    said = [record.getMessage() for record in caplog.records if record.name == "channels.mail.mailer"]
    assert said[0] == "mail 1 (verify) sent"
    assert said[1] == "mail 2 (confirmed) will be tried again: Refused, SMTPRecipientRefused 450"
    assert said[2].startswith("mail 3 (moved) will be tried again: RuntimeError in test_mailer.py:")
    assert said[3] == "mail 4 (cancelled) is given up: RefusedForGood, SMTPDataError 554"
    for private in (PERSON.name, PERSON.email, "oezguer", NUMBER, CODE, TOKEN, CONFIRM_SECRET, WATCH_SECRET):
        assert private not in caplog.text
