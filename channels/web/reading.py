"""From the bytes of a request to one of our models, or to a refusal that names the field and the remedy."""

from __future__ import annotations

import unicodedata
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from sanic import Request

from channels.web.errors import Refusal, bad_content_type, bad_json, missing_token, too_large, unprocessable
from channels.web.schemas import MAX_TEXT, ChoiceMessage, FormMessage, MessageIn, TextMessage

# 1,000 characters escaped as \uXXXX pairs are 12 kB, a full form a little more.
MAX_BODY_BYTES = 64 * 1024

Model = TypeVar("Model", bound=BaseModel)

_MESSAGE_KINDS: dict[str, type[TextMessage] | type[ChoiceMessage] | type[FormMessage]] = {
    "text": TextMessage,
    "choice": ChoiceMessage,
    "form": FormMessage,
}


def bearer_token(request: Request) -> str:
    """The token of the Authorization header; the scheme's case does not matter (RFC 9110, 11.1)."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise missing_token()
    return token.strip()


def read_json(request: Request, *, optional: bool = False) -> dict[str, Any]:
    """The body as a JSON object; with `optional` an empty body is an empty object."""
    if len(request.body) > MAX_BODY_BYTES:
        raise too_large()
    if optional and not request.body:
        return {}
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise bad_content_type()
    try:
        data = from_json(request.body, allow_inf_nan=False)
    except ValueError:
        raise bad_json() from None
    if not isinstance(data, dict):
        raise bad_json()
    return data


def read_message(request: Request) -> MessageIn:
    """One of the three kinds of messages, told apart by the field that only it has."""
    data = read_json(request)
    kinds = [kind for kind in _MESSAGE_KINDS if kind in data]
    if len(kinds) != 1:
        raise unprocessable(
            "message_kind",
            "Eine Nachricht braucht genau eines der Felder „text“, „choice“ oder „form“.",
            "Bitte senden Sie eine Frage als „text“ oder eine angebotene Auswahl als „choice“.",
        )
    if isinstance(data.get("text"), str):
        data["text"] = clean_text(data["text"])
    return validated(_MESSAGE_KINDS[kinds[0]], data)


def clean_text(text: str) -> str:
    """The text without control characters; line breaks and tabs stay."""
    return "".join(
        character for character in text if character in "\n\t" or unicodedata.category(character) != "Cc"
    )


def validated(model: type[Model], data: dict[str, Any]) -> Model:
    """`data` as `model`; the first fault is told in German and never quotes the value."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise _told(error) from None


def _told(error: ValidationError) -> Refusal:
    fault = error.errors(include_url=False, include_context=True, include_input=False)[0]
    field = ".".join(str(part) for part in fault["loc"]) or "(Anfrage)"
    match fault["type"], field:
        case "string_too_long", "text":
            return unprocessable(
                "text_too_long",
                "Ihre Nachricht ist zu lang.",
                f"Bitte kürzen Sie sie auf höchstens {MAX_TEXT:,} Zeichen.".replace(",", "."),
            )
        case "string_too_short", "text":
            return unprocessable(
                "text_empty", "Ihre Nachricht ist leer.", "Bitte schreiben Sie Ihre Frage in das Feld."
            )
        case "missing", _:
            return unprocessable("field_missing", f"Das Feld „{field}“ fehlt.", "Bitte ergänzen Sie es.")
        case "extra_forbidden", _:
            # The name was made up by the sender, so it is not repeated.
            return unprocessable(
                "field_unknown",
                "Die Anfrage enthält ein unbekanntes Feld.",
                "Welche Felder erlaubt sind, steht in /api/v1/openapi.json.",
            )
        case _:
            return unprocessable(
                "field_invalid",
                f"Das Feld „{field.split('.')[0]}“ hat keinen gültigen Wert.",
                "Was erlaubt ist, steht in /api/v1/openapi.json.",
            )
