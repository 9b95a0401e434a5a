"""From a booking in the real calendar to a mail in a real server."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest
from icalendar import Calendar, Event

from booking.details import TerminDetails, say_slot
from booking.events import WatchState
from booking.ics import to_ics
from booking.model import Booking, Contact, Items, Slot, SlotQuery, State
from booking.policy import Policy
from booking.vorgaenge.repository import VorgangRows
from booking.vorgaenge.service import Vorgaenge
from booking.wish import WishDetails, wish_details
from bot.database import open_database
from bot.settings import Settings
from channels.mail.mailer import Mailer
from channels.mail.smtp import Smtp
from channels.termin.desk import TerminDesk
from tests.booking.conformance import at, hold, slots
from tests.booking.embedded import KEY, EmbeddedDesk
from tests.booking.world import AUSWEIS
from tests.channels.mail.mail_server import MailServer, Received, running
from tests.channels.termin.serving import served

BASE = "https://termine.stadt.example"
ERIKA = Contact("Erika Gänßlein", "erika@gänßlein.example", "0621 2930")
ON_THE_WIRE = "erika@xn--gnlein-cta2b.example"


@dataclass
class House:
    desk: EmbeddedDesk
    vorgaenge: Vorgaenge
    server: MailServer
    mailer: Mailer
    pages: TerminDesk

    async def book(self, slot: Slot) -> Booking:
        held = await hold(self.desk, slot)
        await self.desk.port.set_contact(held.ref, held.secret, ERIKA)
        return await self.desk.port.submit(held.ref, held.secret)

    async def mails(self) -> list[Received]:
        """What arrives by one run of the mailer."""
        self.server.mails.clear()
        sent = await self.mailer.run_once()
        assert sent == len(self.server.mails)
        return list(self.server.mails)

    async def mail(self) -> Received:
        (only,) = await self.mails()
        return only


@pytest.fixture
def policy() -> Policy:
    return Policy()


@pytest.fixture
async def house(tmp_path: Path, policy: Policy) -> AsyncIterator[House]:
    engine = open_database(Settings(data_dir=tmp_path))
    desk = EmbeddedDesk(engine, policy)
    vorgaenge = Vorgaenge(desk.port, VorgangRows(engine), KEY, desk.clock)

    async def describe(slot: Slot, items: Items) -> TerminDetails:
        catalogue = await desk.port.catalogue()
        names = [f"{item.count} × {catalogue.leistungen[item.leistung]}" for item in items]
        return TerminDetails(", ".join(names), catalogue.offices[slot.office], is_example=True)

    async def describe_wish(wish: SlotQuery) -> WishDetails:
        return wish_details(wish, await desk.port.catalogue(), is_example=True)

    async with running() as server:
        settings = server.settings()
        mailer = Mailer(
            desk.port.outbox,
            vorgaenge,
            describe,
            describe_wish,
            Smtp(settings),
            base_url=BASE,
            sender=settings.sender,
            clock=desk.clock,
        )
        pages = TerminDesk(
            vorgaenge, desk.port, describe, to_ics, desk.clock, BASE, watches=desk.port.watches
        )
        yield House(desk, vorgaenge, server, mailer, pages)
    engine.dispose()


def links(mail: Received) -> list[str]:
    return re.findall(rf"{BASE}\S+", mail.part("plain"))


def entry(mail: Received) -> Event:
    (attachment,) = mail.message.iter_attachments()
    (event,) = Calendar.from_ical(attachment.get_payload(decode=True)).walk("VEVENT")
    return event


async def test_a_booking_is_confirmed_by_mail_with_number_code_link_and_calendar_file(house: House):
    slot = (await slots(house.desk))[0]
    booking = await house.book(slot)
    mail = await house.mail()
    vorgang = await house.vorgaenge.adopt(booking)
    assert mail.recipients == [ON_THE_WIRE]
    assert mail.message["Subject"] == f"[Beispiel] Termin gebucht: {say_slot(slot)}"
    for part in (mail.part("plain"), mail.part("html")):
        for said in (say_slot(slot), booking.number, vorgang.code, "Bürgerservice Mitte"):
            assert said in part
    show = f"{BASE}/termin/{vorgang.link_token}"
    assert links(mail) == [show, f"{show}/verschieben", f"{show}/absagen"]
    assert (entry(mail)["uid"], entry(mail)["dtstart"].dt) == (booking.uid, slot.start)


async def test_the_links_token_and_the_code_open_the_very_appointment(house: House):
    booking = await house.book((await slots(house.desk))[0])
    text = (await house.mail()).part("plain")
    token = re.search(rf"{BASE}/termin/(\S+)/absagen", text)[1]
    code = re.search(r"Code: (\S+)", text)[1]
    by_link = await house.vorgaenge.open_with_link(token)
    by_code = await house.vorgaenge.open_with_code("chat", booking.number, code)
    assert await by_link.booking() == await by_code.booking() == booking


async def test_a_move_is_told_with_both_times_and_replaces_the_calendars_entry(house: House):
    old, *_, new = (await slots(house.desk))[:9]
    booking = await house.book(old)
    first = entry(await house.mail())
    await house.desk.port.reschedule(booking.ref, booking.secret, new.id)
    mail = await house.mail()
    assert say_slot(old) in mail.part("plain")
    assert say_slot(new) in mail.message["Subject"]
    second = entry(mail)
    assert second["uid"] == first["uid"]
    assert second["sequence"] > first["sequence"]
    assert second["dtstart"].dt == new.start


async def test_a_cancellation_strikes_the_entry_out(house: House):
    booking = await house.book((await slots(house.desk))[0])
    first = entry(await house.mail())
    await house.desk.port.cancel(booking.ref, booking.secret)
    mail = await house.mail()
    assert "abgesagt" in mail.message["Subject"]
    assert links(mail) == []
    struck = entry(mail)
    assert (struck["uid"], struck["status"]) == (first["uid"], "CANCELLED")
    assert struck["sequence"] > first["sequence"]


async def test_the_reminder_comes_the_day_before_and_once(house: House):
    slot = (await slots(house.desk, from_day=date(2027, 3, 30)))[0]
    await house.book(slot)
    await house.mail()
    house.desk.clock.now = at(date(2027, 3, 29), 9, 59)
    assert await house.mails() == []
    house.desk.clock.now = at(date(2027, 3, 29), 10)
    mail = await house.mail()
    assert mail.message["Subject"] == f"[Beispiel] Erinnerung an Ihren Termin: {say_slot(slot)}"
    assert entry(mail)["dtstart"].dt == slot.start
    assert await house.mails() == []


async def test_whose_office_is_closed_is_told_why_and_where_to_choose_another_time(house: House):
    slot = (await slots(house.desk, from_day=date(2027, 3, 30)))[0]
    booking = await house.book(slot)
    await house.mail()
    operations = house.desk.port.operations
    closed = operations.close("mitte", slot.start.date(), slot.start.date(), "Wasserschaden", "Prüfung")
    operations.tell(closed.concerned[0].ref, "Wasserschaden", "Prüfung")
    mail = await house.mail()
    token = (await house.vorgaenge.adopt(booking)).link_token
    assert "Grund: Wasserschaden" in mail.part("plain")
    assert links(mail) == [f"{BASE}/termin/{token}/verschieben", f"{BASE}/termin/{token}/absagen"]


async def test_a_watch_is_confirmed_and_its_offer_can_be_booked_by_the_link(house: House):
    day = date(2027, 3, 23)
    wish = SlotQuery(AUSWEIS, ("mitte",), from_day=day, to_day=day)
    watch = house.desk.port.watches.start(wish, ERIKA.email)
    started = await house.mail()
    stop = f"{BASE}/warten/{watch.ref}/{watch.secret}"
    assert links(started) == [stop]
    assert "am Dienstag, 23. März 2027" in started.part("plain")
    assert house.desk.port.watches.offer() == 1
    offer = await house.mail()
    book, stop_too = links(offer)
    assert stop_too == stop
    assert "Montag, 22. März 2027, 09:00 Uhr" in offer.part("plain")  # held for two hours
    vorgang = await house.vorgaenge.open_with_link(book.removeprefix(f"{BASE}/termin/"))
    assert (await vorgang.book(ERIKA)).state is State.CONFIRMED
    house.desk.port.watches.offer()
    assert house.desk.port.watches.get(watch.ref, watch.secret).state is WatchState.BOOKED
    assert "gebucht" in (await house.mail()).message["Subject"]


async def test_every_link_leads_to_a_page_and_opening_it_changes_nothing(house: House, tmp_path: Path):
    slot = (await slots(house.desk, from_day=date(2027, 3, 30)))[0]
    booking = await house.book(slot)
    watch = house.desk.port.watches.start(
        SlotQuery(AUSWEIS, ("mitte",), to_day=date(2027, 3, 23)), ERIKA.email
    )
    house.desk.port.watches.offer()
    mails = await house.mails()
    all_links = [link for mail in mails for link in links(mail)] + [str(entry(mails[0])["url"])]
    assert len(all_links) == 3 + 1 + 2 + 1  # CONFIRMED, WATCH_STARTED, WATCH_OFFER, the calendar file
    async with (
        served(tmp_path, house.pages) as address,
        httpx.AsyncClient(trust_env=False, follow_redirects=True) as browser,
    ):
        for link in all_links:
            answer = await browser.get(link.replace(BASE, address))
            assert answer.status_code == 200, link
            assert "<h1" in answer.text
    assert await house.desk.port.get(booking.ref, booking.secret) == booking
    assert house.desk.port.watches.get(watch.ref, watch.secret).state is WatchState.OFFERED


class TestVerification:
    @pytest.fixture
    def policy(self) -> Policy:
        return Policy(email_verification=True)

    async def test_the_mailed_link_confirms_the_booking_but_opening_it_does_not(
        self, house: House, tmp_path: Path
    ):
        pending = await house.book((await slots(house.desk))[0])
        assert pending.state is State.PENDING_EMAIL
        (link,) = links(await house.mail())
        async with (
            served(tmp_path, house.pages) as address,
            httpx.AsyncClient(trust_env=False, follow_redirects=True) as scanner,
        ):
            assert (await scanner.get(link.replace(BASE, address))).status_code == 200
        assert (await house.desk.port.get(pending.ref, pending.secret)).state is State.PENDING_EMAIL
        token, secret = re.fullmatch(rf"{BASE}/termin/([^/]+)/bestaetigen/([^/]+)", link).groups()
        vorgang = await house.vorgaenge.open_with_link(token)
        assert (await vorgang.confirm(secret)).state is State.CONFIRMED
        assert "gebucht" in (await house.mail()).message["Subject"]


async def test_what_the_server_cannot_take_now_comes_later(house: House):
    await house.book((await slots(house.desk))[0])
    house.server.replies["DATA"] = "451 4.3.0 later"
    assert await house.mails() == []
    house.server.replies.clear()
    assert await house.mails() == []
    house.desk.clock.advance(minutes=2)
    assert "gebucht" in (await house.mail()).message["Subject"]
    assert await house.mails() == []


async def test_a_mailer_that_dies_after_sending_sends_it_again_under_the_same_message_id(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    def die(_: object) -> None:
        raise RuntimeError("power cut")

    booking = await house.book((await slots(house.desk))[0])
    monkeypatch.setattr(house.desk.port.outbox, "delivered", die)
    with pytest.raises(RuntimeError, match="power cut"):
        await house.mailer.run_once()
    monkeypatch.undo()
    (first,) = house.server.mails
    house.desk.clock.advance(minutes=5)
    second = await house.mail()
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert booking.ref in first.message["Message-ID"]


async def test_an_unknown_recipient_is_given_up_and_others_get_theirs(house: House):
    await house.book((await slots(house.desk))[0])
    house.server.replies["RCPT"] = "550 5.1.1 unknown"
    assert await house.mails() == []
    house.server.replies.clear()
    house.desk.clock.advance(hours=2)
    assert await house.mails() == []
    await house.book((await slots(house.desk))[5])
    assert len(await house.mails()) == 1


async def test_nothing_personal_is_logged_on_any_way(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(logging.getLogger("mail.log"), "propagate", False)  # aiosmtpd, the other side
    booking = await house.book((await slots(house.desk))[0])
    vorgang = await house.vorgaenge.adopt(booking)
    house.server.replies["RCPT"] = "451 4.3.0 later <{address}>"
    await house.mailer.run_once()
    house.server.replies.clear()
    house.desk.clock.advance(minutes=2)
    assert len(await house.mails()) == 1
    assert re.search(r"mail \d+ \(confirmed\) sent", caplog.text)
    private = (ERIKA.name, ERIKA.email, "erika@", booking.number, vorgang.code, vorgang.link_token)
    for value in (*private, booking.secret):
        assert value not in caplog.text
