"""The OpenAPI 3.1 document, assembled from the models that the routes themselves use."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from channels.web import schemas

_REF = "#/components/schemas/{model}"

# Models of which a route sends or takes whole objects; the blocks come along by reference.
_MODELS: tuple[type[BaseModel], ...] = (
    schemas.StartIn,
    schemas.TextMessage,
    schemas.ChoiceMessage,
    schemas.FormMessage,
    schemas.FeedbackIn,
    schemas.StartedOut,
    schemas.AnswerOut,
    schemas.TranscriptOut,
    schemas.UnansweredOut,
    schemas.ErrorOut,
    schemas.HealthOut,
)

_TOKEN: list[dict[str, list[str]]] = [{"token": []}]
_ID = {
    "name": "conversation_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
}


def describe() -> dict[str, Any]:
    """The document as one JSON-ready object."""
    _, definitions = models_json_schema(
        [(model, "serialization" if model.__name__.endswith("Out") else "validation") for model in _MODELS],
        ref_template=_REF,
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Stadtlotse",
            "version": "1",
            "description": "Unterhaltungen mit dem Stadtlotsen: beginnen, fortsetzen, lesen, löschen.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Der Schlüssel aus dem Beginn der Unterhaltung; er gilt nur für sie.",
                }
            },
        },
    }


def _paths() -> dict[str, Any]:
    conversation = "/api/v1/conversations/{conversation_id}"
    message_in = {"oneOf": [_ref(name) for name in ("TextMessage", "ChoiceMessage", "FormMessage")]}
    stream = {
        "schema": {"type": "string"},
        "description": (
            "Ereignisse: „message“ (eine Nachricht), „done“ (die Antwort ist vollständig), „error“ "
            "(wie ErrorOut). Nach einem Abbruch dieselbe client_message_id noch einmal senden."
        ),
    }
    return {
        "/api/v1/conversations": {
            "post": {
                "operationId": "startConversation",
                "summary": "Eine Unterhaltung beginnen",
                "requestBody": {"required": False, "content": _json(_ref("StartIn"))},
                "responses": {
                    "201": _response("Begonnen", "StartedOut"),
                    **_refusals("400", "413", "415", "422", "429"),
                },
            }
        },
        conversation: {
            "parameters": [_ID],
            "get": {
                "operationId": "readConversation",
                "summary": "Den Verlauf lesen",
                "security": _TOKEN,
                "responses": {"200": _response("Der Verlauf", "TranscriptOut"), **_refusals("401", "404")},
            },
            "delete": {
                "operationId": "eraseConversation",
                "summary": "Die Unterhaltung löschen",
                "security": _TOKEN,
                "responses": {"204": {"description": "Gelöscht"}, **_refusals("401", "404")},
            },
        },
        f"{conversation}/messages": {
            "parameters": [_ID],
            "post": {
                "operationId": "sendMessage",
                "summary": "Eine Nachricht senden und die Antwort erhalten",
                "security": _TOKEN,
                "requestBody": {"required": True, "content": _json(message_in)},
                "responses": {
                    "200": {
                        "description": "Die Antwort",
                        "content": {**_json(_ref("AnswerOut")), "text/event-stream": stream},
                    },
                    **_refusals("400", "401", "404", "409", "413", "415", "422", "429"),
                    "503": _response("Gespeichert, noch nicht beantwortet", "UnansweredOut"),
                },
            },
        },
        f"{conversation}/feedback": {
            "parameters": [_ID],
            "post": {
                "operationId": "giveFeedback",
                "summary": "Sagen, ob eine Antwort geholfen hat",
                "security": _TOKEN,
                "requestBody": {"required": True, "content": _json(_ref("FeedbackIn"))},
                "responses": {
                    "204": {"description": "Vermerkt"},
                    **_refusals("400", "401", "404", "413", "415", "422", "429"),
                },
            },
        },
        "/health": {
            "get": {
                "operationId": "health",
                "summary": "Ob der Dienst antworten kann",
                "responses": {"200": _response("Der Zustand", "HealthOut")},
            }
        },
    }


_REFUSALS = {
    "400": "Kein gültiges JSON",
    "401": "Schlüssel fehlt oder passt nicht",
    "404": "Unbekannt oder abgelaufen",
    "409": "Passt nicht zu dieser Unterhaltung",
    "413": "Zu groß",
    "415": "Kein JSON",
    "422": "Ein Feld fehlt, ist unbekannt oder ungültig; oder das Formular wird so nicht angenommen",
    "429": "Zu viele Anfragen",
}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": _REF.format(model=name)}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _response(description: str, model: str) -> dict[str, Any]:
    return {"description": description, "content": _json(_ref(model))}


def _refusals(*statuses: str) -> dict[str, Any]:
    return {status: _response(_REFUSALS[status], "ErrorOut") for status in statuses}
