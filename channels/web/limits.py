"""How much one conversation, and this process, may do in a minute. No address of anyone is kept."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from channels.web.errors import too_many
from channels.web.settings import WebSettings

WINDOW_SECONDS = 60.0
# Above this many keys the idle ones are dropped, so that made-up ids cannot fill the memory.
MANY_KEYS = 5_000


class MinuteLimit:
    """A sliding window of one minute for each key."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic):
        self._per_minute = per_minute
        self._clock = clock
        self._seen: dict[str, deque[float]] = {}

    def seconds_to_wait(self, key: str) -> int:
        """0 and the call counts, or in how many whole seconds the next one is welcome."""
        now = self._clock()
        if len(self._seen) > MANY_KEYS:
            self._drop_idle(now)
        times = self._seen.setdefault(key, deque())
        while times and times[0] <= now - WINDOW_SECONDS:
            times.popleft()
        if len(times) >= self._per_minute:
            return int(times[0] + WINDOW_SECONDS - now) + 1
        times.append(now)
        return 0

    def _drop_idle(self, now: float) -> None:
        self._seen = {key: times for key, times in self._seen.items() if times[-1] > now - WINDOW_SECONDS}


class Allowance:
    """What this process takes on, whichever way it comes in; raises the refusal that says when to go on."""

    def __init__(self, settings: WebSettings):
        self._starts = MinuteLimit(settings.conversations_per_minute)
        self._turns = MinuteLimit(settings.turns_per_minute)

    def count_start(self) -> None:
        """One more conversation; one allowance for all, as there is no address to tell callers apart by."""
        if seconds := self._starts.seconds_to_wait(""):
            raise too_many(seconds, "neue Unterhaltungen")

    def count_turn(self, conversation_id: str) -> None:
        """One more message or opinion in this conversation."""
        if seconds := self._turns.seconds_to_wait(conversation_id):
            raise too_many(seconds, "Nachrichten")
