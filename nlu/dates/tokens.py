"""Cuts a text into numbers, words and signs, each with its place in the text and its tags."""

from __future__ import annotations

import re
from datetime import date

from nlu.dates.vocabulary import NOTHING, Tags, look_up

# The order decides: the longest notation that is a date or a time on its own comes first.
_PATTERN = re.compile(
    r"""
    (?P<iso>\d{4}-\d{1,2}-\d{1,2})(?:[T ](?P<isotime>\d{2}:\d{2})(?::\d{2})?)?(?!\w)
  | (?P<full>\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4}|\d{2}|\s?'\d{2})(?!\w|[.,:]\d)
      | \d{1,2}(?P<slash>[/-])\d{1,2}(?P=slash)\d{4}(?!\w|[.,:]\d))
  | (?P<daymonth>\d{1,2}\.\s?\d{1,2}\.)(?!\d)
  | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?=h\b|uhr)|\d{1,2}:\d{2}(?::\d{2})?(?![\w:])|\d{1,2}h\d{2}(?!\w))
  | (?P<pair>\d{1,2}\.\d{1,2}(?=h\b|uhr)|\d{1,2}\.\d{1,2}(?![\w,.:/]\w|\w))
  | (?P<decimal>\d+(?:[.,]\d+)+(?!\w))
  | (?P<ordinal>\d{1,2}(?:\.(?![\w])|(?:ste|te)[rnms]?\b|ter\b))
  | (?P<number>\d+(?=uhr|h\b)|\d+(?!\w))
  | (?P<word>\w[\w\u0300-\u036f]*)
  | (?P<dash>[-–—])
  | (?P<sign>[^\s\w])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


class Token:
    """One piece of the text: `text[start:end]`, its folded word and what it may mean."""

    __slots__ = ("end", "raw", "start", "tags", "word")

    def __init__(self, raw: str, start: int, word: str, tags: Tags) -> None:
        self.raw = raw
        self.start = start
        self.end = start + len(raw)
        self.word = word
        self.tags = tags

    def __repr__(self) -> str:
        return f"{self.raw}{self.tags or ''}"


def cut(text: str) -> list[Token]:
    """All tokens of `text` in order, followed by three empty ones so that rules may look ahead."""
    tokens = []
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup
        raw = match.group()
        if kind == "word":
            word, tags = look_up(raw)
            # „mo." and „Sept.": the dot belongs to an abbreviation, not to the sentence
            tokens.append(Token(raw, match.start(), word, tags))
        elif kind == "sign" or kind == "dash":
            tokens.append(Token(raw, match.start(), raw, {"op": "to"} if kind == "dash" else NOTHING))
        else:
            tokens.append(Token(raw, match.start(), "", _numeric_tags(str(kind), raw)))
    tokens.extend(Token("", len(text), "", NOTHING) for _ in range(3))
    return tokens


def _numeric_tags(kind: str, raw: str) -> Tags:
    values = [int(digits) for digits in _DIGITS.findall(raw[:20])]
    if kind in ("iso", "isotime"):
        return _dated(values[2], values[1], values[0], values[3:5])
    if kind == "full":
        return _dated(values[0], values[1], values[2] if values[2] > 99 else -values[2] - 1, [])
    if kind == "daymonth":
        return {"daymonth": (values[0], values[1])} if _is_day(values[0], values[1]) else {}
    if kind == "clock":
        return {"clock": values[0] * 60 + values[1]} if values[0] < 25 and values[1] < 60 else {}
    if kind == "pair":
        return _pair(values[0], values[1], raw)
    if kind == "decimal":
        return {"amount": float(f"{values[0]}.{values[1]}")} if len(values) == 2 and len(raw) < 8 else {}
    if kind == "ordinal":
        return {"ord": values[0], "digits": True}
    if len(raw) > 4 or (len(raw) > 2 and raw[0] == "0"):
        return NOTHING  # telephone numbers, postcodes
    return {"num": values[0], "digits": True}


def _dated(day: int, month: int, year: int, clock: list[int]) -> Tags:
    """`year` is negative (-1 - yy) when only two digits were given; the reader knows the century."""
    if not _is_day(day, month):
        return {}
    tags: Tags = {"date": (day, month, year)}
    if len(clock) == 2 and clock[0] < 24 and clock[1] < 60:
        tags["at"] = clock[0] * 60 + clock[1]
    return tags


def _pair(first: int, second: int, raw: str) -> Tags:
    """„10.10" may be the tenth of October or ten past ten; which, the words around it decide."""
    tags: Tags = {"amount": float(raw)}
    if _is_day(first, second):
        tags["pair_day"] = (first, second)
    if first < 25 and second < 60 and len(raw.split(".")[1]) == 2:
        tags["pair_clock"] = first * 60 + second
    return tags


def _is_day(day: int, month: int) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    try:
        date(2024, month, day)
    except ValueError:
        return False
    return True
