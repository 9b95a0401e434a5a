"""What a conversation looked for when nothing was free, until the citizen leaves an address."""

from __future__ import annotations

from collections import OrderedDict

from booking.model import SlotQuery

# The oldest go first; nobody needs more than a few minutes to write an address.
MOST_KEPT = 5_000


class Wanted:
    """One wish a conversation, in memory: it names no citizen, and after a restart it is asked again."""

    def __init__(self) -> None:
        self._wishes: OrderedDict[str, SlotQuery] = OrderedDict()

    def keep(self, conversation: str, wish: SlotQuery) -> None:
        """Remember the wish that the form about to be shown is for."""
        self._wishes[conversation] = wish
        self._wishes.move_to_end(conversation)
        if len(self._wishes) > MOST_KEPT:
            self._wishes.popitem(last=False)

    def of(self, conversation: str) -> SlotQuery | None:
        """The wish kept last, or None."""
        return self._wishes.get(conversation)

    def forget(self, conversation: str) -> None:
        """Drop the wish of an erased conversation."""
        self._wishes.pop(conversation, None)
