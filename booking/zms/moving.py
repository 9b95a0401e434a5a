"""Moving an appointment in a system that cannot: book the new one, then cancel the old one.

The old appointment stands until the new one is confirmed. When something fails in between, the new
one is given back; when nobody can tell what became of the old one, the new one is kept, for two
appointments can be mended and none cannot.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from booking.errors import (
    AlreadyCancelled,
    BadSecret,
    BookingError,
    LimitPerEmail,
    NotFound,
    RateLimited,
    Unavailable,
)
from booking.model import Contact, State
from booking.zms.calls import Processes
from booking.zms.process import Process

CALLS_OF_A_MOVE = 6  # reserve, update, confirm, cancel, and two to give back what failed

_LIMIT = (
    "Diese Stelle erlaubt mit Ihrer E-Mail-Adresse keinen weiteren Termin, auch nicht zum Verschieben. "
    "Ihr bisheriger Termin bleibt bestehen. Bitte sagen Sie ihn ab, wenn Sie einen anderen möchten."
)
_log = logging.getLogger(__name__)


async def move(processes: Processes, old: Process, reserve: Callable[[], Awaitable[Process]]) -> Process:
    """The new, confirmed process; `old` is cancelled. On every error the old one stands."""
    new = await reserve()
    try:
        booked = await _book(processes, new, old.contact or Contact())
    except LimitPerEmail:
        await _give_back(processes, new)
        raise LimitPerEmail(_LIMIT) from None
    except BookingError:
        await _give_back(processes, new)
        raise
    try:
        await processes.cancel(old)
    except (NotFound, BadSecret):  # somebody else was quicker: this move has nothing to move
        await _give_back(processes, new)
        raise AlreadyCancelled from None
    except BookingError:
        if await _stands(processes, old) and await _give_back(processes, new):
            raise
        _log.warning("A moved appointment's old slot may still be booked.")
    return booked


async def _book(processes: Processes, new: Process, contact: Contact) -> Process:
    await processes.update(new, contact)
    try:
        return await processes.confirm(new)
    except Unavailable:  # the answer was lost, not necessarily the booking
        now = await processes.get(new.id, new.auth_key)
        if now.state is not State.CONFIRMED:
            raise
        return now


async def _give_back(processes: Processes, new: Process) -> bool:
    """Whether it worked; what was only reserved lapses by itself anyway."""
    try:
        await processes.cancel(new)
    except BookingError:
        return False
    return True


async def _stands(processes: Processes, old: Process) -> bool:
    """Whether the old appointment is known to stand."""
    try:
        return (await processes.get(old.id, old.auth_key)).state is State.CONFIRMED
    except (NotFound, BadSecret, RateLimited, Unavailable):
        return False
