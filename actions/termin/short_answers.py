"""What a short answer means at the step that was asked for: „egal", „ja", „doch lieber den Reisepass"."""

from __future__ import annotations

from dataclasses import replace

from actions.termin.contribution import Contribution
from actions.termin.state import BookingState
from nlu.termin.shift_rules import Kind
from nlu.termin.shifts import Shift, is_indifferent

_WHATEVER: dict[str, Kind] = {"place": "anywhere", "time": "any_time"}


def takes_any(state: BookingState, said: Contribution) -> bool:
    """„Egal" to offered times, or „ja" to the only one: the first will do."""
    if state.step != "slot" or not state.offered:
        return False
    return is_indifferent(said.text) or (said.yes and len(state.offered) == 1)


def may_name_a_matter(state: BookingState, said: Contribution) -> bool:
    """Whether to look for a Leistung: before one is known, or where the sentence corrects or begins anew."""
    is_new = said.corrects or said.intent in ("termin_buchen", "korrektur")
    return not state.items or state.step == "matter" or is_new


def with_indifference(state: BookingState, said: Contribution) -> Contribution:
    """„Egal" answers what was asked: anywhere, or at any time."""
    kind = _WHATEVER.get(state.step)
    return replace(said, shifts=(Shift(kind),)) if kind and is_indifferent(said.text) else said
