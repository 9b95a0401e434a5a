"""The closed set of blocks a message is made of; every channel renders all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Block):
    """A paragraph of plain text."""

    type: Literal["text"] = "text"
    text: str


class ListItem(_Block):
    """One entry of a list; `note` says when it applies or what to watch for."""

    text: str
    note: str | None = None


class List(_Block):
    """Bullets, numbered steps, or a checklist that can be printed."""

    type: Literal["list"] = "list"
    title: str | None = None
    style: Literal["bullets", "steps", "checklist"] = "bullets"
    items: tuple[ListItem, ...]


class FactRow(_Block):
    """One line of a two-column table."""

    label: str
    value: str


class Facts(_Block):
    """A two-column table: fees, opening hours."""

    type: Literal["facts"] = "facts"
    title: str | None = None
    rows: tuple[FactRow, ...]


class Button(_Block):
    """Something to choose; `choice` is sent back unchanged and is accepted only where it was offered."""

    label: str
    choice: str


class Buttons(_Block):
    """What people ask next, or the readings of an ambiguous question."""

    type: Literal["buttons"] = "buttons"
    buttons: tuple[Button, ...]


# Nothing else is ever put into an `href`: no `javascript:`, no `data:`. In the log an address may begin
# with a mark (`conversations.marks`); it is delivered only with what the mark stands for.
Address = Annotated[
    str, Field(pattern=r"^(https?://|tel:|mailto:|~~[A-Za-z0-9_-]+\.[a-z]+~~)", max_length=2000)
]


class Link(_Block):
    """A link that stands on a line of its own."""

    type: Literal["link"] = "link"
    label: str
    url: Address


class CardLink(_Block):
    """A link inside a card or a notice."""

    label: str
    url: Address


class Card(_Block):
    """One thing with a name: an office with its address, a booked Termin."""

    type: Literal["card"] = "card"
    title: str
    lines: tuple[str, ...] = ()
    rows: tuple[FactRow, ...] = ()
    links: tuple[CardLink, ...] = ()


class FormField(_Block):
    """One input of a form; `autocomplete` holds the HTML token (WCAG 1.3.5)."""

    name: str
    label: str
    kind: Literal["text", "email", "tel", "checkbox", "textarea", "number"] = "text"
    required: bool = False
    hint: str | None = None
    autocomplete: str | None = None
    max_length: int = 200


class Form(_Block):
    """Fields whose values go straight to their own route, never into the dialogue.

    `expires_at`: until when the hold behind it lasts. A later form of the same name takes its place.
    """

    type: Literal["form"] = "form"
    form: str
    title: str
    fields: tuple[FormField, ...]
    submit_label: str
    expires_at: AwareDatetime | None = None


class Slot(_Block):
    """A free time at an office, offered like a button."""

    label: str
    choice: str
    start: datetime
    end: datetime
    place: str


class Slots(_Block):
    """At most six free times."""

    type: Literal["slots"] = "slots"
    slots: Annotated[tuple[Slot, ...], Field(max_length=6)]


class Notice(_Block):
    """Set apart from the answer: where it comes from, that it is unconfirmed, a warning, an emergency."""

    type: Literal["notice"] = "notice"
    kind: Literal["source", "unconfirmed", "info", "warning", "emergency"] = "info"
    text: str
    links: tuple[CardLink, ...] = ()


Block = Annotated[
    Text | List | Facts | Buttons | Link | Card | Form | Slots | Notice,
    Field(discriminator="type"),
]
Blocks: TypeAdapter[list[Block]] = TypeAdapter(list[Block])


class Message(BaseModel):
    """One message of a conversation, as the HTTP API and the log know it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    sender: Literal["citizen", "bot"]
    time: datetime
    blocks: list[Block]


# Before a form's title: what the log shows of a form that was sent.
SENT = "Gesendet: "


def offered_choices(blocks: Iterable[Block]) -> dict[str, str]:
    """The choices that `blocks` offer, each with what the citizen saw on it."""
    offered: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Buttons):
            offered.update({button.choice: button.label for button in block.buttons})
        elif isinstance(block, Slots):
            offered.update({slot.choice: f"{slot.label}, {slot.place}" for slot in block.slots})
    return offered
