"""How far a booking has come: all that the dialogue remembers of it, small enough for a slot of the tracker.

No number, code or contact data: the appointment itself is known by its Vorgang's opaque id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from actions.termin.wishes import wish_from_json, wish_to_json
from booking.model import Item, Items
from nlu.dates import Terminwunsch

# What the assistant waits for: the matter, how many, where, when, one of the offered slots, the contact form,
# a yes to cancelling, number and code; or nothing more, but „doch lieber Dienstag" is understood.
Step = Literal["matter", "count", "place", "time", "slot", "contact", "cancel", "code", "done"]
Purpose = Literal["book", "move", "cancel", "show"]

NO_WISH = Terminwunsch()
# „Zurück" goes back this far; more is „von vorn".
MAX_BACK = 5


@dataclass(frozen=True)
class BookingState:
    """One booking under way.

    `offices` are those wished for; none means undecided unless `anywhere`. `count` was said before it was
    certain of what; `readings` are the Leistungen that may be meant. `offered` are the ids of the slots shown
    last, in their order; `held` is the one on hold. `holds` counts the holds, so that taking a lapsed slot
    again is a new hold. `before` are earlier states as JSON.
    """

    purpose: Purpose = "book"
    step: Step = "matter"
    items: Items = ()
    count: int | None = None
    readings: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    near: str | None = None
    anywhere: bool = False
    wish: Terminwunsch = NO_WISH
    any_time: bool = False
    offered: tuple[str, ...] = ()
    vorgang: str | None = None
    held: str | None = None
    holds: int = 0
    before: tuple[Mapping[str, Any], ...] = ()

    @property
    def knows_place(self) -> bool:
        """Whether the citizen has said where, or that it does not matter."""
        return self.anywhere or bool(self.offices)

    @property
    def knows_time(self) -> bool:
        """Whether the citizen has said when, or that it does not matter."""
        return self.any_time or self.wish.earliest or bool(self.wish.wanted)

    def remembering(self, earlier: BookingState) -> BookingState:
        """This state with `earlier` as the one to go back to."""
        trail = (*earlier.before, replace(earlier, before=()).as_json())
        return replace(self, before=trail[-MAX_BACK:])

    def back(self) -> BookingState | None:
        """The state before this one, or None at the beginning."""
        if not self.before:
            return None
        *rest, last = self.before
        return replace(BookingState.from_json(last), before=tuple(rest), holds=self.holds)

    def as_json(self) -> dict[str, Any]:
        """For the slot `termin`."""
        return {
            "purpose": self.purpose,
            "step": self.step,
            "items": [[item.leistung, item.count] for item in self.items],
            "count": self.count,
            "readings": list(self.readings),
            "offices": list(self.offices),
            "near": self.near,
            "anywhere": self.anywhere,
            "wish": wish_to_json(self.wish),
            "any_time": self.any_time,
            "offered": list(self.offered),
            "vorgang": self.vorgang,
            "held": self.held,
            "holds": self.holds,
            "before": [dict(earlier) for earlier in self.before],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> BookingState:
        """What `as_json` gave."""
        return cls(
            purpose=stored["purpose"],
            step=stored["step"],
            items=tuple(Item(leistung, count) for leistung, count in stored["items"]),
            count=stored["count"],
            readings=tuple(stored["readings"]),
            offices=tuple(stored["offices"]),
            near=stored["near"],
            anywhere=stored["anywhere"],
            wish=wish_from_json(stored["wish"]),
            any_time=stored["any_time"],
            offered=tuple(stored["offered"]),
            vorgang=stored["vorgang"],
            held=stored["held"],
            holds=stored["holds"],
            before=tuple(stored["before"]),
        )
