"""What a page's form sends."""

from __future__ import annotations

import re
from datetime import date
from http import HTTPStatus

from sanic import Request

from channels.web.errors import Refusal
from channels.web.reading import clean_text

# 2026-11-24 from a date field; 24.11.2026 from browsers that show a text field instead.
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_GERMAN_DAY = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})", re.ASCII)


def read_form(request: Request) -> dict[str, str]:
    """The fields of one of our forms, cleaned of control characters; refuses what another site sends."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refusal(
            HTTPStatus.FORBIDDEN,
            "foreign_form",
            "Dieses Formular wurde von einer fremden Seite abgeschickt.",
            "Es ist nichts geändert. Bitte öffnen Sie den Link aus Ihrer E-Mail und versuchen Sie es dort.",
        )
    return {name: clean_text(values[0]).strip() for name, values in (request.form or {}).items()}


def read_day(text: str) -> date | None:
    """A day as the date field sends it or as people write it; None for anything else (31 June, too)."""
    found = _ISO_DAY.fullmatch(text.strip()) or _GERMAN_DAY.fullmatch(text.strip())
    if not found:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
