"""Event types looked up once instead of by a walk over all subclasses for every event."""

from __future__ import annotations

from functools import lru_cache

from rasa.shared.core.events import Event


def cache_event_types() -> None:
    """Make `Event.resolve_by_type` remember its answers; calling it twice changes nothing more."""
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))
