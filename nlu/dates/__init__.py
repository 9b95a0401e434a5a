"""German dates and times in appointment talk, with an injected clock and without any outside state.

    >>> from datetime import datetime
    >>> [span.as_dict()["from"] for span in find_dates("übermorgen um halb vier", datetime(2026, 11, 22, 9))]
    ['2026-11-24T15:30:00']

How it works: `tokens` cuts the text, small rules (`day_rules`, `relative_rules`, `nth_rules`, `clock_rules`,
`time_rules`) read typed pieces, `day_ranges` and `groups` put pieces together, `resolve` and
`assemble` turn them into
spans seen from `now`, `scan` walks over the text. Why it is our own: docs/adr/0003-dates.md.
"""

from __future__ import annotations

from datetime import datetime

from nlu.dates.say import say
from nlu.dates.scan import scan
from nlu.dates.spans import DayRange, Kind, Option, Span, Terminwunsch, TimeWindow
from nlu.dates.wish import read_wish

__all__ = [
    "DayRange",
    "Kind",
    "Option",
    "Span",
    "Terminwunsch",
    "TimeWindow",
    "find_dates",
    "read_wish",
    "say",
]


def find_dates(text: str, now: datetime) -> list[Span]:
    """The dates and times in `text` as wall time seen from `now`, in order and without overlap.

    `now` is local time; an offset on it is ignored. What the speaker rules out („nicht montags") is no
    date to offer
    and is left out here; `read_wish` reports it. Never raises on any text.
    """
    return [span for span in scan(text, now) if not span.excluded]
