"""The aspect that a word names: what is left of a question when the engine was not sure of it."""

from __future__ import annotations

from functools import cache

from nlu.lexicon import load_groups
from nlu.text import words

# Groups of `lexicon/sprache/aspektwoerter.yml` whose words mean one aspect and no other.
UNAMBIGUOUS = ("gebuehr", "unterlagen", "voraussetzung")


def named_aspect(text: str) -> str | None:
    """The aspect of the first word that names just one: „Perso express Kosten" asks for the fee."""
    return next((_aspects()[word] for word in words(text) if word in _aspects()), None)


@cache
def _aspects() -> dict[str, str]:
    groups = load_groups("aspektwoerter")
    return {word: name for name in UNAMBIGUOUS for word in groups[name]}
