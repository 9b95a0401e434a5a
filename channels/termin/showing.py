"""The appointment's own page, its calendar file, and the form that books what is held."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, raw, redirect

from booking.contact import clean
from booking.errors import BookingError, FieldInvalid, HoldExpired, LimitPerEmail, SlotTaken
from booking.model import Contact, ContactField, State
from channels.termin.desk import TerminDesk
from channels.termin.entrance import PATH as ENTRANCE
from channels.termin.reading import read_form
from channels.termin.templating import page
from channels.termin.views import Phase, View, look_at, path_of
from channels.web.settings import READING

# What has just been done, as the page's address says it after a form was sent. It is believed only where
# the appointment is in the phase that it leads to: an address can be made up.
DONE = {
    "gebucht": Phase.CONFIRMED,
    "bestaetigt": Phase.CONFIRMED,
    "verschoben": Phase.CONFIRMED,
    "abgesagt": Phase.CANCELLED,
}


def add_showing(blueprint: Blueprint, desk: TerminDesk) -> None:
    """Add the routes to `blueprint`."""

    async def show(request: Request, token: str) -> HTTPResponse:
        view = await look_at(desk, await desk.vorgaenge.open_with_link(token))
        done = request.args.get("neu", "")
        return await _show(view, done=done if DONE.get(done) is view.phase else "")

    blueprint.add_route(show, "/termin/<token:str>", methods=READING)

    async def calendar_file(request: Request, token: str) -> HTTPResponse:
        view = await look_at(desk, await desk.vorgaenge.open_with_link(token))
        if view.phase in (Phase.HELD, Phase.PENDING_EMAIL, Phase.EXPIRED):
            raise BookingError("Dieser Termin ist nicht gebucht. Deshalb gibt es keine Kalenderdatei.")
        # People share their calendars: so the file names the way in that asks for the code.
        url = f"{desk.base_url}{ENTRANCE}"
        return raw(
            desk.to_ics(view.booking, view.details, url=url, stamp=desk.clock()),
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="termin.ics"'},
        )

    blueprint.add_route(calendar_file, "/termin/<token:str>/termin.ics", methods=READING)

    async def back_to_the_form(request: Request, token: str) -> HTTPResponse:
        await desk.vorgaenge.open_with_link(token)
        return redirect(path_of(token), status=HTTPStatus.SEE_OTHER)

    blueprint.add_route(back_to_the_form, "/termin/<token:str>/buchen", methods=READING, name="buchen_form")

    @blueprint.post("/termin/<token:str>/buchen")
    async def book(request: Request, token: str) -> HTTPResponse:
        form = read_form(request)
        vorgang = await desk.vorgaenge.open_with_link(token)
        view = await look_at(desk, vorgang)
        fields = (await vorgang.requirements()).fields
        contact = Contact(**{field.name: form.get(field.name, "") for field in fields})
        # All faults at once, in the words of the booking; it checks again, and may be stricter.
        faults = _faults(contact, fields) if view.phase is Phase.HELD else {}
        if not faults:
            try:
                booked = await vorgang.book(contact)
            except FieldInvalid as error:
                faults = {error.field: str(error)}
            except LimitPerEmail as error:
                faults = {"email": str(error)}
            except (HoldExpired, SlotTaken) as error:
                return page("lost.html", status=HTTPStatus.CONFLICT, view=view, message=str(error))
            else:
                done = "?neu=gebucht" if booked.state is State.CONFIRMED else ""
                return redirect(path_of(token) + done, status=HTTPStatus.SEE_OTHER)
        return await _show(view, typed=contact, faults=faults, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _faults(contact: Contact, fields: Iterable[ContactField]) -> dict[str, str]:
    """What is wrong with each field, by its name."""
    faults = {}
    for field in fields:
        try:
            clean(contact, (field,))
        except FieldInvalid as error:
            faults[error.field] = str(error)
    return faults


async def _show(
    view: View,
    *,
    done: str = "",
    typed: Contact | None = None,
    faults: dict[str, str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTTPResponse:
    requirements = await view.vorgang.requirements() if view.phase is Phase.HELD else None
    return page(
        "show.html",
        status=status,
        view=view,
        done=done,
        requirements=requirements,
        typed=typed or Contact(),
        faults=faults or {},
    )
