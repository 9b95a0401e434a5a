"""What a step of the booking ends in: how far it has come, and what the citizen reads."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.termin.offers import Offering
from actions.termin.state import BookingState
from conversations.blocks import Block


@dataclass(frozen=True)
class Outcome:
    """`state` None: no booking is under way any more.

    `not_bookable` is the Leistung that was named and for which nobody gives appointments here; `offering`
    are the free times among the blocks.
    """

    state: BookingState | None
    blocks: tuple[Block, ...]
    not_bookable: str | None = None
    offering: Offering | None = None

    def after(self, *blocks: Block) -> Outcome:
        """The same outcome with something said before it."""
        return replace(self, blocks=(*blocks, *self.blocks))
