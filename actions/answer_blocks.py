"""A domain answer as blocks: what was asked first, then what comes next, then where it comes from."""

from __future__ import annotations

from actions.reply import MAX_CHOICES, choices, payload
from conversations.blocks import (
    Block,
    Button,
    Card,
    CardLink,
    FactRow,
    Facts,
    Link,
    List,
    ListItem,
    Notice,
    Text,
)
from knowledge import answer as domain
from knowledge.search import Kind

ASPEKT_LABELS: dict[domain.Aspekt, str] = {
    "allgemein": "Überblick",
    "gebuehr": "Was kostet das?",
    "unterlagen": "Welche Unterlagen?",
    "oeffnungszeit": "Wann ist geöffnet?",
    "ort": "Wo ist das?",
    "ablauf": "Wie geht das?",
    "dauer": "Wie lange dauert es?",
    "frist": "Bis wann?",
    "voraussetzung": "Wer darf das?",
    "online": "Geht das online?",
    "kontakt": "Wie erreiche ich Sie?",
}
# The value of the entity `umfang` with which a button asks for the whole answer.
IN_FULL = "alles"
UNCONFIRMED = "Diese Angaben sind noch nicht von der Redaktion bestätigt."


def answer_blocks(
    answer: domain.Answer, kind: Kind, id_: str, *, in_full: bool = False, bookable: bool = False
) -> list[Block]:
    """Blocks for one answer about the Leistung or Dienststelle `id_`; `in_full` tells all that belongs to it.

    The order is the reading order: the answer, what is unconfirmed, the source, the choices. Where it is
    `bookable` the last choice is an appointment.
    """
    parts = [_part(part) for part in (*answer.parts, *(answer.more if in_full else ()))]
    blocks = [*_opening(answer, parts), *parts[1:]]
    if answer.unconfirmed:
        blocks.append(Notice(kind="unconfirmed", text=UNCONFIRMED))
    if answer.source:
        blocks.append(source_notice(answer.source, answer.more_sources))
    next_questions = [
        Button(label=ASPEKT_LABELS[aspekt], choice=payload(f"frage_{aspekt}", **{kind: id_}))
        for aspekt in answer.follow_ups
    ]
    book = [Button(label="Termin buchen", choice=payload("termin_buchen", **{kind: id_}))] if bookable else []
    ways_on = [*([] if in_full else _more(answer, kind, id_)), *next_questions]
    return blocks + choices([*ways_on[: MAX_CHOICES - len(book)], *book])


def _more(answer: domain.Answer, kind: Kind, id_: str) -> list[Button]:
    """A button for what belongs to the answer but was not told."""
    if not answer.more:
        return []
    title = answer.more[0].title if isinstance(answer.more[0], domain.Table | domain.Listing) else None
    choice = payload(f"frage_{answer.aspekt}", **{kind: id_, "umfang": IN_FULL})
    return [Button(label=title or "Mehr dazu", choice=choice)]


def _opening(answer: domain.Answer, parts: list[Block]) -> list[Block]:
    """The sentences and the first part, with the name of what they are about: a guess can then be seen.

    The general aspect says the name itself, and so does an office's card.
    """
    first = parts[:1]
    text = " ".join(answer.sentences)
    if answer.aspekt == "allgemein":
        return [Text(text=text), *first] if text else first
    if text:
        return [Text(text=f"{answer.titel}: {text}"), *first]
    if first and isinstance(first[0], Card) and first[0].title == answer.titel:
        return first
    if first and isinstance(first[0], (Facts, List)):
        title = first[0].title or answer.titel
        if title in answer.titel:
            return [first[0].model_copy(update={"title": title})]
    return [Text(text=f"{answer.titel}:"), *first]


def source_notice(source: domain.Source, more: tuple[domain.Source, ...] = ()) -> Notice:
    """„Stand, zuständige Stelle, Quelle", as far as each is known."""
    facts = [
        f"Stand: {source.stand:%d.%m.%Y}" if source.stand else None,
        f"Zuständig: {source.stelle}" if source.stelle else None,
        f"Quelle: {source.titel}" if source.titel else None,
    ]
    links = tuple(
        CardLink(label=one.titel or "Quelle", url=one.url) for one in (source, *more) if one.url is not None
    )
    return Notice(kind="source", text=" · ".join(filter(None, facts)), links=links)


def _part(part: domain.Part) -> Block:
    match part:
        case domain.Listing(items, style, title):
            entries = tuple(ListItem(text=item.text, note=item.note) for item in items)
            return List(title=title, style=style, items=entries)
        case domain.Table(rows, title):
            return Facts(title=title, rows=_rows(rows))
        case domain.OfficeCard():
            links = tuple(CardLink(label=link.label, url=link.url) for link in part.links)
            return Card(title=part.titel, lines=part.lines, rows=_rows(part.rows), links=links)
        case domain.Link(label, url):
            return Link.model_validate({"label": label, "url": url})


def _rows(rows: tuple[domain.Row, ...]) -> tuple[FactRow, ...]:
    return tuple(FactRow(label=row.label, value=row.value) for row in rows)
