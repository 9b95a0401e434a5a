"""Ages in conditions and questions: „unter 24 Jahren“, „Ich bin 20“, „für mein Kind“."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from knowledge.model import Aussage, Gebuehr, Leistung, Unterlage

ItemT = TypeVar("ItemT", Gebuehr, Unterlage, Aussage)
OLDEST = 150
ADULT = 18  # § 2 BGB

# Numbers that count something else than years of age.
_MONTHS = "jan|feb|mär|maerz|apr|mai|jun|jul|aug|sep|okt|nov|dez"
_NO_AGE = (
    rf"(?!\.\s*(?:\d|{_MONTHS}))(?![:,]\d)"
    r"(?!\s*(?:€|euro|uhr|prozent|km|mal|tag|woche|monat|personen|stück|jahre?\s+gültig))"
)
_BOUND = re.compile(
    r"\b(bis unter|jünger als|unter|bis(?: zu| einschließlich)?|höchstens|ab|mindestens|über|älter als)"
    rf"\s+(\d{{1,2}})\b{_NO_AGE}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(\d{1,2})\s*(?:bis|–|-)\s*(\d{1,2})\s*(?:jahre|jährig)", re.IGNORECASE)
_EXACT = re.compile(
    r"\b(\d{1,2})\s*-?\s*(?:jahre\s+alt|jährig|jaehrig)"
    rf"|\b(?:ich bin|sie ist|er ist|ist)\s+(?:erst\s+|schon\s+|gerade\s+)?(\d{{1,2}})\b{_NO_AGE}"
    r"|\b(?:ich|sie|er)\s+(?:erst\s+|schon\s+|gerade\s+)?(\d{1,2})\s+(?:bin|ist|werde|wird)\b",
    re.IGNORECASE,
)
CLEARLY_AGES = ("unter", "jünger als", "über", "älter als")  # „ab 8“ and „bis 12“ may be hours
_CHILD = re.compile(r"\b(?:kind(?:er|ern|es)?|baby|säugling|neugeborene\w*|minderjährig\w*)\b", re.IGNORECASE)
_GROWN_UP = re.compile(r"\b(?:volljährig\w*|erwachsene\w*)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"\d\s*(?:€|euro\b)|\b(?:kostenlos|kostenfrei|gebührenfrei)\b", re.IGNORECASE)
_YEARS = re.compile(r"jahr|jährig|jaehrig|\balt\b", re.IGNORECASE)


@dataclass(frozen=True)
class Ages:
    """Whole years of age, both ends included."""

    youngest: int = 0
    oldest: int = OLDEST

    def meets(self, other: Ages) -> bool:
        """Whether somebody can be of both."""
        return self.youngest <= other.oldest and other.youngest <= self.oldest


def ages_of(condition: str) -> Ages | None:
    """The ages for which a condition holds; None when it is not about age."""
    if between := _BETWEEN.search(condition):
        return Ages(int(between[1]), int(between[2]))
    bound = _BOUND.search(condition)
    if bound and _YEARS.search(condition):
        return _bounded(bound)
    return _group(condition)


def asked_ages(question: str) -> Ages | None:
    """The ages that a question is about; None when it names none."""
    if exact := _EXACT.search(question):
        age = int(exact[1] or exact[2] or exact[3])
        return Ages(age, age)
    bound = _BOUND.search(question)
    if bound and (_YEARS.search(question) or bound[1].lower() in CLEARLY_AGES):
        return _bounded(bound)
    return _group(question)


def without_age(question: str) -> str:
    """The question without the age it tells: the 20 of „ich bin 20“ is no word to search for."""
    return _EXACT.sub(" ", question)


def narrowed(leistung: Leistung, question: str) -> Leistung:
    """The Leistung without what does not hold at the age that `question` is about."""
    asked = asked_ages(question)
    if asked is None:
        return leistung
    return leistung.model_copy(
        update={
            "gebuehren": _holding(leistung.gebuehren, asked),
            "unterlagen": _holding(leistung.unterlagen, asked),
            "fristen": _holding(leistung.fristen, asked),
            "voraussetzungen": _holding(leistung.voraussetzungen, asked),
        }
    )


def narrowed_amounts(lines: tuple[str, ...], question: str) -> tuple[str, ...]:
    """Lines of a fee text („Unter 24 Jahren: 27,60 Euro“) without those for another age than `question`'s.

    Only a line that names one age and its amount can go; all stay when no line for the asked age is left.
    """
    asked = asked_ages(question)
    if asked is None:
        return lines
    ages = {line: ages_of(line) for line in lines if len(_AMOUNT.findall(line)) == 1}
    if not any(known and known.meets(asked) for known in ages.values()):
        return lines
    return tuple(line for line in lines if not (known := ages.get(line)) or known.meets(asked))


def _holding(items: tuple[ItemT, ...], asked: Ages) -> tuple[ItemT, ...]:
    """What holds at the asked ages; all of it when nothing would be left, for then no age was meant."""
    kept = tuple(item for item in items if not (ages := ages_of(item.bedingung or "")) or ages.meets(asked))
    return kept or items


def _bounded(bound: re.Match[str]) -> Ages:
    word, age = bound[1].lower(), int(bound[2])
    if word in ("unter", "bis unter", "jünger als"):
        return Ages(oldest=age - 1)
    if word in ("ab", "mindestens", "über", "älter als"):
        return Ages(youngest=age)  # „über 24 Jahren“ stands in fee tables for "from 24 on"
    return Ages(oldest=age)


def _group(text: str) -> Ages | None:
    if _CHILD.search(text):
        return Ages(oldest=ADULT - 1)
    return Ages(youngest=ADULT) if _GROWN_UP.search(text) else None
