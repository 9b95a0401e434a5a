"""The one place where the house is put together: what is built, in which order, with what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Action
from sanic import Sanic
from sqlalchemy import Engine

from actions.anliegen import Anliegen
from actions.auskunft import Auskunft
from actions.desk import Desk
from actions.gespraech import ACTS, Gespraech
from actions.kein_anliegen import KeinAnliegen
from actions.termin.action import DuringBooking, Termin
from actions.termin.bureau import Bureau
from actions.termin.forms import TerminForms
from actions.termin.turns import BookingTurns
from booking.ics import to_ics
from bot.action_server import create_action_server
from bot.content import load_content, load_termin_content
from bot.database import open_database
from bot.engine_client import EngineClient
from bot.engine_process import EngineProcess
from bot.settings import Settings
from bot.termine.mailing import open_mailer
from bot.termine.opening import BookingHouse, open_booking
from bot.termine.talking import open_bureau, revealer
from bot.turn import Turns
from bot.web import create_web
from channels.mail.mailer import Mailer
from channels.termin import install_termin
from channels.termin.desk import TerminDesk
from conversations.answering import Forgetter
from conversations.marks import nothing_to_reveal
from conversations.masking import mask
from conversations.repository import Repository
from conversations.retention import Retention
from conversations.retention.repository import RetentionRepository
from conversations.service import Conversations
from knowledge.catalogue import Catalogue
from knowledge.repository import LeistungRepository

# German cities share one time zone; offices open by local wall time.
LOCAL_ZONE = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class House:
    """The assembled service; `bot.server` starts and ends its parts."""

    actions: Sanic[Any, Any]
    actions_socket: Path
    web: Sanic[Any, Any]
    engine: EngineProcess
    client: EngineClient
    catalogue: Catalogue
    conversations: Conversations
    retention: Retention
    booking: BookingHouse | None
    mailer: Mailer | None


def open_house(settings: Settings) -> House:
    """Build everything that runs, nothing started yet; a fault in content or database is a `LotseError`."""
    database = open_database(settings)
    phrases = load_content(settings, database)
    catalogue = Catalogue(LeistungRepository(database))
    booking = open_booking(settings, database, catalogue, utc_now)
    bookable = booking.bookable if booking else tuple
    desk = Desk(catalogue, phrases, lambda: datetime.now(LOCAL_ZONE), bookable)
    bureau = open_bureau(settings, booking, desk, load_termin_content(settings)) if booking else None
    actions_socket = settings.run_dir / "actions.sock"
    engine = EngineProcess(settings, actions_socket)
    client = EngineClient(engine, settings.engine_timeout_seconds)
    retention = Retention(RetentionRepository(database), _forgetter(client, bureau), utc_now)
    conversations = _conversations(settings, database, client, retention, desk, bureau)
    web = create_web(conversations, settings, client)
    if booking:
        install_termin(web, _pages(settings, booking))
    return House(
        actions=create_action_server(build_actions(desk, bureau)),
        actions_socket=actions_socket,
        web=web,
        engine=engine,
        client=client,
        catalogue=catalogue,
        conversations=conversations,
        retention=retention,
        booking=booking,
        mailer=open_mailer(settings, booking, utc_now) if booking else None,
    )


def build_actions(desk: Desk, bureau: Bureau | None) -> list[Action]:
    """Every action that the domain names; without a booking system, where else appointments are made."""
    actions = [
        Auskunft(desk),
        Auskunft(desk, "korrektur"),
        Auskunft(desk, "wiederholen"),
        KeinAnliegen(desk),
        Anliegen(desk, "beschwerde", helpful="kontakt"),
        *(Gespraech(desk, act) for act in ACTS),
    ]
    if bureau is None:
        return [*actions, Anliegen(desk, "termin", helpful="ort")]
    turns = BookingTurns(bureau)
    return [*(DuringBooking(action, turns) for action in actions), Termin(desk, turns)]


def utc_now() -> datetime:
    """The clock of the log."""
    return datetime.now(UTC)


def _conversations(
    settings: Settings,
    database: Engine,
    client: EngineClient,
    retention: Retention,
    desk: Desk,
    bureau: Bureau | None,
) -> Conversations:
    return Conversations(
        Repository(database),
        retention,
        answer=Turns(client).answer,
        mask=mask,
        greeting=[desk.phrase("begruessung")],
        forms=TerminForms(bureau).handlers() if bureau else {},
        reveal=revealer(bureau.vorgaenge, settings.base_url) if bureau else nothing_to_reveal,
        lifetime=timedelta(hours=settings.conversation_hours),
        now=utc_now,
    )


def _forgetter(client: EngineClient, bureau: Bureau | None) -> Forgetter:
    """What is forgotten with a conversation: the engine's tracker, and whose hold it was."""

    async def forget(conversation: str) -> None:
        if bureau:
            bureau.wanted.forget(conversation)
            await bureau.vorgaenge.forget(conversation)
        await client.forget(conversation)

    return forget


def _pages(settings: Settings, booking: BookingHouse) -> TerminDesk:
    return TerminDesk(
        vorgaenge=booking.vorgaenge,
        port=booking.port,
        describe=booking.describe,
        to_ics=to_ics,
        clock=utc_now,
        base_url=settings.base_url,
        watches=booking.watches,
    )
