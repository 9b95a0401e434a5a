"""Moving an appointment: the next free times, another day, another office."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, redirect

from booking.errors import CaptchaRequired, NotConfirmed, SlotTaken
from booking.model import BERLIN, SlotQuery
from channels.termin.desk import TerminDesk
from channels.termin.reading import read_day, read_form
from channels.termin.templating import page
from channels.termin.views import Phase, View, look_at, path_of
from channels.web.settings import READING

PATH = "/termin/<token:str>/verschieben"
PER_PAGE = 6  # as many choices as the chat offers at once

NOTHING_CHOSEN = "Bitte wählen Sie eine neue Zeit."
TAKEN = (
    "Diese Zeit ist leider gerade vergeben worden. Ihr bisheriger Termin bleibt bestehen. "
    "Bitte wählen Sie eine andere Zeit."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the citizen asked to see: from which day on, where, which page of it."""

    day: date | None = None
    everywhere: bool = False
    cursor: str = ""

    def query(self) -> str:
        """The same as the query of an address."""
        parts = {
            "tag": self.day.isoformat() if self.day else "",
            "wo": "alle" if self.everywhere else "",
            "weiter": self.cursor,
        }
        return urlencode({name: value for name, value in parts.items() if value})


def add_moving(blueprint: Blueprint, desk: TerminDesk) -> None:
    """Add the routes to `blueprint`."""

    async def choose(request: Request, token: str) -> HTTPResponse:
        view = await look_at(desk, await desk.vorgaenge.open_with_link(token))
        sent = {name: values[0] for name, values in request.args.items()}
        wanted, fault = _read(desk, sent)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
        return await _choices(desk, view, wanted, fault=fault, typed=sent.get("tag", ""), status=status)

    blueprint.add_route(choose, PATH, methods=READING)

    @blueprint.post(PATH)
    async def move(request: Request, token: str) -> HTTPResponse:
        form = read_form(request)
        wanted, _ = _read(desk, form)
        vorgang = await desk.vorgaenge.open_with_link(token)
        view = await look_at(desk, vorgang)
        slot = form.get("slot", "")
        if not slot:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return await _choices(desk, view, wanted, fault=("slot", NOTHING_CHOSEN), status=status)
        try:
            await vorgang.move(slot)
        except SlotTaken:
            return await _choices(desk, view, wanted, fault=("slot", TAKEN), status=HTTPStatus.CONFLICT)
        except CaptchaRequired as error:
            return page("elsewhere.html", status=HTTPStatus.CONFLICT, view=view, link=error.deep_link)
        return redirect(f"{path_of(token)}?neu=verschoben", status=HTTPStatus.SEE_OTHER)


def _read(desk: TerminDesk, sent: dict[str, str]) -> tuple[Wanted, tuple[str, str] | None]:
    """What is wanted, and a fault of the day, which is then left open."""
    wanted = Wanted(None, sent.get("wo") == "alle", sent.get("weiter", ""))
    text = sent.get("tag", "")
    if not text:
        return wanted, None
    today = desk.clock().astimezone(BERLIN).date()
    last = today + timedelta(days=desk.port.capabilities.max_horizon_days)
    day = read_day(text)
    if day is None:
        return wanted, ("tag", "Diesen Tag gibt es nicht. Bitte geben Sie ihn so an: 24.11.2026.")
    if day < today:
        return wanted, ("tag", "Dieser Tag ist vorbei. Bitte wählen Sie einen anderen.")
    if day > last:
        return wanted, (
            "tag",
            f"So weit im Voraus gibt es noch keine Termine. Der letzte mögliche Tag ist der {last:%d.%m.%Y}.",
        )
    return replace(wanted, day=day), None


async def _choices(
    desk: TerminDesk,
    view: View,
    wanted: Wanted,
    *,
    fault: tuple[str, str] | None = None,
    typed: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HTTPResponse:
    if view.phase in (Phase.CANCELLED, Phase.EXPIRED, Phase.PAST):
        return redirect(view.path, status=HTTPStatus.SEE_OTHER)  # it says what has become of it
    if view.phase is not Phase.CONFIRMED:
        raise NotConfirmed
    booking = view.booking
    query = SlotQuery(
        booking.items,
        () if wanted.everywhere else (booking.slot.office,),
        from_day=wanted.day,
        limit=PER_PAGE,
        cursor=wanted.cursor or None,
    )
    try:
        found = await desk.port.find_slots(query)
        if not found.slots and wanted.cursor:  # all later times are gone meanwhile, not the earlier ones
            wanted = replace(wanted, cursor="")
            found = await desk.port.find_slots(replace(query, cursor=None))
    except CaptchaRequired as error:
        return page("elsewhere.html", view=view, link=error.deep_link)
    catalogue = await desk.port.catalogue()
    today = desk.clock().astimezone(BERLIN).date()
    slots = [slot for slot in found.slots if slot.id != booking.slot.id]
    return page(
        "move.html",
        status=status,
        view=view,
        wanted=wanted,
        later=replace(wanted, cursor=found.cursor).query() if found.cursor else "",
        elsewhere=replace(wanted, everywhere=not wanted.everywhere, cursor="").query(),
        slots=slots,
        offices=catalogue.offices,
        many_offices=len(catalogue.offices_for(item.leistung for item in booking.items)) > 1,
        day_is_full=bool(slots and wanted.day and slots[0].start.date() > wanted.day and not wanted.cursor),
        first_day=today.isoformat(),
        last_day=(today + timedelta(days=desk.port.capabilities.max_horizon_days)).isoformat(),
        typed=typed if fault and fault[0] == "tag" else "",
        atomic=desk.port.capabilities.reschedule_atomic,
        fault=fault,
    )
