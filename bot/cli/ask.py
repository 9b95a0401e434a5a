"""`lotse ask`: one turn against the running service, as the widget takes it."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

import httpx
import typer

from bot.cli.console import out, print_json
from bot.cli.render import render
from bot.errors import LotseError
from bot.settings import load_settings

TIMEOUT_SECONDS = 30.0


def ask(
    text: Annotated[str, typer.Argument(help="Die Frage.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Ausgabe als JSON.")] = False,
) -> None:
    """Stellt dem laufenden Dienst eine Frage.

    Beispiel: lotse ask "Was kostet ein neuer Perso?"
    """
    settings = load_settings()
    with httpx.Client(
        base_url=f"{settings.own_origin}/api/v1", timeout=TIMEOUT_SECONDS, trust_env=False
    ) as http:
        started = _call(http, "POST", "/conversations")
        http.headers["Authorization"] = f"Bearer {started['token']}"
        path = f"/conversations/{started['conversation_id']}"
        try:
            answer = _call(
                http, "POST", f"{path}/messages", {"client_message_id": str(uuid.uuid4()), "text": text}
            )
        finally:
            _call(http, "DELETE", path)
    if as_json:
        print_json({"text": text, "messages": answer["messages"]})
        return
    for message in answer["messages"]:
        if message["sender"] == "bot":
            render(message["blocks"], out)


def _call(http: httpx.Client, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    try:
        response = http.request(method, path, json=body)
    except httpx.TransportError:
        raise LotseError(
            f"Unter {http.base_url} antwortet kein Dienst.", "Bitte starten Sie ihn: make start"
        ) from None
    if response.is_error:
        fault = response.json().get("error", {})
        raise LotseError(fault.get("message", f"Fehler {response.status_code}"), fault.get("remedy", ""))
    return dict(response.json()) if response.content else {}
