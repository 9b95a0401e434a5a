"""Words that point back: „das", „dafür", „und für Kinder?"."""

from __future__ import annotations

import re

from nlu.lexicon import load_words
from nlu.text import is_aspect_word, words

# „Was kostet das", „brauche ich dafür", „geht es online": the topic is what was talked about before.
_POINTING = re.compile(
    r"\b(das|dies|dieses?r?|dafür|dafuer|dazu|davon|damit|dabei|darum|hierfür|hierfuer|hierzu|es|ihn|sie|die|der|den|"
    r"dort|da|deren?|dessen)\b(?=\s*[?!.,]|\s*$|\s+(?:denn|eigentlich|dann|auch|für|fuer|bei|mit|noch|online|alles|"
    r"genau|normalerweise|ungefähr|so|überhaupt|wieder|auf|offen|geöffnet|zu|nochmal|kosten|dauern|bezahlen))",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"^\s*(?:und|aber|oder|auch|ok(?:ay)?[, ]+und|ah[, ]+und)\b", re.IGNORECASE)
# These ask for an aspect by themselves: „Und wo bekomme ich den?" is no „Und für den Reisepass?".
_ASKS_AN_ASPECT = {"wo", "wohin", "wann"}
_AGE = re.compile(r"\b(?:bin|ist|sind|wird|werde)\s+(?:\w+\s+)?\d{1,2}\b|\b\d{1,2}\s*jahre?\b", re.IGNORECASE)
# An elliptic follow-up such as „und für einen Reisepass?" is short; longer ones are sentences of their own.
ELLIPSIS_MAX_WORDS = 6


def points_back(text: str) -> bool:
    """Whether the sentence speaks of something named before: „Und was kostet das?"."""
    return bool(_POINTING.search(text) or _CONTINUES.search(text))


def is_ellipsis(text: str) -> bool:
    """Whether the sentence only names another topic for the same question: „Und für den Reisepass?"."""
    return bool(_CONTINUES.search(text)) and len(text.split()) <= ELLIPSIS_MAX_WORDS


def names_an_aspect(text: str) -> bool:
    """Whether a word of the sentence says what is asked: „kostet", „Unterlagen", „lange", „wo"."""
    return any(word.lower() in _ASKS_AN_ASPECT or is_aspect_word(word) for word in words(text))


def speaks_of_age(text: str) -> bool:
    """Whether the sentence tells an age: „Ich bin 20", „mein Sohn ist 8 Jahre alt"."""
    return _AGE.search(text) is not None


def names_only_a_case(terms: tuple[str, ...]) -> bool:
    """Whether `terms` (content words, lower case) name persons or cases, but no topic."""
    return bool(terms) and all(term in load_words("faelle") or term.isdigit() for term in terms)
