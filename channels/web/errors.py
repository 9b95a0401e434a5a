"""Every refusal of the web channel: one status, one code, one German sentence, one remedy."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from conversations.blocks import Message, Notice
from conversations.errors import (
    ConversationError,
    FormRejected,
    FormUnanswered,
    NotOffered,
    ReusedMessageId,
    Unanswered,
    UnknownConversation,
    UnknownMessage,
    WrongToken,
)

# Shared, so that the words do not tell whether the id or the token was wrong.
_NO_ACCESS = "Diese Unterhaltung ist nicht (mehr) zugänglich."
_START_AGAIN = "Bitte beginnen Sie eine neue Unterhaltung."


class Refusal(Exception):
    """An answer with a 4xx or 5xx status; its texts are fixed and quote nothing that was sent."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        message: str,
        remedy: str,
        headers: Mapping[str, str] | None = None,
    ):
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.remedy = remedy
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """The JSON object that the API sends."""
        return {"error": {"code": self.code, "message": self.message, "remedy": self.remedy}}


class BadField(Refusal):
    """One value of a form is refused; `field` is its name, or None for the form as a whole."""

    def __init__(self, field: str | None, message: str):
        remedy = "Bitte prüfen Sie Ihre Angaben und senden Sie das Formular noch einmal."
        super().__init__(HTTPStatus.UNPROCESSABLE_ENTITY, "form_rejected", message, remedy)
        self.field = field

    def body(self) -> dict[str, Any]:
        """The error with the field."""
        return {"error": {**super().body()["error"], "field": self.field}}


class NoAnswer(Refusal):
    """The message is kept, the engine is away: a refusal that every channel can show like an answer."""

    def __init__(
        self,
        message: str = "Gerade kann ich nicht antworten. Ihre Nachricht ist gespeichert.",
        remedy: str = "Bitte senden Sie dieselbe Nachricht in einem Augenblick noch einmal.",
    ):
        urgent = "In dringenden Fällen erreichen Sie die Behörden unter der Telefonnummer 115."
        retry = {"Retry-After": "5"}
        super().__init__(HTTPStatus.SERVICE_UNAVAILABLE, "unanswered", message, f"{remedy} {urgent}", retry)

    def body(self) -> dict[str, Any]:
        """The error, and the same as a message that is shown but not kept."""
        notice = Message(
            id=secrets.token_hex(16),
            sender="bot",
            time=datetime.now(UTC),
            blocks=[Notice(kind="warning", text=f"{self.message} {self.remedy}")],
        )
        return {**super().body(), "messages": [notice.model_dump(mode="json")]}


def missing_token() -> Refusal:
    """RFC 6750: no credentials, hence no error code in the challenge."""
    return Refusal(
        HTTPStatus.UNAUTHORIZED,
        "token_missing",
        _NO_ACCESS,
        "Bitte senden Sie den Schlüssel der Unterhaltung mit (Authorization: Bearer …).",
        {"WWW-Authenticate": 'Bearer realm="Unterhaltung"'},
    )


def foreign_form() -> Refusal:
    """A form of this page was sent from another site."""
    return Refusal(
        HTTPStatus.FORBIDDEN,
        "foreign_form",
        "Dieses Formular wurde von einer fremden Seite abgeschickt.",
        "Bitte schreiben Sie Ihre Frage in das Feld auf dieser Seite.",
    )


def bad_json() -> Refusal:
    """The body is no JSON object."""
    return Refusal(
        HTTPStatus.BAD_REQUEST,
        "bad_json",
        "Die Anfrage ist kein gültiges JSON-Objekt.",
        "Bitte prüfen Sie die Anfrage, zum Beispiel auf fehlende Anführungszeichen.",
    )


def bad_content_type() -> Refusal:
    """The body is not declared as JSON."""
    return Refusal(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "bad_content_type",
        "Diese Adresse nimmt nur JSON an.",
        "Bitte senden Sie die Anfrage mit „Content-Type: application/json“.",
        {"Accept-Post": "application/json"},
    )


def too_large() -> Refusal:
    """The body is larger than any allowed message can be."""
    return Refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "too_large",
        "Die Nachricht ist zu lang.",
        "Bitte kürzen Sie Ihre Nachricht auf höchstens 1.000 Zeichen.",
    )


def unprocessable(code: str, message: str, remedy: str) -> Refusal:
    """Well-formed JSON whose content is not accepted."""
    return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, code, message, remedy)


def too_many(seconds: int, what: str) -> Refusal:
    """The minute's allowance is used up."""
    return Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too_many_requests",
        f"Das waren sehr viele {what} in kurzer Zeit.",
        f"Bitte versuchen Sie es in {seconds} Sekunden noch einmal.",
        {"Retry-After": str(seconds)},
    )


_NOT_FOUND = (HTTPStatus.NOT_FOUND, "not_found", "Diese Adresse gibt es nicht.")
_METHOD = (HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "Diese Adresse kennt diese Methode nicht.")
_OPENAPI = "Bitte prüfen Sie die Adresse. Die der Schnittstelle stehen in /api/v1/openapi.json."
_INTERNAL = (
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "internal",
    "Hier ist etwas schiefgegangen. Das liegt nicht an Ihnen.",
    "Bitte versuchen Sie es gleich noch einmal.",
)


def from_status(status: int, headers: Mapping[str, str] | None = None) -> Refusal:
    """For what the server itself refuses, before any of our routes is reached."""
    if status == HTTPStatus.NOT_FOUND:
        return Refusal(*_NOT_FOUND, _OPENAPI)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return Refusal(*_METHOD, _OPENAPI, headers)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return too_large()
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Refusal(
            HTTPStatus(status),
            "bad_request",
            "Die Anfrage ist nicht verständlich.",
            "Bitte prüfen Sie die Anfrage.",
        )
    return Refusal(*_INTERNAL)


def from_conversation(error: ConversationError) -> Refusal:
    """The HTTP face of what the conversation refused."""
    match error:
        case WrongToken():
            challenge = {"WWW-Authenticate": 'Bearer realm="Unterhaltung", error="invalid_token"'}
            return Refusal(HTTPStatus.UNAUTHORIZED, "token_wrong", _NO_ACCESS, _START_AGAIN, challenge)
        case UnknownConversation():
            return Refusal(HTTPStatus.NOT_FOUND, "conversation_unknown", _NO_ACCESS, _START_AGAIN)
        case UnknownMessage():
            return Refusal(
                HTTPStatus.NOT_FOUND,
                "message_unknown",
                "Diese Antwort gibt es in der Unterhaltung nicht.",
                "Bitte laden Sie die Unterhaltung neu.",
            )
        case NotOffered():
            return Refusal(
                HTTPStatus.CONFLICT,
                "not_offered",
                "Diese Auswahl wurde in der Unterhaltung nicht angeboten.",
                "Bitte wählen Sie eine der angezeigten Möglichkeiten oder schreiben Sie Ihre Frage.",
            )
        case ReusedMessageId():
            return Refusal(
                HTTPStatus.CONFLICT,
                "message_id_reused",
                "Unter dieser Nachrichtennummer ist schon eine andere Nachricht angekommen.",
                "Bitte senden Sie die neue Nachricht mit einer neuen „client_message_id“.",
            )
        case FormRejected():
            return BadField(error.field, error.message)
        case FormUnanswered():
            return NoAnswer(
                "Gerade kann ich Ihre Angaben nicht annehmen. Sie sind noch nicht angekommen.",
                "Bitte senden Sie das Formular in einem Augenblick noch einmal.",
            )
        case Unanswered():
            return NoAnswer()
        case _:
            return Refusal(*_INTERNAL)
