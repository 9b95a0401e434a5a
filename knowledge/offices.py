"""Dienststellen in an answer: which one is responsible, where it is, when it is open, how to reach it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from urllib.parse import quote

from knowledge.answer import MAX_SENTENCES, Facts, Item, Link, Listing, OfficeCard, Row, Source, Table
from knowledge.model import Dienststelle, Leistung, Quelle
from knowledge.opening_phrases import range_rows, state_now, state_on, week_rows
from knowledge.texts import excerpt
from nlu.stadtteile import Stadtteile

MAX_CARDS = 2  # more than two cards do not fit on a phone: then a list with one line each
MAX_DAYS = 14  # a table of two weeks is still read; beyond that the week and its exceptions say more
TERMIN = {
    "nur_mit_termin": "nur mit Termin",
    "ohne_termin": "ohne Termin",
    "beides": "mit und ohne Termin",
}


def responsible(
    leistung: Leistung, dienststellen: Iterable[Dienststelle], stadtteil: str | None = None
) -> tuple[Dienststelle, ...]:
    """The offices of `leistung`; with a Stadtteil those that serve it, or all where none is named for it."""
    by_id = {d.id: d for d in dienststellen}
    wanted = [*leistung.dienststellen, *(z.dienststelle for z in leistung.zustaendigkeiten)]
    offices = tuple(by_id[slug] for slug in dict.fromkeys(wanted) if slug in by_id)
    if stadtteil is None:
        return offices
    named = {z.dienststelle for z in leistung.zustaendigkeiten if _names(z.stadtteile, stadtteil)}
    serving = tuple(d for d in offices if d.id in named) or tuple(
        d for d in offices if _names(d.stadtteile, stadtteil)
    )
    return serving or offices


def asked_stadtteil(question: str, dienststellen: Iterable[Dienststelle]) -> str | None:
    """The first Stadtteil in `question` that one of these offices serves."""
    names = {name: () for office in dienststellen for name in office.stadtteile}
    return next(iter(Stadtteile.of(names).find(question)), None) if question else None


def address(dienststelle: Dienststelle) -> str | None:
    """The address in one line."""
    anschrift = dienststelle.anschrift
    return f"{anschrift.strasse}, {anschrift.plz} {anschrift.ort}" if anschrift else None


def place_card(dienststelle: Dienststelle, now: datetime) -> OfficeCard:
    """Address, today's hours, how to get there and in, a map."""
    anschrift = dienststelle.anschrift
    lines = [anschrift.strasse, f"{anschrift.plz} {anschrift.ort}"] if anschrift else []
    if anschrift and anschrift.hinweis:
        lines.append(anschrift.hinweis)
    rows = _rows(
        ("Öffnungszeit", state_now(dienststelle, now)),
        ("Termin", TERMIN.get(dienststelle.termin or "")),
        ("Anfahrt", dienststelle.anfahrt),
        ("Barrierefreiheit", dienststelle.barrierefreiheit),
        ("Zahlung", ", ".join(dienststelle.zahlungsarten)),
    )
    map_url = map_link(dienststelle)
    links = (Link("Karte öffnen", map_url),) if map_url else ()
    return OfficeCard(
        dienststelle.id, dienststelle.titel, tuple(lines), rows, links + contact_links(dienststelle)
    )


def contact_links(dienststelle: Dienststelle) -> tuple[Link, ...]:
    """Telephone, e-mail and page, each where it is known."""
    kontakt = dienststelle.kontakt
    if kontakt is None:
        return ()
    links = []
    if kontakt.telefon:
        digits = "".join(c for c in kontakt.telefon if c.isdigit() or c == "+")
        links.append(Link(f"{kontakt.telefon} anrufen", f"tel:{digits}"))
    if kontakt.email:
        links.append(Link(kontakt.email, f"mailto:{kontakt.email}"))
    if kontakt.webseite:
        links.append(Link("Internetseite", kontakt.webseite))
    return tuple(links)


