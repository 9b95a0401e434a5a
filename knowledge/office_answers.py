"""What the catalogue knows on each aspect of a Dienststelle; None is "no confirmed statement"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from knowledge.answer import MAX_SENTENCES, Aspekt, Facts
from knowledge.hints import with_hints
from knowledge.model import Dienststelle
from knowledge.offices import address, contact_links, place_card, told_hours
from knowledge.texts import sentences_of


def general(dienststelle: Dienststelle, now: datetime) -> Facts | None:
    """What the office does, what to mind there, and its card."""
    if dienststelle.kurztext:
        sentences = tuple(sentences_of(dienststelle.kurztext)[:MAX_SENTENCES])
        return with_hints(Facts(sentences, (place_card(dienststelle, now),)), dienststelle.hinweise)
    known = place(dienststelle, now) or contact(dienststelle, now)
    return with_hints(known, dienststelle.hinweise) if known else None


def hours(dienststelle: Dienststelle, now: datetime) -> Facts | None:
    """Whether it is open now, and the week."""
    return told_hours(dienststelle, now)


def place(dienststelle: Dienststelle, now: datetime) -> Facts | None:
    """Its address on a card."""
    return Facts((), (place_card(dienststelle, now),)) if address(dienststelle) else None


def contact(dienststelle: Dienststelle, now: datetime) -> Facts | None:
    """Telephone, e-mail and page."""
    links = contact_links(dienststelle)
    return Facts((f"So erreichen Sie die Stelle „{dienststelle.titel}“:",), links) if links else None


Teller = Callable[[Dienststelle, datetime], Facts | None]
OFFICE_TELLERS: dict[Aspekt, Teller] = {
    "allgemein": general,
    "oeffnungszeit": hours,
    "ort": place,
    "kontakt": contact,
}
