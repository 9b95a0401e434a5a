"""Booking as the conversation has it: the actions' bureau, the forms, and what only the citizen may read."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from actions.desk import Desk
from actions.termin.bureau import Bureau
from actions.termin.wanted import Wanted
from booking.errors import NotFound
from booking.vorgaenge.service import Vorgaenge
from bot.settings import Settings
from bot.termine.opening import BookingHouse
from conversations.marks import Revealer
from knowledge.stadtteile import load_stadtteile
from knowledge.termin_phrases import TerminPhrases


def open_bureau(settings: Settings, house: BookingHouse, desk: Desk, phrases: TerminPhrases) -> Bureau:
    """What the booking actions and forms work with.

    Where no mail goes out nobody can be told that a slot became free, so no watch is offered.
    """
    return Bureau(
        desk=desk,
        port=house.port,
        vorgaenge=house.vorgaenge,
        describe=house.describe,
        phrases=phrases,
        stadtteile=load_stadtteile(settings.content_dir / "stadtteile"),
        watches=house.watches if settings.sends_mail else None,
        wanted=Wanted(),
        # ZMS writes to its citizens itself.
        sends_mail=settings.sends_mail or settings.booking == "zms",
        is_example=house.is_example,
    )


def revealer(vorgaenge: Vorgaenge, base_url: str) -> Revealer:
    """Number, code and links of a conversation's own appointments, as the marks in its answers name them."""

    async def reveal(conversation: str, subject: str) -> Mapping[str, str] | None:
        try:
            vorgang = await vorgaenge.find(conversation, subject)
        except NotFound:
            return None
        link = f"{base_url}/termin/{quote(vorgang.link_token, safe='')}"
        return {"nummer": vorgang.number, "code": vorgang.code, "link": link, "ics": f"{link}/termin.ics"}

    return reveal
