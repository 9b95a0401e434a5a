"""Opening hours that were typed as free text; only what is understood without doubt becomes times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from knowledge.model import WOCHENTAGE

NAMES = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
DAYS = {name.casefold(): day for name, day in zip(NAMES, WOCHENTAGE, strict=True)}
CLOSED = ("geschlossen", "-", "–")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr)?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|–|bis)\s*{_CLOCK}")
_BETWEEN = re.compile(r"\s*(?:,|;|und|u\.|/|\s)\s*")


def opening_times(lines: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The model's keys for lines such as `("Montag", "8 bis 12 Uhr")`.

    As soon as the hours of one day are not understood, all stay text, because half a week would call the
    other half closed. A line under any other name is a remark.
    """
    zeiten: list[dict[str, Any]] = []
    told: list[str] = []
    remarks: list[str] = []
    understood = True
    for name, text in lines:
        day = DAYS.get(name.strip().casefold())
        if day is None:
            remarks.append(": ".join(filter(None, (name.strip(), text.strip()))))
            continue
        told.append(f"{name.strip()}: {text.strip()}")
        spans = read_spans(text.strip())
        if spans is None:
            understood = understood and text.strip().casefold() in CLOSED
        else:
            zeiten += [{"tage": [day], "von": von, "bis": bis} for von, bis in spans]
    text = "\n\n".join(filter(None, remarks if understood else told + remarks))
    keys = {"oeffnungszeiten": zeiten if understood else [], "oeffnungszeiten_text": text}
    return {key: value for key, value in keys.items() if value}


def read_spans(text: str) -> list[tuple[str, str]] | None:
    """`8-12 Uhr und 14.00 bis 18.00 Uhr` as pairs of `HH:MM`; None as soon as one word is left over."""
    spans: list[tuple[str, str]] = []
    rest = _SPAN.sub("\0", text)
    if not _SPAN.search(text) or _BETWEEN.sub("", rest).replace("\0", ""):
        return None
    for match in _SPAN.finditer(text):
        hours = [int(match[1]), int(match[3])]
        minutes = [int(match[2] or 0), int(match[4] or 0)]
        if max(hours) > 23 or max(minutes) > 59:
            return None
        von, bis = (f"{h:02}:{m:02}" for h, m in zip(hours, minutes, strict=True))
        if bis <= von:
            return None
        spans.append((von, bis))
    return spans
