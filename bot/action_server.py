"""Where the engine calls actions: the SDK's webhook on a Unix socket, without echo and without a port."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import HTTPResponse, Request, Sanic
from sanic.response import json

log = logging.getLogger("stadtlotse.actions")


def create_action_server(actions: Iterable[Action]) -> Sanic[Any, Any]:
    """A Sanic app that runs `actions` on `POST /webhook`, as the engine's action endpoint expects.

    The SDK's own server answers an error with the whole request and listens on every interface;
    this one answers with the action's name alone and is bound to a socket file by its caller.
    """
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    app: Sanic[Any, Any] = Sanic("stadtlotse-actions", configure_logging=False)
    app.config.ACCESS_LOG = False

    @app.post("/webhook")
    async def run_action(request: Request) -> HTTPResponse:
        call = request.json or {}
        name = str(call.get("next_action", ""))
        try:
            result = await executor.run({"domain": {}, **call})
        except ActionNotFoundException:
            return json({"error": "Diese Aktion gibt es nicht.", "action_name": name}, status=404)
        except ActionExecutionRejection:
            return json({"error": "Die Aktion passt hier nicht.", "action_name": name}, status=400)
        except Exception as error:
            # The traceback's locals may hold the citizen's words: only place and kind are logged.
            log.error("Die Aktion %s ist gescheitert: %s", name, _place(error))
            return json({"error": "Die Aktion ist gescheitert.", "action_name": name}, status=500)
        return json(result.model_dump() if result else {"events": [], "responses": []})

    return app


def _place(error: Exception) -> str:
    """The error's kind and the line it comes from, without its message."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {where}"