def map_link(dienststelle: Dienststelle) -> str | None:
    """OpenStreetMap at the office's coordinates, else a search for its address."""
    if dienststelle.geo:
        lat, lon = dienststelle.geo.breite, dienststelle.geo.laenge
        return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=18/{lat}/{lon}"
    line = address(dienststelle)
    return f"https://www.openstreetmap.org/search?query={quote(line)}" if line else None


def hours_table(dienststelle: Dienststelle) -> Table:
    """The weekly pattern of one office."""
    return Table(tuple(Row(label, value) for label, value in week_rows(dienststelle)), dienststelle.titel)


def told_hours(dienststelle: Dienststelle, now: datetime) -> Facts | None:
    """Whether it is open now and the week's hours; what does not fit into times in its own words."""
    state = state_now(dienststelle, now)
    remark = excerpt(dienststelle.oeffnungszeiten_text or "")
    if state is None and not remark.sentences and not remark.lists:
        return None
    sentences = (*((state,) if state else ()), *remark.sentences)[:MAX_SENTENCES]
    table = (hours_table(dienststelle),) if state else ()
    return Facts(sentences, table + remark.lists)


def told_days(dienststelle: Dienststelle, days: tuple[date, date], now: datetime) -> Facts | None:
    """The hours on one day in a sentence, on several in a table; of many days only those that differ."""
    first, last = days
    sentence = state_on(dienststelle, first, now.date())
    if sentence is None:
        return told_hours(dienststelle, now)
    if first == last:
        return Facts((sentence,))
    unusual_only = (last - first).days >= MAX_DAYS
    rows = range_rows(dienststelle, first, last, now.date(), unusual_only=unusual_only)
    table = Table(tuple(Row(label, value) for label, value in rows), dienststelle.titel)
    if not unusual_only:
        return Facts((), (table,))
    week = hours_table(dienststelle)
    return Facts(("An diesen Tagen ist es anders als sonst:",), (table, week)) if rows else Facts((), (week,))


def short_list(dienststellen: Sequence[Dienststelle], now: datetime) -> Listing:
    """One line for each office: its address and whether it is open."""
    items = []
    for office in dienststellen:
        known = [part for part in (address(office), state_now(office, now)) if part]
        items.append(Item(office.titel, ". ".join(known) or None))
    return Listing(tuple(items))


def source_of(dienststelle: Dienststelle) -> Source:
    """Where the facts on the office stand."""
    quelle = dienststelle.quelle
    stand = (quelle.stand if quelle else None) or dienststelle.stand
    return Source(quelle.titel if quelle else None, quelle.url if quelle else None, stand, dienststelle.titel)


def page_source(leistung: Leistung, offices: Sequence[Dienststelle]) -> Source:
    """The Leistung's own page, with the office that is responsible."""
    quelle = leistung.quelle
    stelle = leistung.zustaendige_stelle.titel if leistung.zustaendige_stelle else None
    if stelle is None and offices:
        others = len(offices) - 1
        more = "eine" if others == 1 else str(others)
        stelle = offices[0].titel + (f" und {more} weitere" if others else "")
    stand = (quelle.stand if quelle else None) or leistung.stand
    return Source(quelle.titel if quelle else None, quelle.url if quelle else None, stand, stelle)


def fact_sources(
    leistung: Leistung, offices: Sequence[Dienststelle], quellen: Sequence[Quelle | None]
) -> tuple[Source, ...]:
    """The facts' own sources, each once, then the Leistung's page where a fact has none of its own."""
    page = page_source(leistung, offices)
    found = [Source(q.titel, q.url, q.stand or leistung.stand, page.stelle) if q else page for q in quellen]
    return tuple(dict.fromkeys(sorted(found, key=lambda source: source == page)))


def _rows(*pairs: tuple[str, str | None]) -> tuple[Row, ...]:
    return tuple(Row(label, value) for label, value in pairs if value)


def _names(stadtteile: Iterable[str], stadtteil: str) -> bool:
    """Whether `stadtteil` is among them; „Innenstadt/Jungbusch“ is each of its parts too."""
    return bool(_parts(stadtteil) & {part for name in stadtteile for part in _parts(name)})


def _parts(name: str) -> set[str]:
    return {part.strip().casefold() for part in (name, *name.split("/"))}
