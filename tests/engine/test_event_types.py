"""Event types are found as Rasa finds them, without looking at every class again."""

from __future__ import annotations

import pytest
import rasa.shared.utils.common
from rasa.shared.core.events import Event, SlotSet, UserUttered

from bot.engine.event_types import cache_event_types


def test_the_second_look_up_walks_over_no_classes(monkeypatch: pytest.MonkeyPatch):
    cache_event_types()
    parameters = {"event": "slot", "name": "a", "value": 1}
    Event.from_parameters(parameters)
    monkeypatch.setattr(rasa.shared.utils.common, "all_subclasses", lambda _: pytest.fail("walked again"))
    assert isinstance(Event.from_parameters(parameters), SlotSet)


def test_unknown_types_and_defaults_work_as_before():
    cache_event_types()
    with pytest.raises(ValueError, match="erfunden"):
        Event.resolve_by_type("erfunden")
    assert Event.resolve_by_type("erfunden", UserUttered) is UserUttered
    assert Event.resolve_by_type("topic") is None


def test_caching_twice_changes_nothing():
    cache_event_types()
    once = Event.resolve_by_type
    cache_event_types()
    assert Event.resolve_by_type is once
