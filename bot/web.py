"""The Sanic app that the outside world sees."""

from __future__ import annotations

from typing import Any

from sanic import Sanic

from bot.engine_client import EngineClient
from bot.settings import Settings
from channels.web import install
from conversations.service import Conversations


def create_web(conversations: Conversations, settings: Settings, engine: EngineClient) -> Sanic[Any, Any]:
    """The web channel on an app of its own, without access log: an address may be personal."""
    app = Sanic("stadtlotse", configure_logging=False)
    app.config.ACCESS_LOG = False
    install(app, conversations, settings, engine_healthy=engine.healthy)
    return app
