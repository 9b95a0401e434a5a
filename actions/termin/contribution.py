"""What one turn of the citizen says about a booking, read once and then only looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions.termin.bureau import Bureau
from actions.termin.offices import named_offices
from actions.thema import offered_in
from booking.model import Catalogue
from nlu.choices import Choice, find_choice
from nlu.dates import Terminwunsch
from nlu.dates.impossible import impossible_date
from nlu.termin.answers import is_abort, is_no, is_yes
from nlu.termin.birth import speaks_of_birth
from nlu.termin.counts import find_count
from nlu.termin.shifts import Shift, find_shifts, is_indifferent
from nlu.termin.turns import asks_for_facts, names_what_is_asked
from nlu.termin.when import read_when, spelled_out

# A date of birth is masked before it comes here; what is left of the sentence is „geboren am".
BORN = re.compile(r"\bgeboren\b|\bgeburts(?:datum|tag)\b", re.IGNORECASE)
# „Doch nur den Reisepass", „lieber das Führungszeugnis": another matter instead.
_CORRECTS = re.compile(r"\b(?:doch|lieber|stattdessen|sondern|anstatt|statt|vielmehr)\b", re.IGNORECASE)
# What a button of the booking sends: `/termin_wahl{"schritt": …, "wert": …}`.
NO_WISH = Terminwunsch()
CHOICE_INTENT = "termin_wahl"


@dataclass(frozen=True)
class Contribution:
    """One turn. `pressed` is the step and the value of a button; all else is read from the sentence.

    `impossible` quotes a day that no calendar has („31. Juni"); `tells_birth` says that the sentence
    tells when somebody was born, which is no wish. `asks` says that the sentence names what a question asks
    for („kostet", „Unterlagen"), so it is none about free times; `asked_before` is the aspect asked for last.
    """

    intent: str
    text: str
    pressed: tuple[str, str] | None = None
    wish: Terminwunsch = NO_WISH
    shifts: tuple[Shift, ...] = ()
    count: int | None = None
    offices: tuple[str, ...] = ()
    stadtteile: tuple[str, ...] = ()
    topic: str | None = None
    topics: tuple[str, ...] = ()
    choice: Choice | None = None
    yes: bool = False
    no: bool = False
    abort: bool = False
    impossible: str | None = None
    tells_birth: bool = False
    asks: bool = False
    corrects: bool = False
    asked_before: str | None = None

    def shift(self, *kinds: str) -> Shift | None:
        """The wish to move on of one of these kinds, if the sentence has one."""
        return next((shift for shift in self.shifts if shift.kind in kinds), None)

    @property
    def names_a_time(self) -> bool:
        """Whether the sentence says anything about when."""
        return not self.wish.is_empty or self.impossible is not None

    @property
    def wants_a_time(self) -> bool:
        """Whether the sentence says when it should be, not only when not."""
        return bool(self.wish.wanted or self.wish.earliest or self.impossible)

    @property
    def names_a_place(self) -> bool:
        """Whether the sentence says anything about where."""
        return bool(self.offices or self.stadtteile)

    @property
    def has_facts(self) -> bool:
        """Whether the sentence says anything that a booking can use, whatever act the engine took it for."""
        return bool(self.names_a_time or self.names_a_place or self.shifts or self.abort or self.tells_birth)


def read_contribution(bureau: Bureau, catalogue: Catalogue, tracker: Tracker) -> Contribution:
    """Read the latest message."""
    message: Mapping[str, Any] = tracker.latest_message
    intent = str((message.get("intent") or {}).get("name", ""))
    text = str(message.get("text") or "")
    entities: list[Mapping[str, Any]] = message.get("entities") or []
    slots = tracker.current_slot_values()
    topic = slots.get("leistung")
    if text.startswith("/"):
        values = {str(e.get("entity")): str(e.get("value")) for e in entities}
        pressed = (values.get("schritt", ""), values.get("wert", "")) if intent == CHOICE_INTENT else None
        return Contribution(intent, "", pressed=pressed, topic=values.get("leistung") or topic)
    now = bureau.wall_time()
    text = spelled_out(text)
    shifts = find_shifts(text)
    # „Drei Tage später" is counted from what was offered, not from today.
    wish = NO_WISH if any(shift.by for shift in shifts) else read_when(text, now)
    choice = find_choice(text)
    is_answer = choice is not None or not wish.is_empty
    return Contribution(
        intent=intent,
        text=text,
        wish=wish,
        shifts=shifts,
        count=find_count(text),
        offices=named_offices(bureau, catalogue, text),
        stadtteile=tuple(str(e.get("value")) for e in entities if e.get("entity") == "stadtteil"),
        topic=topic,
        topics=tuple(thema.id for thema in offered_in(slots) if thema.kind == "leistung"),
        choice=choice,
        yes=is_yes(text),
        no=is_no(text),
        abort=is_abort(text) or (intent == "abbruch" and not shifts and not is_indifferent(text)),
        impossible=impossible_date(text),
        tells_birth=speaks_of_birth(text) or BORN.search(text) is not None,
        # „egal wo" and „andere Stelle" hold words of a question, but ask nothing.
        # „Was gibt's am Donnerstag noch" and „was das zweite war" ask for times.
        asks=(names_what_is_asked(text) or (asks_for_facts(text) and not is_answer))
        and (not shifts or "?" in text),
        corrects=_CORRECTS.search(text) is not None,
        asked_before=slots.get("aspekt"),
    )
