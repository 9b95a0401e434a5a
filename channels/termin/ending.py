"""Cancelling, and confirming by e-mail: a page that asks, and a button that does it.

Mail scanners follow every link of a message. So looking at a page never changes anything.
"""

from __future__ import annotations

from http import HTTPStatus

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, redirect

from booking.errors import AlreadyCancelled, HoldExpired
from channels.termin.desk import TerminDesk
from channels.termin.reading import read_form
from channels.termin.templating import page
from channels.termin.views import Phase, look_at, path_of
from channels.web.settings import READING

CANCEL = "/termin/<token:str>/absagen"
CONFIRM = "/termin/<token:str>/bestaetigen/<confirm_secret:str>"


def add_ending(blueprint: Blueprint, desk: TerminDesk) -> None:
    """Add the routes to `blueprint`."""

    async def ask_to_cancel(request: Request, token: str) -> HTTPResponse:
        view = await look_at(desk, await desk.vorgaenge.open_with_link(token))
        if view.phase in (Phase.CANCELLED, Phase.EXPIRED, Phase.PAST):
            return _to_the_page(token)  # it says what has become of the appointment
        return page("cancel.html", view=view)

    blueprint.add_route(ask_to_cancel, CANCEL, methods=READING)

    @blueprint.post(CANCEL)
    async def cancel(request: Request, token: str) -> HTTPResponse:
        read_form(request)
        await (await desk.vorgaenge.open_with_link(token)).cancel()
        return _to_the_page(token, "abgesagt")

    async def ask_to_confirm(request: Request, token: str, confirm_secret: str) -> HTTPResponse:
        view = await look_at(desk, await desk.vorgaenge.open_with_link(token))
        if view.phase is not Phase.PENDING_EMAIL:
            return _to_the_page(token)
        return page("confirm.html", view=view, action=f"{view.path}/bestaetigen/{confirm_secret}")

    blueprint.add_route(ask_to_confirm, CONFIRM, methods=READING)

    @blueprint.post(CONFIRM)
    async def confirm(request: Request, token: str, confirm_secret: str) -> HTTPResponse:
        read_form(request)
        try:
            await (await desk.vorgaenge.open_with_link(token)).confirm(confirm_secret)
        except (HoldExpired, AlreadyCancelled):
            return _to_the_page(token)  # it says so, and how to go on
        return _to_the_page(token, "bestaetigt")


def _to_the_page(token: str, done: str = "") -> HTTPResponse:
    query = f"?neu={done}" if done else ""
    return redirect(path_of(token) + query, status=HTTPStatus.SEE_OTHER)
