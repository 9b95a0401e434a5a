"""A conversation's forms on the page without JavaScript: which still waits, and what was typed into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from booking.details import say_time
from channels.web.errors import BadField, Refusal
from conversations.blocks import SENT, Form, Message, Text

# Mark the values of a form block among the page's own fields; a checkbox is sent only when it is ticked.
VALUE_PREFIX = "value:"
CHECK_PREFIX = "check:"


@dataclass(frozen=True)
class Returned:
    """A form that was refused: what was typed goes back into it, from the request and from nowhere else."""

    form: str = ""
    values: Mapping[str, str | bool] = field(default_factory=dict)
    refusal: Refusal | None = None

    def error_of(self, form: str, name: str | None) -> str:
        """The sentence beside the field `name` of `form`, or beside all of it; empty if there is none."""
        refused = self.refusal
        is_here = form == self.form and isinstance(refused, BadField) and refused.field == name
        return refused.message if refused and is_here else ""


def read_values(fields: Mapping[str, str]) -> dict[str, str | bool]:
    """The values among the page's fields, without their prefix."""
    values: dict[str, str | bool] = {
        name.removeprefix(VALUE_PREFIX): value
        for name, value in fields.items()
        if name.startswith(VALUE_PREFIX)
    }
    return values | {
        name.removeprefix(CHECK_PREFIX): True for name in fields if name.startswith(CHECK_PREFIX)
    }


def waiting_forms(messages: Iterable[Message]) -> dict[str, str]:
    """Form name → id of the message where it waits: the latest of its name that has not been sent."""
    waiting: dict[str, tuple[str, str]] = {}
    for message in messages:
        for block in message.blocks:
            match block:
                case Form() if message.sender == "bot":
                    waiting[block.form] = (message.id, SENT + block.title)
                case Text() if message.sender == "citizen":
                    waiting = {form: entry for form, entry in waiting.items() if entry[1] != block.text}
    return {form: message_id for form, (message_id, _) in waiting.items()}


def say_until(expires_at: datetime) -> str:
    """„Reserviert bis 14:32 Uhr.", or what sending the form leads to after that."""
    if datetime.now(UTC) < expires_at:
        return f"Reserviert bis {say_time(expires_at)}."
    return (
        "Ihre Reservierung ist abgelaufen. Wenn Sie das Formular absenden, nennt Ihnen der Stadtlotse "
        "die nächsten freien Zeiten."
    )
