"""Amounts of time: „zwei Wochen", „einer halben Stunde", „zweieinhalb Tage", „zwei bis drei Wochen"."""

from __future__ import annotations

from nlu.dates.reader import Reader

LONGEST = 4000  # units; beyond this a number before a unit is no appointment


def duration(r: Reader, i: int) -> tuple[float, str, int] | None:
    """An amount of time after „in", „vor" or nothing: (amount, unit, index behind)."""
    if r.word(i) in ("in", "vor", "nach", "ueber", "innerhalb", "binnen"):
        i += 2 if r.word(i + 1) in ("von", "der", "den") else 1
        if r.tag(i, "rel") == 1 and r.word(i - 2) in ("innerhalb", "binnen"):
            i += 1  # „innerhalb der nächsten zwei Wochen"
    while r.tag(i, "about") and r.tag(i, "num") is None:
        i += 1
    amount = _amount(r, i)
    if amount is None:
        return None
    value, k = amount
    unit = r.tag(k, "unit")
    if unit in ("quarter_hour", "half_hour", "three_quarter_hour"):
        return value * {"quarter_hour": 15, "half_hour": 30, "three_quarter_hour": 45}[unit], "minute", k + 1
    if unit is None or not 0 < value <= LONGEST:
        return None
    return value, unit, k + 1


def _amount(r: Reader, i: int) -> tuple[float, int] | None:
    value = r.tag(i, "num")
    if value is None:
        value = r.tag(i, "amount")
        return (value, i + 1) if value is not None else None
    if r.word(i + 1) in ("halbe", "halben", "halbes"):
        return 0.5, i + 2  # „einer halben Stunde"
    if r.word(i + 1) in ("paar", "dutzend"):
        return (2 if r.word(i + 1) == "paar" else 12), i + 2
    if (
        r.word(i + 1) == "und"
        and r.word(i + 2) in ("eine", "einer", "einen")
        and r.word(i + 3).startswith("halb")
    ):
        return value + 0.5, i + 4
    if r.word(i + 1) in ("ein", "einhalb") and (r.word(i + 1) == "einhalb" or r.word(i + 2) == "halb"):
        return value + 0.5, i + (2 if r.word(i + 1) == "einhalb" else 3)
    if r.word(i + 1) in ("bis", "-", "–", "oder") and r.tag(i + 2, "num") and r.tag(i + 3, "unit"):
        return r.tag(i + 2, "num"), i + 3  # „in zwei bis drei Wochen": the later end is safe
    return value, i + 1
