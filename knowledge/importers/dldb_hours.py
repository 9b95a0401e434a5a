"""Opening hours that were typed as free text; only what is understood without doubt becomes a time."""

from __future__ import annotations

import re
from typing import Any

from knowledge.importers.html import clean_line
from knowledge.model import WOCHENTAGE

DAYS = dict(
    zip(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        WOCHENTAGE,
        strict=True,
    )
)
NAMES = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr)?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|–|bis)\s*{_CLOCK}")
_BETWEEN = re.compile(r"\s*(?:,|;|und|u\.|/|\s)\s*")


def opening_times(raw: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """Weekly hours as the model has them, and the days whose text was not understood, each as a sentence."""
    zeiten: list[dict[str, Any]] = []
    unread: list[str] = []
    for (key, day), name in zip(DAYS.items(), NAMES, strict=True):
        text = clean_line(str(raw.get(key) or ""))
        if not text:
            continue
        spans = read_spans(text)
        if spans is None:
            unread.append(f"{name}: {text}")
        else:
            zeiten += [{"tage": [day], "von": von, "bis": bis} for von, bis in spans]
    special = clean_line(str(raw.get("special") or ""))
    return zeiten, [*unread, special] if special else unread


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
