"""What the citizen reads after the contact form: that it is booked, with number, code and what to bring."""

from __future__ import annotations

from actions.termin.bureau import Bureau
from actions.termin.presenting import appointment_card, example_notice, is_mailed, manage_buttons, papers
from booking.details import say_slot, say_time
from booking.model import Booking, State
from booking.vorgaenge.vorgang import Vorgang
from conversations.blocks import Block, Notice, Text


async def confirmation(bureau: Bureau, vorgang: Vorgang, booking: Booking) -> list[Block]:
    """The blocks after a booking; where the address is verified first they say so, and until when."""
    details = await bureau.describe(booking.slot, booking.items)
    if booking.state is State.PENDING_EMAIL:
        until = say_time(booking.expires_at) if booking.expires_at else ""
        opening = bureau.say("bestaetigen", termin=say_slot(booking.slot), bis=until)
    else:
        opening = bureau.say("gebucht", termin=say_slot(booking.slot), stelle=details.office)
    return [
        Text(text=opening),
        appointment_card(vorgang, booking, details),
        *papers(details),
        Notice(kind="info", text=bureau.say("mail_kommt" if is_mailed(bureau, booking) else "keine_mail")),
        *example_notice(bureau),
        *manage_buttons(),
    ]
