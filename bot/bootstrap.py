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
from bot.action_server import create_action_server
from bot.content import load_content
from bot.database import open_database
from bot.engine_client import EngineClient
from bot.engine_process import EngineProcess
from bot.settings import Settings
from bot.turn import Turns
from bot.web import create_web
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


def open_house(settings: Settings) -> House:
    """Build everything that runs, nothing started yet; a fault in content or database is a `LotseError`."""
    database = open_database(settings)
    phrases = load_content(settings, database)
    catalogue = Catalogue(LeistungRepository(database))
    desk = Desk(catalogue, phrases, lambda: datetime.now(LOCAL_ZONE))
    actions_socket = settings.run_dir / "actions.sock"
    engine = EngineProcess(settings, actions_socket)
    client = EngineClient(engine, settings.engine_timeout_seconds)
    retention = Retention(RetentionRepository(database), client.forget, utc_now)
    conversations = _conversations(settings, database, client, retention, desk)
    return House(
        actions=create_action_server(build_actions(desk)),
        actions_socket=actions_socket,
        web=create_web(conversations, settings, client),
        engine=engine,
        client=client,
        catalogue=catalogue,
        conversations=conversations,
        retention=retention,
    )


def build_actions(desk: Desk) -> list[Action]:
    """Every action that the domain names."""
    return [
        Auskunft(desk),
        Auskunft(desk, "korrektur"),
        Auskunft(desk, "wiederholen"),
        KeinAnliegen(desk),
        Anliegen(desk, "beschwerde", helpful="kontakt"),
        Anliegen(desk, "termin", helpful="ort"),
        *(Gespraech(desk, act) for act in ACTS),
    ]


def utc_now() -> datetime:
    """The clock of the log."""
    return datetime.now(UTC)


def _conversations(
    settings: Settings, database: Engine, client: EngineClient, retention: Retention, desk: Desk
) -> Conversations:
    return Conversations(
        Repository(database),
        retention,
        answer=Turns(client).answer,
        mask=mask,
        greeting=[desk.phrase("begruessung")],
        lifetime=timedelta(hours=settings.conversation_hours),
        now=utc_now,
    )
