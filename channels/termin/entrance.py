"""The way in for people who have lost the link: number and code."""

from __future__ import annotations

from http import HTTPStatus

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, redirect

from booking.errors import BadSecret, NotFound, RateLimited
from channels.termin.desk import TerminDesk
from channels.termin.reading import read_form
from channels.termin.refusals import seconds_of
from channels.termin.templating import page
from channels.termin.views import path_of
from channels.web.settings import READING

PATH = "/termin"
MISSING = {
    "number": "Bitte geben Sie die Nummer Ihres Termins an.",
    "code": "Bitte geben Sie den Code Ihres Termins an.",
}


def add_entrance(blueprint: Blueprint, desk: TerminDesk) -> None:
    """Add the routes to `blueprint`."""

    async def ask(request: Request) -> HTTPResponse:
        return _page()

    blueprint.add_route(ask, PATH, methods=READING)

    @blueprint.post(PATH)
    async def enter(request: Request) -> HTTPResponse:
        form = read_form(request)
        values = {name: form.get(name, "") for name in MISSING}
        faults = {name: sentence for name, sentence in MISSING.items() if not values[name]}
        if faults:
            return _page(values, faults, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            # No conversation: the one in which it was booked keeps it.
            vorgang = await desk.vorgaenge.open_with_code(None, values["number"], values["code"])
        except (NotFound, BadSecret) as error:  # which of the two was wrong is nobody's business
            return _page(values, {"number": str(error)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except RateLimited as error:
            return _page(
                values,
                {"number": str(error)},
                status=HTTPStatus.TOO_MANY_REQUESTS,
                headers={"Retry-After": str(seconds_of(error))},
            )
        return redirect(path_of(vorgang.link_token), status=HTTPStatus.SEE_OTHER)


def _page(
    values: dict[str, str] | None = None,
    faults: dict[str, str] | None = None,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    headers: dict[str, str] | None = None,
) -> HTTPResponse:
    return page(
        "enter.html",
        status=status,
        headers=headers,
        path=PATH,
        values=values or dict.fromkeys(MISSING, ""),
        faults=faults or {},
    )
