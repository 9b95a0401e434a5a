"""A slot on hold: taken, shown with its time limit, given back, or changed for what an appointment had."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from actions.reply import choices
from actions.termin.bureau import Bureau
from actions.termin.outcome import Outcome
from actions.termin.presenting import (
    appointment_card,
    contact_form,
    example_notice,
    is_mailed,
    papers,
    step_button,
    texts,
    title_of,
)
from actions.termin.state import BookingState
from booking.details import say_slot, say_time
from booking.errors import BookingError, HoldExpired, NotFound
from booking.model import Booking, State
from conversations.blocks import Block, Notice, Text

# From here on a running hold is mentioned in every answer.
SOON = timedelta(minutes=3)


async def take_slot(bureau: Bureau, conversation: str, state: BookingState, slot_id: str) -> Outcome:
    """Put the slot on hold and ask for the contact data. Raises `SlotTaken` and the other `BookingError`s."""
    if slot_id == state.held and state.vorgang:
        booking = await (await bureau.vorgaenge.find(conversation, state.vorgang)).booking()
        if booking.state is State.HELD:  # pressed twice
            return Outcome(state, tuple(await hold_blocks(bureau, booking)))
    attempt = state.holds + 1
    wanted = ",".join(f"{item.leistung}*{item.count}" for item in state.items)
    key = f"{conversation}:{slot_id}:{wanted}:{attempt}"
    vorgang = await bureau.vorgaenge.hold(conversation, slot_id, state.items, key)
    booking = await vorgang.booking()
    held = replace(state, step="contact", vorgang=vorgang.id, held=slot_id, holds=attempt)
    return Outcome(held, tuple(await hold_blocks(bureau, booking)))


async def hold_blocks(bureau: Bureau, booking: Booking) -> list[Block]:
    """What is on hold, until when, and the form."""
    needed = await bureau.port.requirements(booking.slot.office, booking.items)
    catalogue = await bureau.port.catalogue()
    reserved = bureau.say(
        "reserviert",
        termin=say_slot(booking.slot),
        stelle=catalogue.offices.get(booking.slot.office, booking.slot.office),
        leistung=title_of(catalogue, booking.items),
        bis=say_time(booking.expires_at) if booking.expires_at else "",
    )
    return [
        Text(text=reserved),
        *texts(needed.hint or ""),
        *example_notice(bureau),
        contact_form(bureau, needed, booking.expires_at),
        *choices([step_button("Andere Zeit wählen", "mehr"), step_button("Abbrechen", "abbrechen")]),
    ]


async def move_to(bureau: Bureau, conversation: str, state: BookingState, slot_id: str) -> Outcome:
    """Give a booked appointment its new time. Raises `BookingError`; the old one then stands."""
    vorgang = await bureau.vorgaenge.find(conversation, state.vorgang or "")
    booking = await vorgang.move(slot_id)
    details = await bureau.describe(booking.slot, booking.items)
    blocks: list[Block] = [
        Text(text=bureau.say("verschoben", termin=say_slot(booking.slot))),
        appointment_card(vorgang, booking, details),
        *papers(details),
        *example_notice(bureau),
        *texts(bureau.say("mail_kommt") if is_mailed(bureau, booking) else ""),
    ]
    return Outcome(done_state(vorgang.id, booking), tuple(blocks))


def done_state(vorgang: str, booking: Booking) -> BookingState:
    """Nothing is under way; the appointment stands and may be moved."""
    return BookingState(purpose="show", step="done", items=booking.items, vorgang=vorgang)


async def current_booking(bureau: Bureau, conversation: str, state: BookingState) -> Booking | None:
    """The booking behind the state's Vorgang as it stands now; None where there is none any more."""
    if state.vorgang is None:
        return None
    try:
        return await (await bureau.vorgaenge.find(conversation, state.vorgang)).booking()
    except (NotFound, HoldExpired):
        return None


async def give_back(bureau: Bureau, conversation: str, state: BookingState) -> BookingState:
    """End the hold, if there is one; an appointment that is booked stays."""
    if state.purpose == "move" or state.vorgang is None:
        return state
    try:
        vorgang = await bureau.vorgaenge.find(conversation, state.vorgang)
        if (await vorgang.booking()).state is State.HELD:
            await vorgang.cancel()
    except BookingError:
        pass  # it lapses by itself
    return replace(state, vorgang=None, held=None)


def waiting_blocks(bureau: Bureau, booking: Booking) -> list[Block]:
    """That the form is still to be filled in, and until when."""
    until = say_time(booking.expires_at) if booking.expires_at else ""
    said = bureau.say("formular_wartet", termin=say_slot(booking.slot), bis=until)
    again = [
        step_button("Formular noch einmal zeigen", "formular"),
        step_button("Andere Zeit wählen", "mehr"),
        step_button("Abbrechen", "abbrechen"),
    ]
    return [*lapse_warning(bureau, booking), *texts(said), *choices(again)]


def lapse_warning(bureau: Bureau, booking: Booking | None) -> list[Block]:
    """A sentence before a hold lapses, while there is still time to act."""
    if booking is None or booking.state is not State.HELD or booking.expires_at is None:
        return []
    left = booking.expires_at - bureau.desk.now()
    if not timedelta(0) < left <= SOON:
        return []
    minutes = max(1, round(left.total_seconds() / 60))
    said = bureau.say("laeuft_bald_ab", minuten=f"{minutes} Minute{'n' if minutes > 1 else ''}")
    return [Notice(kind="warning", text=said)]


def is_free_again(booking: Booking | None) -> bool:
    """Whether a hold is over without having become an appointment."""
    return booking is None or booking.state in (State.EXPIRED, State.CANCELLED)


def is_booked(booking: Booking | None) -> bool:
    """Whether the form was sent and the appointment stands."""
    return booking is not None and booking.state in (State.CONFIRMED, State.PENDING_EMAIL)
