"""What somebody waits for, and a button that ends the wait."""

from __future__ import annotations

import asyncio
from datetime import time

from sanic import Blueprint, Request
from sanic.response import HTTPResponse

from booking.errors import NotFound
from booking.events import Watch
from booking.model import SlotQuery
from channels.termin.desk import TerminDesk, Watches
from channels.termin.reading import read_form
from channels.termin.templating import page
from channels.web.settings import READING

PATH = "/warten/<ref:str>/<secret:str>"
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def add_waiting(blueprint: Blueprint, desk: TerminDesk) -> None:
    """Add the routes to `blueprint`."""

    async def show_watch(request: Request, ref: str, secret: str) -> HTTPResponse:
        return await _page(desk, await asyncio.to_thread(_watches(desk).get, ref, secret))

    blueprint.add_route(show_watch, PATH, methods=READING)

    @blueprint.post(PATH)
    async def end_watch(request: Request, ref: str, secret: str) -> HTTPResponse:
        read_form(request)
        return await _page(desk, await asyncio.to_thread(_watches(desk).end, ref, secret), ended=True)


def _watches(desk: TerminDesk) -> Watches:
    if desk.watches is None:
        raise NotFound
    return desk.watches


async def _page(desk: TerminDesk, watch: Watch, *, ended: bool = False) -> HTTPResponse:
    catalogue, wish = await desk.port.catalogue(), watch.wish
    return page(
        "watch.html",
        state=str(watch.state),
        ended=ended,
        items=[
            (item.count, catalogue.leistungen.get(item.leistung, "nicht mehr im Angebot"))
            for item in wish.items
        ],
        offices=[catalogue.offices[office] for office in wish.offices if office in catalogue.offices],
        days=_days(wish),
        times=_times(wish.from_time, wish.to_time),
        action=f"/warten/{watch.ref}/{watch.secret}",
    )


def _days(wish: SlotQuery) -> str:
    if wish.from_day and wish.from_day == wish.to_day:
        words = f"am {wish.from_day:%d.%m.%Y}"
    else:
        begin = f"vom {wish.from_day:%d.%m.%Y} an" if wish.from_day else ""
        end = f"bis zum {wish.to_day:%d.%m.%Y}" if wish.to_day else ""
        words = " ".join(part for part in (begin, end) if part) or "jeder Tag"
    weekdays = ", ".join(WEEKDAYS[day] for day in sorted(wish.weekdays))
    return f"{words} ({weekdays})" if weekdays else words


def _times(begin: time | None, end: time | None) -> str:
    parts = [f"von {begin:%H:%M} Uhr an" if begin else "", f"vor {end:%H:%M} Uhr" if end else ""]
    return " und ".join(part for part in parts if part) or "jede Zeit"
