"""The engine's only way in: turns from the app, over loopback, with a bearer token."""

from __future__ import annotations

import hmac
import logging
import re
import traceback
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.engine.payload import InvalidMessage, plain_text, read_choice
from bot.engine.tracker_store import TrackerStoreUnavailable
from bot.engine.turns import ActionFailed, TurnAgent, TurnOutput

logger = logging.getLogger(__name__)

# The app accepts far less from a citizen; this only keeps the process safe.
LARGEST_BODY_BYTES = 32 * 1024
_SENDER = re.compile(r"[A-Za-z0-9_-]{1,128}")
_KNOWN_FIELDS = {"sender", "text", "payload"}


class InternalChannel(InputChannel):
    """POST /turn, DELETE /conversations/<sender> and GET /health under /webhooks/internal."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    @classmethod
    def name(cls) -> str:
        """Return the part of the address after /webhooks/."""
        return "internal"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes; turns go to the agent directly, because they return what was understood."""
        routes = Blueprint("internal_channel")

        @routes.middleware("request")
        async def check_token(request: Request) -> HTTPResponse | None:
            scheme, _, token = request.headers.get("authorization", "").partition(" ")
            if scheme.lower() == "bearer" and hmac.compare_digest(token.encode(), self._token):
                return None
            return problem(HTTPStatus.UNAUTHORIZED, "unauthorized", "Das Zugangstoken fehlt oder ist falsch.")

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok", "model": request.app.ctx.agent.model_id})

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            agent: TurnAgent = request.app.ctx.agent
            output = TurnOutput()
            message = read_message(request.json, agent, output)
            taken = await agent.take_turn(message, output)
            return response.json({"messages": taken.messages, "intent": taken.intent})

        @routes.delete("/conversations/<sender:str>")
        async def forget(request: Request, sender: str) -> HTTPResponse:
            agent: TurnAgent = request.app.ctx.agent
            async with agent.lock_store.lock(sender):
                forgotten = agent.tracker_store.delete(sender)
            return response.json({"forgotten": forgotten})

        return routes


def read_message(body: Any, agent: TurnAgent, output: TurnOutput) -> UserMessage:
    """Return the message a turn's JSON body describes. Raises InvalidMessage."""
    if not isinstance(body, dict) or not set(body) <= _KNOWN_FIELDS:
        raise InvalidMessage("Erwartet wird ein JSON-Objekt mit „sender“ und „text“ oder „payload“.")
    sender, text, payload = body.get("sender"), body.get("text"), body.get("payload")
    if not isinstance(sender, str) or not _SENDER.fullmatch(sender):
        raise InvalidMessage("„sender“ muss aus 1 bis 128 Zeichen A–Z, a–z, 0–9, - und _ bestehen.")
    if (text is None) == (payload is None):
        raise InvalidMessage("Erwartet wird entweder „text“ oder „payload“.")
    channel = InternalChannel.name()
    if text is not None:
        if not isinstance(text, str) or not text.strip():
            raise InvalidMessage("„text“ darf nicht leer sein.")
        return UserMessage(plain_text(text), output, sender, input_channel=channel)
    if not isinstance(payload, str):
        raise InvalidMessage("„payload“ muss Text sein.")
    parse_data = read_choice(payload, agent.domain)
    return UserMessage(payload, output, sender, parse_data=parse_data, input_channel=channel)


def problem(status: HTTPStatus, code: str, message: str) -> HTTPResponse:
    """Return an error as JSON: a stable code for programs and a German sentence for people."""
    return response.json({"error": code, "message": message}, status=status.value)


async def answer_error(_: Request, error: Exception) -> HTTPResponse:
    """Answer every error with a fitting status; log where it arose, never what was said."""
    if isinstance(error, InvalidMessage):
        return problem(HTTPStatus.BAD_REQUEST, "invalid_message", str(error))
    if isinstance(error, SanicException):
        return _answer_http_error(error)
    if isinstance(error, ActionFailed):
        logger.error("action failed: %s", error)
        return problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "actions_unavailable",
            "Die Auskunft ist gerade nicht erreichbar. Die Nachricht wurde nicht verarbeitet.",
        )
    if isinstance(error, TrackerStoreUnavailable):
        logger.error("tracker store unavailable: %s", error)
        return problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "conversation_unavailable",
            "Das Gespräch kann gerade nicht gelesen werden. Die Nachricht wurde nicht verarbeitet.",
        )
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("turn failed with %s at\n%s", type(error).__name__, frames)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", "Ein unerwarteter Fehler ist aufgetreten."
    )


_HTTP_ERRORS: dict[int, str] = {
    400: "Der Inhalt ist kein gültiges JSON.",
    404: "Diese Adresse gibt es nicht.",
    405: "Diese Methode gibt es an dieser Adresse nicht.",
    413: "Die Nachricht ist zu groß.",
}


def _answer_http_error(error: SanicException) -> HTTPResponse:
    status = HTTPStatus(error.status_code or 500)
    message = _HTTP_ERRORS.get(status.value, "Die Anfrage konnte nicht bearbeitet werden.")
    return problem(status, status.name.lower(), message)
