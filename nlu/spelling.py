"""German spelling, folded: one form for the many ways in which a word is typed.

"Gebühr", "GEBUEHR" and "gebuhr" become the same; "Haalllooo" becomes "halo". Words with one typing error are
led back to a known word. Pure functions, used alike in training and in answering.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
# "ue" is an umlaut unless a vowel or q stands before it: "gebuehr", but "neue", "steuer", "quelle".
_UMLAUT_DIGRAPH = re.compile(r"(?<![aeq])([aou])e")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_SHORTEST_TO_CORRECT = 4  # a shorter word is one edit away from too many others

_LETTERS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "’": "'", "`": "'", "´": "'", "‘": "'"})


def fold(text: str) -> str:
    """The text in lower case, without umlauts in any of their spellings and without drawn-out letters."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _REPEATED.sub(r"\1", _UMLAUT_DIGRAPH.sub(r"\1", text))


def words(text: str) -> list[str]:
    """The folded words of a text, without punctuation.

    >>> words("Was kostet die Gebuehr?")
    ['was', 'kostet', 'die', 'gebuhr']
    """
    return _WORD.findall(fold(text))


class Speller:
    """Leads words with one typing error back to the known word.

    `vocabulary` maps the folded words worth finding to their frequency; `known` are further right words,
    which
    are left alone ("Messe" must not become "Masse"). An edit is a letter left out, put in, replaced, or two
    neighbours swapped (Damerau-Levenshtein distance 1), found through shared deletions as in SymSpell.
    """

    def __init__(self, vocabulary: Mapping[str, int], known: Collection[str] = frozenset()) -> None:
        self._vocabulary = dict(vocabulary)
        self._known = known
        self._by_deletion: dict[str, list[str]] = {}
        for word in self._vocabulary:
            if len(word) >= _SHORTEST_TO_CORRECT:
                for key in {word, *_deletions(word)}:
                    self._by_deletion.setdefault(key, []).append(word)

    def knows(self, word: str) -> bool:
        """Whether the folded word is right as it stands."""
        return word in self._vocabulary or word in self._known

    def correct(self, word: str) -> str:
        """The known word one edit away, or the word itself; the commonest wins, then the alphabet."""
        if len(word) < _SHORTEST_TO_CORRECT or self.knows(word) or not word.isalpha():
            return word
        candidates = {
            found
            for key in (word, *_deletions(word))
            for found in self._by_deletion.get(key, ())
            if is_one_edit(word, found)
        }
        return min(candidates, key=lambda found: (-self._vocabulary[found], found), default=word)

    def correct_all(self, sentence: Iterable[str]) -> list[str]:
        """Every word corrected."""
        return [self.correct(word) for word in sentence]


def is_one_edit(one: str, other: str) -> bool:
    """Whether two words differ by exactly one deletion, insertion, replacement or swap of neighbours."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if len(one) == len(other):
        swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        return one[at + 1 :] == other[at + 1 :] or swapped
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]


def _deletions(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]
