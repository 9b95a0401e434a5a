"""What the catalogue knows on each aspect of a Leistung; None is "no confirmed statement"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from knowledge.answer import MAX_SENTENCES, Aspekt, Facts, Item, Link, Listing, Part
from knowledge.fees import fees
from knowledge.free_text import told_in_full_text, told_in_text
from knowledge.hints import with_hints
from knowledge.model import Aussage, Dienststelle, Leistung
from knowledge.offices import (
    MAX_CARDS,
    address,
    contact_links,
    fact_sources,
    place_card,
    short_list,
    source_of,
    told_days,
    told_hours,
)
from knowledge.texts import sentences_of

MAX_LINKS = 5  # more pages than that are a search result, not an answer


def general(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """What it is, in its first sentences, and what to mind; hints that do not fit wait for who wants them."""
    if leistung.kurztext:
        told = Facts(tuple(sentences_of(leistung.kurztext)[:MAX_SENTENCES]))
    else:
        told = told_in_full_text(leistung) or Facts()
    facts = with_hints(told, leistung.hinweise)
    return None if facts == Facts() else facts


def documents(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """A checklist; each document with its condition."""
    if not leistung.unterlagen:
        return told_in_text(leistung, "unterlagen", "checklist")
    items = tuple(Item(u.bezeichnung, _note(u.bedingung, u.hinweis)) for u in leistung.unterlagen)
    sources = fact_sources(leistung, offices, [u.quelle for u in leistung.unterlagen])
    return Facts(("Das brauchen Sie:",), (Listing(items, "checklist"),), sources)


def conditions(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """Who may ask for it."""
    return _statements(leistung, offices, leistung.voraussetzungen) or told_in_text(
        leistung, "voraussetzungen"
    )


def deadlines(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """By when it must be done."""
    return _statements(leistung, offices, leistung.fristen) or told_in_text(leistung, "fristen")


def duration(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """How long the office takes."""
    dauer = (leistung.bearbeitungsdauer,) if leistung.bearbeitungsdauer else ()
    return _statements(leistung, offices, dauer) or told_in_text(leistung, "bearbeitungsdauer")


def steps(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """What to do, in order."""
    if not leistung.ablauf:
        return told_in_text(leistung, "ablauf", "steps")
    return Facts(("So geht es:",), (Listing(tuple(Item(step) for step in leistung.ablauf), "steps"),))


def online(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """The way from home, and the forms."""
    forms = tuple(Link(f.titel, f.url) for f in leistung.formulare if f.url)[:MAX_LINKS]
    dienst = leistung.online_dienst
    if dienst is not None:
        hint = tuple(sentences_of(dienst.hinweis)[: MAX_SENTENCES - 1]) if dienst.hinweis else ()
        return Facts(("Das geht online.", *hint), (Link(dienst.titel, dienst.url), *forms))
    if forms:
        return Facts(
            ("Ob es ganz online geht, weiß ich nicht. Diese Formulare und Seiten gibt es dazu:",), forms
        )
    return None


def place(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """The office with its address; many offices in a list."""
    located = [office for office in offices if office.anschrift]
    if not located:
        return None
    # Catalogues list each desk of one building as an office of its own.
    located = list({(o.titel, o.anschrift): o for o in reversed(located)}.values())[::-1]
    if len(located) <= MAX_CARDS:
        also = tuple(f"Auch möglich: {office.titel}." for office in offices if not office.anschrift)
        cards = tuple(place_card(office, now) for office in located)
        return _of_offices(also[:MAX_SENTENCES], cards, located)
    return _of_offices((f"Dafür gibt es {len(located)} Stellen:",), (short_list(located, now),), located)


def hours(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """Whether it is open now, and the week."""
    return _hours(offices, lambda office: told_hours(office, now))


def hours_on_days(offices: Sequence[Dienststelle], days: tuple[date, date], now: datetime) -> Facts | None:
    """Whether it is open on these days (both included)."""
    return _hours(offices, lambda office: told_days(office, days, now))


def _hours(offices: Sequence[Dienststelle], tell: Callable[[Dienststelle], Facts | None]) -> Facts | None:
    known = [(office, facts) for office in offices if (facts := tell(office))]
    told = [office for office, _ in known]
    if not known:
        return None
    if len(known) == 1:
        return _of_offices(known[0][1].sentences, known[0][1].parts, told)
    if len(known) <= MAX_CARDS:
        sentences = tuple(f"{o.titel}: {' '.join(f.sentences)}" for o, f in known if f.sentences)
        return _of_offices(sentences, tuple(part for _, facts in known for part in facts.parts), told)
    items = tuple(Item(o.titel, " ".join(f.sentences) or address(o)) for o, f in known)
    return _of_offices((), (Listing(items),), told)


def contact(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """Telephone, e-mail and page of the first office that has any."""
    for office in offices:
        links = contact_links(office)
        if links:
            return _of_offices((f"So erreichen Sie die Stelle „{office.titel}“:",), links, [office])
    return None


Teller = Callable[[Leistung, Sequence[Dienststelle], datetime], Facts | None]
TELLERS: dict[Aspekt, Teller] = {
    "allgemein": general,
    "gebuehr": fees,
    "unterlagen": documents,
    "oeffnungszeit": hours,
    "ort": place,
    "ablauf": steps,
    "dauer": duration,
    "frist": deadlines,
    "voraussetzung": conditions,
    "online": online,
    "kontakt": contact,
}


def _note(condition: str | None, hint: str | None) -> str | None:
    """Condition and hint in one line; a hint that is a sentence of its own stays one."""
    if not condition or not hint:
        return condition or hint
    return f"{condition}. {hint}" if hint[0].isupper() else f"{condition}, {hint}"


def _statements(
    leistung: Leistung, offices: Sequence[Dienststelle], statements: Sequence[Aussage]
) -> Facts | None:
    if not statements:
        return None
    sources = fact_sources(leistung, offices, [s.quelle for s in statements])
    if len(statements) == 1 and statements[0].bedingung is None:
        only = statements[0]
        return Facts(tuple(filter(None, (only.text, only.hinweis))), sources=sources)
    items = tuple(Item(s.text, _note(s.bedingung, s.hinweis)) for s in statements)
    return Facts((), (Listing(items),), sources)


def _of_offices(sentences: tuple[str, ...], parts: tuple[Part, ...], told: Sequence[Dienststelle]) -> Facts:
    sources = tuple(dict.fromkeys(source_of(office) for office in told))
    return Facts(sentences, parts, sources, all(office.geprueft for office in told))
