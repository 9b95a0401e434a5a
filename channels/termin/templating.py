"""The pages' templates, within the frame of the web channel."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from sanic.response import HTTPResponse, html

from booking.details import EXAMPLE_NOTICE, say_day, say_slot, say_time
from channels.web.templating import HERE as WEB
from channels.web.templating import environment

STATIC_PREFIX = "/static/termin"
HERE = Path(__file__).parent

_templates = environment(HERE / "templates", WEB / "templates")
_templates.globals |= {"own_static": STATIC_PREFIX, "example_notice": EXAMPLE_NOTICE}
_templates.filters |= {"day": say_day, "time": say_time, "slot": say_slot}


def page(
    template: str,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> HTTPResponse:
    """A template with its values as a response."""
    text = _templates.get_template(template).render(**values)
    return html(text, status=status, headers=dict(headers or {}))
