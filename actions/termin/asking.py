"""The next question of a booking: what is missing, one thing at a time, and then free times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reply import MAX_CHOICES, choices
from actions.termin.bureau import Bureau
from actions.termin.offers import Offering, find_offering
from actions.termin.offices import in_order, offices_for, offices_near
from actions.termin.outcome import Outcome
from actions.termin.presenting import (
    example_notice,
    question,
    slots_block,
    step_button,
    texts,
    title_of,
    try_again,
)
from actions.termin.state import BookingState
from booking.errors import NotOffered, RateLimited, TooManyServices, Unavailable
from booking.model import Catalogue, Item
from conversations.blocks import Button, Text


async def next_question(bureau: Bureau, state: BookingState) -> Outcome:
    """Ask for the first thing that is missing, or offer free times; raises `BookingError`.

    Where the calendar is away while it is searched, what was said so far is kept for another try.
    """
    catalogue = await bureau.port.catalogue()
    if not state.items:
        return _ask_matter(bureau, catalogue, state)
    offices = in_order(bureau, state.near, offices_for(catalogue, state.items))
    if not offices:
        return _nowhere_together(bureau, catalogue, state)
    if refused := await _too_many(bureau, state, offices[0]):
        return refused
    state = settle_place(bureau, state, offices)
    if not state.knows_place:
        return _ask_place(bureau, catalogue, state, offices)
    if not state.knows_time:
        return _ask_time(bureau, catalogue, state)
    try:
        offering = await find_offering(bureau, state, offices)
    except (RateLimited, Unavailable) as error:
        return Outcome(replace(state, step="time"), tuple(try_again(str(error))))
    return present(bureau, catalogue, state, offering)


def settle_place(bureau: Bureau, state: BookingState, offices: Sequence[str]) -> BookingState:
    """The only office that will do needs no question; a Stadtteil named before the matter counts now."""
    still = tuple(office for office in state.offices if office in offices)
    if state.anywhere or still:
        return replace(state, offices=still)
    state = replace(state, offices=())
    if len(offices) == 1:
        return replace(state, offices=tuple(offices))
    if state.near:
        return replace(state, offices=offices_near(bureau, state.near, offices))
    return state


def present(bureau: Bureau, catalogue: Catalogue, state: BookingState, offering: Offering) -> Outcome:
    """The free times with a sentence on how they fit, or that there is nothing and what helps then."""
    title = title_of(catalogue, state.items)
    if offering.fit == "nothing":
        blocks = [
            *texts(bureau.say("nichts_frei", leistung=title)),
            *choices([*_watch_button(bureau), step_button("Anderer Tag", "anderer_tag"), cancel_button()]),
        ]
        return Outcome(replace(state, step="time", offered=()), tuple(blocks))
    place = _said_place(catalogue, state)
    sentence = bureau.say(f"frei_{_OCCASIONS[offering.fit]}", leistung=title, ort=place)
    shown = replace(state, step="slot", offered=tuple(slot.id for slot in offering.slots))
    blocks = [
        Text(text=sentence),
        *slots_block(offering.slots, catalogue),
        *example_notice(bureau),
        *choices(_ways_on(bureau, offering)),
    ]
    return Outcome(shown, tuple(blocks), offering=offering)


def cancel_button() -> Button:
    """The way out of a booking."""
    return step_button("Abbrechen", "abbrechen")


# More offices than these are counted, not named.
MOST_NAMED = 2
_OCCASIONS = {"fitting": "passend", "other_time": "andere_zeit", "elsewhere": "anderswo"}


def _ways_on(bureau: Bureau, offering: Offering) -> list[Button]:
    watch = _watch_button(bureau) if offering.fit != "fitting" else []
    others = [
        step_button("Andere Zeiten", "mehr"),
        step_button("Anderer Tag", "anderer_tag"),
        step_button("Andere Stelle", "andere_stelle"),
        cancel_button(),
    ]
    return [*watch, *others][:MAX_CHOICES]


def _watch_button(bureau: Bureau) -> list[Button]:
    return [step_button("Sagen Sie mir Bescheid", "bescheid")] if bureau.watches else []


def _ask_matter(bureau: Bureau, catalogue: Catalogue, state: BookingState) -> Outcome:
    here = [offer.leistung for offer in catalogue.offers if offer.office in state.offices]
    offered = [id_ for id_ in state.readings or here if id_ in catalogue.leistungen]
    offered = offered or list(catalogue.leistungen)
    buttons = [step_button(catalogue.leistungen[id_], "leistung", id_) for id_ in offered[:MAX_CHOICES]]
    said = bureau.say("welche_leistung" if state.readings else "frage_anliegen")
    return Outcome(replace(state, step="matter"), tuple(question(said, buttons)))


async def _too_many(bureau: Bureau, state: BookingState, office: str) -> Outcome | None:
    try:
        await bureau.port.requirements(office, state.items)
    except TooManyServices as error:
        if all(item.count == 1 for item in state.items):  # fewer of each will not help
            return _nowhere_together(bureau, await bureau.port.catalogue(), state)
        most = error.limit or 1
        if most == 1:
            single = replace(state, count=None, items=tuple(Item(item.leistung) for item in state.items))
            return (await next_question(bureau, single)).after(*texts(str(error)))
        # The items stay too many until a number is said: whatever else comes, it is asked again.
        numbers = [step_button(str(n), "anzahl", str(n)) for n in sorted({1, 2, most}) if n <= most]
        return Outcome(
            replace(state, step="count"), tuple(question(f"{error} {bureau.say('frage_anzahl')}", numbers))
        )
    except NotOffered:
        return None  # the search says so, with what else there is
    return None


def _nowhere_together(bureau: Bureau, catalogue: Catalogue, state: BookingState) -> Outcome:
    buttons = [
        step_button(catalogue.leistungen.get(item.leistung, item.leistung), "leistung", item.leistung)
        for item in state.items
    ]
    said = bureau.say("nicht_zusammen", leistung=title_of(catalogue, state.items))
    return Outcome(replace(state, step="matter"), tuple(question(said, buttons)))


def _ask_place(bureau: Bureau, catalogue: Catalogue, state: BookingState, offices: Sequence[str]) -> Outcome:
    buttons = [
        step_button("Egal, wo es am schnellsten geht", "ort", "egal"),
        *(step_button(catalogue.offices[office], "ort", office) for office in offices[: MAX_CHOICES - 1]),
    ]
    said = bureau.say("frage_ort", leistung=title_of(catalogue, state.items))
    return Outcome(replace(state, step="place"), tuple(question(said, buttons)))


def _ask_time(bureau: Bureau, catalogue: Catalogue, state: BookingState) -> Outcome:
    buttons = [
        step_button("So früh wie möglich", "zeit", "so früh wie möglich"),
        step_button("Nächste Woche", "zeit", "nächste Woche"),
        step_button("Nur vormittags", "zeit", "vormittags"),
        step_button("Nur nachmittags", "zeit", "nachmittags"),
    ]
    said = bureau.say(
        "frage_zeit", leistung=title_of(catalogue, state.items), ort=_said_place(catalogue, state)
    )
    return Outcome(replace(state, step="time"), tuple(question(said, buttons)))


def _said_place(catalogue: Catalogue, state: BookingState) -> str:
    if state.anywhere or not state.offices:
        return "an allen Stellen"
    if len(state.offices) > MOST_NAMED:
        return f"an {len(state.offices)} Stellen"
    return " oder ".join(catalogue.offices.get(office, office) for office in state.offices)
