"""What comes in and goes out; the OpenAPI document is made from these models."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from conversations.answering import Chosen, Contribution, Filled, Said
from conversations.blocks import Message

MAX_TEXT = 1_000
MAX_COMMENT = 1_000
MAX_CHOICE = 500
# No form has more fields, and no field of a form (`FormField.max_length`) is longer.
MAX_FORM_VALUES = 50
MAX_FORM_VALUE = 2_000

MessageId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$"),
    Field(description="Vom Absender vergeben, etwa eine UUID; noch einmal gesendet wirkt sie nur einmal."),
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TextMessage(_Model):
    """Eine geschriebene Nachricht."""

    client_message_id: MessageId
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]

    def contribution(self) -> Contribution:
        """The domain's word for it."""
        return Said(self.text)


class ChoiceMessage(_Model):
    """Eine Auswahl, die in dieser Unterhaltung angeboten wurde."""

    client_message_id: MessageId
    choice: Annotated[str, StringConstraints(min_length=1, max_length=MAX_CHOICE)]

    def contribution(self) -> Contribution:
        """The domain's word for it."""
        return Chosen(self.choice)


class FormMessage(_Model):
    """Ein ausgefülltes Formular; die Werte werden nicht im Verlauf gespeichert."""

    client_message_id: MessageId
    form: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    values: Annotated[
        dict[str, Annotated[str, StringConstraints(max_length=MAX_FORM_VALUE)] | bool],
        Field(max_length=MAX_FORM_VALUES),
    ]

    def contribution(self) -> Contribution:
        """The domain's word for it."""
        return Filled(self.form, self.values)


MessageIn = TextMessage | ChoiceMessage | FormMessage


class StartIn(_Model):
    """Der Beginn einer Unterhaltung braucht keine Angaben."""


class FeedbackIn(_Model):
    """Ob eine Antwort geholfen hat."""

    message_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    helpful: Annotated[bool, Field(strict=True)]
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_COMMENT)] | None = None


class StartedOut(_Model):
    """Eine neue Unterhaltung; der Schlüssel wird nur hier gezeigt."""

    conversation_id: str
    token: str
    expires_at: datetime
    messages: list[Message]


class AnswerOut(_Model):
    """Die Antwort auf eine Nachricht."""

    messages: list[Message]


class OpenTurnOut(_Model):
    """Eine Nachricht ohne Antwort: wird gerade beantwortet oder kann noch einmal gesendet werden."""

    client_message_id: str
    message_id: str
    state: Literal["pending", "unanswered"]
    choice: Annotated[
        str | None,
        Field(description="Was noch einmal zu senden ist, wenn es eine Auswahl war; sonst der Text."),
    ]


class TranscriptOut(_Model):
    """Der ganze Verlauf."""

    conversation_id: str
    expires_at: datetime
    messages: list[Message]
    open_turns: list[OpenTurnOut]


class ErrorDetail(_Model):
    """Was nicht ging und was hilft."""

    code: str
    message: str
    remedy: str
    field: Annotated[
        str | None,
        Field(description="Nur bei „form_rejected“: das Feld des Formulars; null meint das ganze."),
    ] = None


class ErrorOut(_Model):
    """Die Antwort auf eine Anfrage, die nicht angenommen wurde."""

    error: ErrorDetail


class UnansweredOut(_Model):
    """Die Nachricht ist gespeichert, konnte aber noch nicht beantwortet werden."""

    error: ErrorDetail
    messages: list[Message]


class HealthOut(_Model):
    """Ob der Dienst antworten kann."""

    status: Literal["ok", "eingeschränkt"]
    engine: bool
