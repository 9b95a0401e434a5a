"""How often a code may be wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from booking.errors import RateLimited
from booking.model import Clock

WINDOW = timedelta(minutes=15)
MAX_PER_CONVERSATION = 5  # who mistypes more often has the wrong paper in hand
MAX_PER_NUMBER = 10  # from all conversations: with 49 bits a code is not found in a lifetime
MAX_IN_ALL = 300  # of this process: bounds the memory, and guessing with many numbers


@dataclass(frozen=True, slots=True, eq=False)
class Try:
    """One code that counts as wrong until it is forgiven."""

    at: datetime
    conversation: str | None = field(repr=False)
    number: str = field(repr=False)


class WrongCodes:
    """Counts tries within the window, each before it is judged: many at once count too."""

    def __init__(self, clock: Clock) -> None:
        self._now = clock
        self._tries: list[Try] = []

    def admit(self, conversation: str | None, number: str) -> Try:
        """Count one; raises `RateLimited`, with the same words whether or not the number exists."""
        now = self._now()
        self._tries = [a_try for a_try in self._tries if now - a_try.at < WINDOW]
        if conversation is not None:
            mine = [a_try for a_try in self._tries if a_try.conversation == conversation]
            self._refuse(now, mine, MAX_PER_CONVERSATION)
        self._refuse(now, [a_try for a_try in self._tries if a_try.number == number], MAX_PER_NUMBER)
        self._refuse(now, self._tries, MAX_IN_ALL)
        self._tries.append(admitted := Try(now, conversation, number))
        return admitted

    def forgive(self, admitted: Try) -> None:
        """It was right, or could not be judged."""
        self._tries = [a_try for a_try in self._tries if a_try is not admitted]

    def _refuse(self, now: datetime, counted: list[Try], limit: int) -> None:
        if len(counted) < limit:
            return
        wait = counted[-limit].at + WINDOW - now
        minutes = -(-wait // timedelta(minutes=1))
        in_minutes = "einer Minute" if minutes == 1 else f"{minutes} Minuten"
        raise RateLimited(
            wait,
            "Der Code war zu oft falsch. Zum Schutz Ihrer Daten warten wir jetzt. "
            f"Bitte versuchen Sie es in {in_minutes} noch einmal.",
        )
