"""The citizens' web channel: HTTP API, widget, demonstration page, and the same without JavaScript."""

from __future__ import annotations

import logging
from typing import Any

from sanic import Blueprint, Request, Sanic
from sanic.exceptions import MethodNotAllowed, NotFound, SanicException
from sanic.response import BaseHTTPResponse, HTTPResponse, empty, json

from channels.web.api import PREFIX, HealthCheck, add_api
from channels.web.chat_page import add_chat_page
from channels.web.errors import Refusal, from_conversation, from_status
from channels.web.headers import allow_embedding, secure
from channels.web.limits import Allowance
from channels.web.pages import add_pages, error_page
from channels.web.settings import WebSettings
from channels.web.templating import STATIC_PREFIX
from conversations.errors import ConversationError
from conversations.service import Conversations

# What is larger is cut off unread. Far above what is accepted, so that whoever sends too much still gets
# our sentence rather than a broken connection.
MAX_REQUEST_BYTES = 4 * 1024 * 1024

logger = logging.getLogger(__name__)


def install(
    app: Sanic[Any, Any],
    service: Conversations,
    settings: WebSettings,
    engine_healthy: HealthCheck | None = None,
) -> None:
    """Add the web channel to `app`: its routes, and for the whole app errors and security headers."""
    # Sanic's extension would add a documentation page of its own that loads scripts from a third party.
    app.config.AUTO_EXTEND = False
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
    app.blueprint(create_blueprint(service, settings, engine_healthy))

    async def add_headers(request: Request, response: BaseHTTPResponse) -> None:
        secure(response)
        if request.path.startswith(STATIC_PREFIX):
            # Asked again each time, answered with 304: no mixture of old and new modules after an update.
            response.headers.setdefault("Cache-Control", "no-cache")
        if request.path.startswith((PREFIX, STATIC_PREFIX)):
            allow_embedding(
                request,
                response,
                settings.allowed_origins,
                public=request.path.startswith(STATIC_PREFIX),
            )

    app.register_middleware(add_headers, "response")

    @app.exception(Exception)
    async def refuse(request: Request, error: Exception) -> HTTPResponse:
        if request.method == "OPTIONS" and isinstance(error, MethodNotAllowed):
            return empty(headers=_allow(request))  # a preflight to an address that exists
        refusal = _refusal(request, error)
        if refusal.status >= 500 and not isinstance(error, ConversationError):
            # The kind alone: its text may quote what a citizen wrote.
            logger.error("%s %s failed: %s", request.method, _route(request), type(error).__name__)
        if request.path.startswith(PREFIX):
            return json(
                refusal.body(),
                status=refusal.status,
                headers={"Cache-Control": "no-store", **refusal.headers},
                ensure_ascii=False,
            )
        return error_page(refusal)


def create_blueprint(
    service: Conversations, settings: WebSettings, engine_healthy: HealthCheck | None = None
) -> Blueprint:
    """The routes alone; `install` adds what they need around them."""
    blueprint = Blueprint("web")
    allowance = Allowance(settings)
    add_api(blueprint, service, allowance, engine_healthy)
    add_chat_page(blueprint, service, allowance)
    add_pages(blueprint)
    return blueprint


def _refusal(request: Request, error: Exception) -> Refusal:
    match error:
        case Refusal():
            return error
        case ConversationError():
            return from_conversation(error)
        case MethodNotAllowed():
            return from_status(405, _allow(request))
        case IsADirectoryError():  # Sanic's static route, asked for the folder itself
            return from_status(404)
        case SanicException():
            return from_status(error.status_code or 500)
        case _:
            return from_status(500)


def _allow(request: Request) -> dict[str, str]:
    """The methods that this address knows (RFC 9110, 15.5.6); Sanic names them only sometimes."""
    known = []
    for method in ("GET", "HEAD", "POST", "DELETE"):
        try:
            request.app.router.get(request.path, method, None)
        except (NotFound, MethodNotAllowed):
            continue
        known.append(method)
    return {"Allow": ", ".join(known)}


def _route(request: Request) -> str:
    """The route's pattern rather than the path, which may hold a conversation's id."""
    return request.route.path if request.route else "(unbekannte Adresse)"
