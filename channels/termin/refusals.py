"""What did not work, as a page that says how to go on."""

from __future__ import annotations

import logging
from http import HTTPStatus

from sanic import Request
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse

from booking.errors import (
    BadSecret,
    BookingError,
    HoldExpired,
    NotFound,
    RateLimited,
    Unavailable,
)
from channels.termin.templating import page
from channels.termin.views import path_of
from channels.web.errors import Refusal, from_status

UNAVAILABLE_SECONDS = 60  # a booking system that is away is seldom back sooner

logger = logging.getLogger(__name__)


def refuse(request: Request, error: Exception) -> HTTPResponse:
    """Any error of one of our routes as a page. Nothing personal is logged: the route, not the path."""
    match error:
        case NotFound() | BadSecret():
            watching = (request.route.path if request.route else "").startswith("warten")
            return page("unknown.html", status=HTTPStatus.NOT_FOUND, watching=watching)
        case RateLimited():
            return _not_now(request, error, HTTPStatus.TOO_MANY_REQUESTS, seconds_of(error))
        case Unavailable():
            return _not_now(request, error, HTTPStatus.SERVICE_UNAVAILABLE, UNAVAILABLE_SECONDS)
        case HoldExpired():
            return page("gone.html", status=HTTPStatus.GONE)
        case BookingError():
            return _trouble(request, str(error), HTTPStatus.CONFLICT)
        case Refusal():
            return _trouble(request, f"{error.message} {error.remedy}", error.status)
        case SanicException():
            refusal = from_status(error.status_code or HTTPStatus.INTERNAL_SERVER_ERROR)
        case _:
            refusal = from_status(HTTPStatus.INTERNAL_SERVER_ERROR)
    if refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        route = request.route.path if request.route else "(unbekannte Adresse)"
        logger.error("%s %s failed: %s", request.method, route, type(error).__name__)
    return _trouble(request, f"{refusal.message} {refusal.remedy}", refusal.status)


def seconds_of(error: RateLimited) -> int:
    """After how many whole seconds the next try is welcome."""
    return max(1, round(error.retry_after.total_seconds()))


def _not_now(request: Request, error: BookingError, status: HTTPStatus, seconds: int) -> HTTPResponse:
    return _trouble(request, str(error), status, {"Retry-After": str(seconds)})


def _trouble(
    request: Request,
    message: str,
    status: HTTPStatus,
    headers: dict[str, str] | None = None,
) -> HTTPResponse:
    token = request.match_info.get("token")
    return page(
        "trouble.html",
        status=status,
        headers=headers,
        message=message,
        back=path_of(token) if token else "",
    )
