"""The appointment's own pages: what the links in e-mail, chat and calendar file lead to.

All work without JavaScript. Whoever has the link may see and change the appointment; so no page is stored,
indexed or named to another site, and no address is logged. Looking changes nothing, only forms do.
"""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, Request, Sanic
from sanic.response import BaseHTTPResponse, HTTPResponse

from booking.errors import NotFound
from channels.termin.desk import TerminDesk
from channels.termin.ending import add_ending
from channels.termin.entrance import add_entrance
from channels.termin.moving import add_moving
from channels.termin.refusals import refuse
from channels.termin.showing import add_showing
from channels.termin.templating import HERE, STATIC_PREFIX
from channels.termin.waiting import add_waiting
from channels.web.headers import secure
from channels.web.settings import READING

OUR_FIRST_PARTS = ("termin", "warten")
# What mail programs make of our links when they cut them off or add something.
BROKEN_LINKS = ("/termin/<token:str>/<rest:path>", "/warten", "/warten/<rest:path>")


def install_termin(app: Sanic[Any, Any], desk: TerminDesk) -> None:
    """Add the pages to `app`, beside the web channel (`channels.web.install`), whose style they use."""
    blueprint = Blueprint("termin")
    add_entrance(blueprint, desk)
    add_showing(blueprint, desk)
    add_ending(blueprint, desk)
    add_moving(blueprint, desk)
    add_waiting(blueprint, desk)
    for number, address in enumerate(BROKEN_LINKS):
        blueprint.add_route(_unknown, address, methods=READING, name=f"unknown_{number}")
    blueprint.static(STATIC_PREFIX, HERE / "static", name="static", directory_view=False)
    blueprint.exception(Exception)(refuse)
    app.blueprint(blueprint)
    app.register_middleware(_add_headers, "response")


async def _unknown(request: Request, **parts: str) -> HTTPResponse:
    raise NotFound


async def _add_headers(request: Request, response: BaseHTTPResponse) -> None:
    """For every answer below our addresses, also where no route was found."""
    secure(response)
    if request.path.startswith(STATIC_PREFIX):
        response.headers.setdefault("Cache-Control", "no-cache")
    elif request.path.strip("/").partition("/")[0] in OUR_FIRST_PARTS:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
