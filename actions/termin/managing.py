"""An appointment that is booked: shown, moved or cancelled, here or after its number and code."""

from __future__ import annotations

from dataclasses import replace

from actions.reply import choices
from actions.termin.bureau import Bureau
from actions.termin.contribution import Contribution
from actions.termin.dialog import Dialog
from actions.termin.holding import done_state, is_booked
from actions.termin.outcome import Outcome
from actions.termin.presenting import (
    appointment_card,
    code_form,
    example_notice,
    is_mailed,
    manage_buttons,
    papers,
    question,
    step_button,
    texts,
)
from actions.termin.state import BookingState, Purpose
from booking.details import say_slot
from booking.errors import BookingError
from booking.model import Booking, State
from booking.vorgaenge.vorgang import Vorgang
from conversations.blocks import Block

# How a sentence or a button says what is to be done with an appointment.
PURPOSES: dict[str, Purpose] = {
    "termin_absagen": "cancel",
    "termin_verschieben": "move",
    "termin_anzeigen": "show",
    "absagen": "cancel",
    "verschieben": "move",
    "anzeigen": "show",
}


class Managing:
    """What is asked of an appointment after it was booked."""

    def __init__(self, bureau: Bureau, dialog: Dialog) -> None:
        self._bureau = bureau
        self._dialog = dialog

    async def begin(self, conversation: str, purpose: Purpose, said: Contribution) -> Outcome:
        """Do it with the appointment of this conversation, or ask for number and code."""
        vorgang = await self._bureau.vorgaenge.booked(conversation)
        booking = await _booking(vorgang)
        if vorgang is None or not is_booked(booking) or booking is None:
            asked = BookingState(purpose=purpose, step="code")
            return Outcome(asked, (*texts(self._bureau.say("code_noetig")), code_form(self._bureau)))
        if booking.slot.start <= self._bureau.desk.now():
            return Outcome(None, tuple(texts(self._bureau.say("schon_vorbei"))))
        match purpose:
            case "show":
                shown = await self.shown(vorgang, booking)
                return Outcome(done_state(vorgang.id, booking), tuple(shown))
            case "cancel":
                return self._ask_to_cancel(vorgang, booking)
            case _:
                return await self._move(conversation, vorgang, booking, said)

    async def go_on(self, conversation: str, state: BookingState, said: Contribution) -> Outcome:
        """The answer to „Wirklich absagen?"."""
        if said.yes or said.pressed == ("absagen_ja", ""):
            return await self._cancel(conversation, state)
        if said.shift(*_OTHER_TIME) or said.names_a_time or said.intent == "termin_verschieben":
            return await self.begin(conversation, "move", said)
        if said.no or said.abort or (said.pressed and said.pressed[0] in ("absagen_nein", "abbrechen")):
            kept = replace(state, purpose="show", step="done")
            return Outcome(kept, tuple(texts(self._bureau.say("bleibt"))))
        return await self.begin(conversation, "cancel", said)

    async def shown(self, vorgang: Vorgang, booking: Booking) -> list[Block]:
        """The appointment, what to bring, and what can be done with it."""
        details = await self._bureau.describe(booking.slot, booking.items)
        pending = self._bureau.say("mail_offen") if booking.state is State.PENDING_EMAIL else ""
        return [
            *texts(self._bureau.say("ihr_termin", termin=say_slot(booking.slot)), pending),
            appointment_card(vorgang, booking, details),
            *papers(details),
            *example_notice(self._bureau),
            *manage_buttons(),
        ]

    def _ask_to_cancel(self, vorgang: Vorgang, booking: Booking) -> Outcome:
        buttons = [step_button("Ja, absagen", "absagen_ja"), step_button("Nein, behalten", "absagen_nein")]
        said = self._bureau.say("wirklich_absagen", termin=say_slot(booking.slot))
        state = BookingState(purpose="cancel", step="cancel", items=booking.items, vorgang=vorgang.id)
        return Outcome(state, tuple(question(said, buttons)))

    async def _cancel(self, conversation: str, state: BookingState) -> Outcome:
        vorgang = await self._bureau.vorgaenge.find(conversation, state.vorgang or "")
        booking = await vorgang.cancel()
        said = self._bureau.say("abgesagt", termin=say_slot(booking.slot))
        again = choices([step_button("Neuen Termin suchen", "neu")])
        mail = self._bureau.say("mail_kommt") if is_mailed(self._bureau, booking) else ""
        return Outcome(None, (*texts(said, mail), *again))

    async def _move(
        self, conversation: str, vorgang: Vorgang, booking: Booking, said: Contribution
    ) -> Outcome:
        if booking.state is not State.CONFIRMED:
            return Outcome(None, tuple(texts(self._bureau.say("mail_offen"))))
        state = BookingState(
            purpose="move",
            step="time",
            items=booking.items,
            offices=(booking.slot.office,),
            vorgang=vorgang.id,
            held=booking.slot.id,
        )
        # „Eine Stunde später" is counted from the appointment there is.
        goes_on = said.shifts and not said.wants_a_time
        proceed = self._dialog.go_on if goes_on else self._dialog.begin
        outcome = await proceed(conversation, state, replace(said, count=None))
        return outcome.after(*texts(self._bureau.say("verschieben", termin=say_slot(booking.slot))))


_OTHER_TIME = ("later", "earlier", "other_day", "other_time", "other_office")


async def _booking(vorgang: Vorgang | None) -> Booking | None:
    try:
        return await vorgang.booking() if vorgang else None
    except BookingError:
        return None
