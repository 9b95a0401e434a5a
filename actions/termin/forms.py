"""The forms of a booking: their values go to the calendar alone, the dialogue sees a Vorgang's id."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import fields

from actions.reply import choices
from actions.termin.bureau import Bureau
from actions.termin.confirmation import confirmation
from actions.termin.dialog import Dialog
from actions.termin.holding import is_booked
from actions.termin.managing import Managing
from actions.termin.presenting import CODE_FORM, CONTACT_FORM, WATCH_FORM, question, step_button, texts
from actions.termin.state import BookingState
from booking.errors import (
    AlreadyCancelled,
    AlreadySubmitted,
    BadSecret,
    BookingError,
    FieldInvalid,
    HoldExpired,
    LimitPerEmail,
    NotFound,
    RateLimited,
    SlotTaken,
    Unavailable,
)
from booking.model import Booking, Contact, State
from booking.vorgaenge.vorgang import Vorgang
from conversations.answering import FormHandler, Reply
from conversations.blocks import Block, Text
from conversations.errors import FormRejected

Values = Mapping[str, str | bool]


class TerminForms:
    """Takes what citizens send; a value that will not do is refused by the field's name alone."""

    def __init__(self, bureau: Bureau) -> None:
        self._bureau = bureau
        self._dialog = Dialog(bureau)
        self._managing = Managing(bureau, self._dialog)

    def handlers(self) -> dict[str, FormHandler]:
        """Each form's name and who takes it."""
        return {CONTACT_FORM: self.contact, CODE_FORM: self.code, WATCH_FORM: self.watch}

    async def contact(self, conversation: str, values: Values) -> Reply:
        """Book what this conversation has on hold; a form sent twice books once."""
        vorgang = await self._bureau.vorgaenge.latest(conversation)
        if vorgang is None:
            return _reply(texts(self._bureau.say("nichts_reserviert")))
        contact = _contact(values)
        if not any(values.values()) and (known := await _last_known(vorgang)) and is_booked(known):
            return _reply(await self._managing.shown(vorgang, known))
        try:
            booking = await vorgang.book(contact)
            return _reply(await confirmation(self._bureau, vorgang, booking))
        except AlreadySubmitted as error:
            return _reply([*texts(str(error)), *await self._managing.shown(vorgang, await vorgang.booking())])
        except (HoldExpired, SlotTaken) as error:
            return await self._after_lapse(conversation, vorgang, contact, error)
        except (FieldInvalid, LimitPerEmail, RateLimited, Unavailable) as error:
            raise _rejected(error) from None
        except BookingError as error:
            return _reply(texts(str(error)))

    async def code(self, conversation: str, values: Values) -> Reply:
        """Open an appointment by number and code; unknown and wrong read the same."""
        number, code = str(values.get("nummer", "")).strip(), str(values.get("code", "")).strip()
        if not (number and code):
            raise FormRejected("code" if number else "nummer", self._bureau.say("code_fehlt"))
        try:
            vorgang = await self._bureau.vorgaenge.open_with_code(conversation, number, code)
            booking = await vorgang.booking()
            if not is_booked(booking):
                return _reply(_over(booking))
            return _reply(await self._managing.shown(vorgang, booking))
        except (BadSecret, NotFound, RateLimited, Unavailable) as error:
            raise FormRejected(None, str(error)) from None

    async def watch(self, conversation: str, values: Values) -> Reply:
        """Tell the citizen when a slot becomes free."""
        wish, watches = self._bureau.wanted.of(conversation), self._bureau.watches
        if wish is None or watches is None:
            return _reply(texts(self._bureau.say("bescheid_vergessen")))
        try:
            await asyncio.to_thread(watches.start, wish, str(values.get("email", "")))
        except BookingError as error:
            raise _rejected(error) from None
        return _reply(texts(self._bureau.say("bescheid_laeuft")))

    async def _after_lapse(
        self, conversation: str, vorgang: Vorgang, contact: Contact, error: BookingError
    ) -> Reply:
        """The slot once more, if it is still free: what was typed is not lost. Else the next best."""
        lost = await _last_known(vorgang)
        if lost is None:
            # Only the conversation knows what it was: its next turn goes on from there.
            return _reply(question(str(error), [step_button("Freie Zeiten zeigen", "weiter")]))
        state = BookingState(items=lost.items, offices=(lost.slot.office,), vorgang=vorgang.id, any_time=True)
        if lost.state is State.CANCELLED:
            return _reply(texts(self._bureau.say("nichts_reserviert")))
        if not contact.name:  # the values were lost with the page; nothing can be booked for nobody
            return _reply(list((await self._dialog.next_best(state, lost.slot.id, str(error))).blocks))
        try:
            again = await self._bureau.vorgaenge.hold(
                conversation, lost.slot.id, lost.items, f"again:{vorgang.id}"
            )
            booking = await again.book(contact)
        except (FieldInvalid, LimitPerEmail, RateLimited, Unavailable) as refusal:
            raise _rejected(refusal) from None  # sent again it finds what was held or booked meanwhile
        except BookingError:
            outcome = await self._dialog.next_best(state, lost.slot.id, str(error))
            return _reply(list(outcome.blocks))
        blocks = await confirmation(self._bureau, again, booking)
        return _reply([Text(text=self._bureau.say("noch_frei")), *blocks])


async def _last_known(vorgang: Vorgang) -> Booking | None:
    try:
        return await vorgang.booking()
    except BookingError:
        return None


def _over(booking: Booking) -> list[Block]:
    """An appointment that no longer stands: why, and the way to another."""
    error = AlreadyCancelled() if booking.state is State.CANCELLED else HoldExpired()
    return [*texts(str(error)), *choices([step_button("Neuen Termin suchen", "neu")])]


def _contact(values: Values) -> Contact:
    known = {field.name for field in fields(Contact)}
    return Contact(**{name: str(value) for name, value in values.items() if name in known})


def _rejected(error: BookingError) -> FormRejected:
    match error:
        case FieldInvalid():
            return FormRejected(error.field, str(error))
        case LimitPerEmail():
            return FormRejected("email", str(error))
        case _:
            return FormRejected(None, str(error))


def _reply(blocks: list[Block]) -> Reply:
    return Reply((tuple(blocks),))
