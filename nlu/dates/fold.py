"""One spelling for every way of writing a German word, and the repair of single typing errors.

Citizens write „übermorgen", „uebermorgen", „ubermorgen", „Übermorgen" and „übermrogen". `fold` takes the
first two and the fourth together; `plain` gives the third (the vocabulary lists both); `Speller` finds
a known
word one edit away from an unknown one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def word_set(listed: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(listed.split())


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SHORTEST_REPAIRED = 6
"""Shorter words have too many true neighbours one edit away (Mai, Maia; heute, Leute)."""

TRUE_WORDS = word_set(
    "montage montagen naechte naechten naechtes freitage mittage kommando monaten auguste augusta "
    "uebermorgens "
    "juniors ostens oster vormittage nachmittage kommend kommender kommentar naechster letzter septembers "
    "dezembers januare samstage sonntage dienste diensten dienst mitte mitten nachmittage abends"
)
"""German words that are one edit away from a word of dates and mean something else."""


def fold(word: str) -> str:
    """Lower case, umlauts as two letters, composed: the key under which a word is looked up."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word.lower()).translate(UMLAUTS)


def plain(folded: str) -> str:
    """The spelling of someone without umlaut keys who drops the dots („ubermorgen")."""
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")


class Speller:
    """Finds the one known word that is a single edit (or swapped pair) away, by the deletion index of
    SymSpell."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) >= SHORTEST_REPAIRED)
        self._index: dict[str, set[str]] = {}
        for word in self._words:
            for short in _deletions(word):
                self._index.setdefault(short, set()).add(word)

    def repair(self, word: str) -> str | None:
        """The known word meant by `word`, or None. `word` must be folded."""
        size = len(word)
        if size < SHORTEST_REPAIRED - 1 or size > 16 or word in TRUE_WORDS:
            return None
        found: set[str] = set(self._index.get(word, ()))
        for short in _deletions(word):
            if short in self._words:
                found.add(short)
            found |= self._index.get(short, set())
        close = [known for known in found if known[0] == word[0] and is_one_edit(word, known)]
        return min(close) if close else None


def _deletions(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(1, len(word))]


def is_one_edit(one: str, other: str) -> bool:
    """True if one insertion, deletion, replacement or swap of neighbours turns `one` into `other`."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    i = 0
    while i < len(one) and one[i] == other[i]:
        i += 1
    if len(one) < len(other):
        return one[i:] == other[i + 1 :]
    if one[i + 1 :] == other[i + 1 :]:
        return True
    return one[i : i + 2] == other[i : i + 2][::-1] and one[i + 2 :] == other[i + 2 :]
