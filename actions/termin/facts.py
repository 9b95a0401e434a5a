"""From a contribution to the booking's state: what was said replaces, what was not said stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from actions.termin.bureau import Bureau
from actions.termin.contribution import BORN, Contribution
from actions.termin.matters import Matter, Named, Unclear, Unknown, find_matter
from actions.termin.offices import office_names, offices_for, offices_in, offices_near, place_names
from actions.termin.state import BookingState
from actions.termin.wishes import first_day, is_past, merge
from booking.model import Catalogue, Item, Items
from nlu.choices import Choice, pick
from nlu.dates import Terminwunsch
from nlu.termin.remainder import matter_words


@dataclass(frozen=True)
class Taken:
    """The state with the new facts. `remarks` are said first; `unsettled` is a matter to ask back.

    `changed` says whether anything at all was new.
    """

    state: BookingState
    remarks: tuple[str, ...] = ()
    unsettled: Matter | None = None
    changed: bool = False


def take_facts(
    bureau: Bureau, catalogue: Catalogue, state: BookingState, said: Contribution, *, reads_matter: bool
) -> Taken:
    """Put matter, number, place and time of one sentence into the state.

    `reads_matter`: look for a Leistung in the sentence; a short answer to „Wann?" holds none.
    """
    taken = Taken(state)
    if reads_matter:
        taken = _with_matter(bureau, catalogue, taken, said)
    taken = _with_count(taken, said)
    taken = _with_place(bureau, catalogue, taken, said)
    return _with_time(bureau, taken, said)


def with_items(state: BookingState, items: Items) -> BookingState:
    """The state for other items; a place that was settled for them alone is asked again where it must be."""
    return replace(state, items=items, readings=(), offered=())


def count_of(state: BookingState) -> int:
    """How many are meant, as far as it was said."""
    return state.items[0].count if len(state.items) == 1 else state.count or 1


def _with_matter(bureau: Bureau, catalogue: Catalogue, taken: Taken, said: Contribution) -> Taken:
    names = (*place_names(bureau, said.stadtteile), *office_names(bureau, catalogue, said.offices))
    now = bureau.wall_time()
    if chosen := _among_readings(catalogue, taken.state, said, matter_words(said.text, now, names)):
        one = (Item(chosen, said.count or count_of(taken.state)),)
        return replace(taken, state=with_items(taken.state, one), changed=True)
    # „geboren am …" tells a birth, unless nothing else in the sentence is a matter.
    text = BORN.sub(" ", said.text) if said.tells_birth else said.text
    matter = find_matter(bureau, catalogue, text, names) or find_matter(bureau, catalogue, said.text, names)
    match matter:
        case Named(items, counted):
            if len(items) == 1 and not counted:
                items = (Item(items[0].leistung, count_of(taken.state)),)
            return replace(taken, state=with_items(taken.state, items), changed=True)
        case None if not taken.state.items and (asked := _bookable(catalogue, said.topics)):
            # „Termin am 2.12." after „Meinten Sie …?": one of these is meant.
            return replace(taken, state=replace(taken.state, readings=asked), changed=True)
        case None if not taken.state.items and said.topic in catalogue.leistungen:
            # „Kann ich dafür einen Termin machen?": for what was talked about last.
            items = (Item(said.topic, said.count or count_of(taken.state)),)
            return replace(taken, state=with_items(taken.state, items), changed=True)
        case None:
            return taken
        case Unknown() | Unclear() if taken.state.items and (said.has_facts or said.count):
            return taken  # „nee warte, lieber morgens": the time is meant, not a matter called „warte"
        case Unclear(leistungen, count):
            unclear = replace(taken.state, count=count or taken.state.count, readings=leistungen)
            return replace(taken, state=unclear, unsettled=matter, changed=True)
        case _:
            return replace(taken, unsettled=matter, changed=True)


def _bookable(catalogue: Catalogue, leistungen: Sequence[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in leistungen if id_ in catalogue.leistungen)


def _among_readings(catalogue: Catalogue, state: BookingState, said: Contribution, sought: str) -> str | None:
    """„Ummelden" after „Gewerbe an-, um- oder abmelden?" is one of these, whatever else it could be."""
    titles = [catalogue.leistungen[id_] for id_ in state.readings]
    by_position = said.choice if said.choice and said.choice.kind == "position" else None
    at = pick(by_position or Choice("label", sought), titles)
    return state.readings[at] if at is not None else None


def _with_count(taken: Taken, said: Contribution) -> Taken:
    items = taken.state.items
    if said.count is None or said.count == count_of(taken.state) or len(items) > 1:
        return taken
    counted = replace(taken.state, count=said.count)
    if items:
        counted = with_items(counted, (Item(items[0].leistung, said.count),))
    return replace(taken, state=counted, changed=True)


def _with_place(bureau: Bureau, catalogue: Catalogue, taken: Taken, said: Contribution) -> Taken:
    state = taken.state
    offices = offices_for(catalogue, state.items)
    nearer = said.shift("nearer")
    if said.shift("anywhere"):
        return replace(
            taken, state=replace(state, anywhere=True, offices=(), near=None, offered=()), changed=True
        )
    if said.offices:
        known = tuple(office for office in said.offices if office in offices)
        if not known:
            name = catalogue.offices[said.offices[0]]
            return _remarked(taken, bureau.say("stelle_ohne_leistung", stelle=name))
        return replace(taken, state=replace(state, offices=known, anywhere=False, offered=()), changed=True)
    if said.stadtteile and offices:
        near = said.stadtteile[0]
        # „Käfertal oder Vogelstang": both will do.
        there = tuple(dict.fromkeys(o for s in said.stadtteile for o in offices_near(bureau, s, offices)))
        placed = replace(state, offices=there, near=near, anywhere=False, offered=())
        taken = replace(taken, state=placed, changed=True)
        if not offices_in(bureau, near, offices):
            name = catalogue.offices[there[0]]
            return _remarked(taken, bureau.say("naechste_stelle", ort=near, stelle=name))
        return taken
    if said.stadtteile:  # what for is not known yet, so neither is which office
        return replace(taken, state=replace(state, near=said.stadtteile[0]), changed=True)
    if nearer:
        return _remarked(taken, bureau.say("ort_unbekannt", ort=nearer.place or "diesem Ort"))
    return taken


def _with_time(bureau: Bureau, taken: Taken, said: Contribution) -> Taken:
    state, now = taken.state, bureau.wall_time()
    if said.tells_birth:
        taken = _remarked(taken, bureau.say("geburtsdatum"))
    if said.impossible:
        return _remarked(taken, bureau.say("tag_gibt_es_nicht", tag=said.impossible))
    if said.shift("any_time"):
        free = replace(state, any_time=True, wish=Terminwunsch(), offered=())
        taken = replace(taken, state=free, changed=True)
        state = free
    if said.wish.is_empty:
        return taken
    wish = merge(state.wish, said.wish, now.date())
    last_day = now.date() + timedelta(days=bureau.port.capabilities.max_horizon_days)
    if (begins := first_day(wish)) and begins > last_day:
        return _remarked(taken, bureau.say("zu_weit_voraus", tag=f"{last_day:%d.%m.%Y}"))
    if is_past(wish, now):
        return _remarked(taken, bureau.say("tag_vorbei"))
    any_time = state.any_time and not wish.wanted
    return replace(taken, state=replace(state, wish=wish, any_time=any_time, offered=()), changed=True)


def _remarked(taken: Taken, remark: str) -> Taken:
    return replace(taken, remarks=(*taken.remarks, remark), changed=True)
