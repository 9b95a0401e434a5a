"""Correct a misspelt word to the nearest word that the catalogue's labels or the lexicon know."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Shorter words differ from too many others by one letter to be corrected safely.
MIN_LENGTH = 5
# One typing error up to seven letters, two from there on; three only in long compounds.
LENGTH_FOR_TWO, LENGTH_FOR_THREE = 8, 13


@dataclass(slots=True)
class Speller:
    """The known words, by length, so that only words of about the same length are compared."""

    by_length: dict[int, list[str]]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Speller":
        """Return a speller that knows `words`."""
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(set(words)):
            if len(word) >= MIN_LENGTH - 1:
                by_length[len(word)].append(word)
        return cls(dict(by_length))

    def correct(self, word: str) -> str | None:
        """Return the known word that `word` was most likely meant to be, or None."""
        if len(word) < MIN_LENGTH or any(sign.isdigit() for sign in word):
            return None
        allowed = 1 + (len(word) >= LENGTH_FOR_TWO) + (len(word) >= LENGTH_FOR_THREE)
        found = (
            process.extractOne(
                word, self.by_length.get(length, ()), scorer=OSA.distance, score_cutoff=allowed
            )
            for length in range(len(word) - allowed, len(word) + allowed + 1)
        )
        # Of equally near words the one with the same beginning: people rarely miss the first letter.
        likely = [(match[1], match[0][0] != word[0], match[0]) for match in found if match]
        return min(likely)[2] if likely else None
