"""The answer to one aspect of a Leistung or a Dienststelle, from what the catalogue says and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from knowledge.ages import narrowed, narrowed_amounts
from knowledge.answer import MAX_SENTENCES, Answer, Aspekt, Facts, Link, Listing, Part, Source
from knowledge.asked_days import asked_days
from knowledge.aspects import TELLERS, hours_on_days
from knowledge.languages import in_language
from knowledge.model import Dienststelle, Leistung
from knowledge.office_answers import OFFICE_TELLERS
from knowledge.offices import asked_stadtteil, page_source, responsible, source_of, told_days

AUTHORITY_NUMBER = "115"  # Germany's number for every public authority
MISSING = "Dazu habe ich keine bestätigte Angabe."
NOT_VALID = "Diese Leistung gibt es zurzeit nicht."
ASK_115 = f"Bitte fragen Sie unter der Behördennummer {AUTHORITY_NUMBER} nach."
MAX_FOLLOW_UPS = 4
# What people ask next, in this order; the aspect just answered is left out.
NEXT: tuple[Aspekt, ...] = (
    *("gebuehr", "unterlagen", "ort", "online", "oeffnungszeit", "ablauf"),
    *("dauer", "frist", "voraussetzung", "kontakt"),
)
NEXT_OF_OFFICE: tuple[Aspekt, ...] = ("oeffnungszeit", "ort", "kontakt")
WHO = {"land": "Dafür ist das Land zuständig", "bund": "Dafür ist der Bund zuständig"}
# On these aspects it matters that somebody else is responsible.
WHERE_TO_TURN: frozenset[Aspekt] = frozenset(
    ("allgemein", "ort", "oeffnungszeit", "kontakt", "online", "ablauf")
)


def answer(
    leistung: Leistung,
    aspekt: Aspekt,
    dienststellen: Iterable[Dienststelle],
    now: datetime,
    *,
    stadtteil: str | None = None,
    days: tuple[date, date] | None = None,
    question: str = "",
    sprache: str = "de",
) -> Answer:
    """Answer `aspekt` of `leistung` in `sprache`, as far as it is told in it.

    `dienststellen` may be the whole catalogue's; those of the Leistung are picked, with `stadtteil` the one
    that serves it. `now` is local wall time; `days` (both included) asks for the hours on these days. With
    the `question` in the citizen's words the answer is narrowed to the days, the Stadtteil and the age that
    are named in it.
    """
    leistung = narrowed(in_language(leistung, sprache), question)
    offices = responsible(leistung, dienststellen)
    stadtteil = stadtteil or asked_stadtteil(question, offices)
    offices = responsible(leistung, offices, stadtteil)
    days = (days or asked_days(question, now)) if aspekt == "oeffnungszeit" else None
    facts = {name: tell(leistung, offices, now) for name, tell in TELLERS.items()}
    found = facts[aspekt]
    if days is not None:
        found = hours_on_days(offices, days, now)
    if aspekt == "gebuehr" and found is not None:
        found = replace(found, parts=tuple(_narrowed_part(part, question) for part in found.parts))
    elsewhere = _elsewhere(leistung) if aspekt in WHERE_TO_TURN else None
    page = page_source(leistung, offices)
    follow_ups = tuple(name for name in NEXT if name != aspekt and facts[name] is not None)[:MAX_FOLLOW_UPS]
    if not _is_valid(leistung, now.date()):
        return _missing(aspekt, leistung.titel, page, (), NOT_VALID)
    if found is None and elsewhere is None:
        return _missing(aspekt, leistung.titel, page, follow_ups)
    told = _joined(elsewhere, found)
    sources = told.sources or (page,)
    return Answer(
        aspekt,
        leistung.titel,
        told.sentences,
        told.parts,
        unconfirmed=not (leistung.geprueft and told.confirmed),
        source=sources[0],
        more_sources=sources[1:],
        follow_ups=follow_ups,
        more=told.more,
    )


def answer_dienststelle(
    dienststelle: Dienststelle,
    aspekt: Aspekt,
    now: datetime,
    *,
    days: tuple[date, date] | None = None,
    question: str = "",
) -> Answer:
    """Answer `aspekt` of an office; its hours on `days` or those that `question` names, else now."""
    days = (days or asked_days(question, now)) if aspekt == "oeffnungszeit" else None
    if days is not None:
        found = told_days(dienststelle, days, now)
    else:
        tell = OFFICE_TELLERS.get(aspekt)
        found = tell(dienststelle, now) if tell else None
    source = source_of(dienststelle)
    follow_ups = tuple(
        name
        for name in NEXT_OF_OFFICE
        if name != aspekt and OFFICE_TELLERS[name](dienststelle, now) is not None
    )
    if found is None:
        return _missing(aspekt, dienststelle.titel, source, follow_ups)
    return Answer(
        aspekt,
        dienststelle.titel,
        found.sentences,
        found.parts,
        unconfirmed=not dienststelle.geprueft,
        source=source,
        follow_ups=follow_ups,
        more=found.more,
    )


def _is_valid(leistung: Leistung, day: date) -> bool:
    gueltigkeit = leistung.gueltigkeit
    if gueltigkeit is None:
        return True
    return (gueltigkeit.von or day) <= day <= (gueltigkeit.bis or day)


def _narrowed_part(part: Part, question: str) -> Part:
    """A list of an imported fee text without the amounts for another age than `question`'s."""
    if not isinstance(part, Listing):
        return part
    kept = set(narrowed_amounts(tuple(item.text for item in part.items), question))
    return replace(part, items=tuple(item for item in part.items if item.text in kept))


def _missing(
    aspekt: Aspekt, titel: str, page: Source, follow_ups: tuple[Aspekt, ...], reason: str = MISSING
) -> Answer:
    links = [Link(f"{AUTHORITY_NUMBER} anrufen", f"tel:{AUTHORITY_NUMBER}")]
    if page.url:
        links.append(Link(page.titel or "Seite der zuständigen Stelle", page.url))
    return Answer(
        aspekt, titel, (reason, ASK_115), tuple(links), missing=True, source=page, follow_ups=follow_ups
    )


def _elsewhere(leistung: Leistung) -> Facts | None:
    """That the state, the federation or somebody else does this, with the place to turn to."""
    if leistung.angeboten and leistung.ebene == "kommune":
        return None
    who = WHO.get(leistung.ebene, "Das bietet die Stadt nicht an")
    stelle = leistung.zustaendige_stelle
    if stelle is None:
        return Facts((f"{who}.",))
    turn_to = f"{who}: {stelle.titel}." if leistung.ebene in WHO else f"{who}, zuständig ist: {stelle.titel}."
    return Facts((turn_to,), (Link(stelle.titel, stelle.url),) if stelle.url else ())


def _joined(first: Facts | None, second: Facts | None) -> Facts:
    known = [facts for facts in (first, second) if facts is not None]
    return Facts(
        tuple(s for facts in known for s in facts.sentences)[:MAX_SENTENCES],
        tuple(dict.fromkeys(p for facts in known for p in facts.parts)),
        tuple(s for facts in known for s in facts.sources),
        all(facts.confirmed for facts in known),
        tuple(p for facts in known for p in facts.more),
    )
