"""Finds every date and time in a text, in one pass from left to right.

Every token is tried once as the beginning of an expression and a rule looks only a fixed way ahead, so
that the cost
grows with the length of the text and not faster.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from nlu.dates.assemble import assemble
from nlu.dates.feast_names import FEAST_STARTS
from nlu.dates.fold import word_set
from nlu.dates.groups import Group, read_group
from nlu.dates.negation import is_denied_after, is_denied_before
from nlu.dates.reader import Reader
from nlu.dates.spans import Span

NO_DATE_AFTER = word_set(
    "guten gute gut schoenen schoene schoenes schoner schonen schones frohe frohes froehliche gesegnete "
    "gruess "
    "angenehmen angenehmes frau herr herrn familie"
)
"""Greetings („guten Morgen") and names („Frau Mai")."""
STARTS = word_set(
    "nicht kw kalenderwoche kurz mitternacht jetzt gerade genau frueher spaeter eher spater spaten "
    "unter spaet spat fruhen fruheren spaeten fruehen feierabend"
)  # fmt: skip

OWN_BOUND = ("nicht", "ab", "bis")


def scan(text: str, now: datetime) -> list[Span]:
    """All spans in order, the denied ones („nicht montags") marked as excluded. Never raises on any text."""
    r = Reader(text, now.replace(tzinfo=None))
    spans: list[Span] = []
    i = 0
    last_end = -1
    while i < r.size:
        token = r.tokens[i]
        if not (token.tags or token.word in STARTS or token.word in FEAST_STARTS):
            i += 1
            continue
        group = None if r.word(i - 1) in NO_DATE_AFTER else read_group(r, i)
        if group is None or (group.weak and not _is_whole(r, group)):
            i += 1
            continue
        span = assemble(r, group)
        if span is None:  # „30. Februar" is no date, and no February either
            i = group.end
            continue
        joined = bool(spans) and spans[-1].excluded and _is_listed(r, last_end, i)
        # „nicht montags und nicht vor 10 Uhr": a bound of its own is wanted, whatever was left out before.
        joined = joined and r.word(i) not in OWN_BOUND
        denied = joined or is_denied_before(r, i) or is_denied_after(r, group.end)
        spans.append(replace(span, excluded=True) if denied else span)
        i = last_end = group.end
    return spans


def _is_whole(r: Reader, group: Group) -> bool:
    """True if nothing but signs stands around the expression."""
    rest = (*r.tokens[: group.start], *r.tokens[group.end : r.size])
    return all(token.word and not token.word[0].isalnum() for token in rest)


def _is_listed(r: Reader, end: int, start: int) -> bool:
    """„außer Montag und Freitag": what is joined by „und", „oder", „noch" or a comma is denied with it."""
    between = [r.word(k) for k in range(end, min(start, end + 4))]
    if start - end > 3 or not between:
        return False
    return all(word in ("und", "oder", "noch", "sowie", ",", "auch", "/", "bzw") for word in between)
