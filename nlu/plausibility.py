"""Whether a word could be German at all: "asdfgh" could not, "Fischereischein" could, known or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

# A three-letter sequence that occurs in fewer of the known words is taken for chance.
WORDS_PER_SEQUENCE = 8
# A word may have this share of unheard-of sequences: foreign names and typing errors have a few.
TOLERATED_SHARE = 0.34


def letter_sequences(known: Iterable[str]) -> frozenset[str]:
    """The three-letter sequences of German, learnt from known folded words; word ends count as a blank."""
    counts = Counter(sequence for word in known for sequence in set(_sequences(word)))
    return frozenset(sequence for sequence, count in counts.items() if count >= WORDS_PER_SEQUENCE)


def is_plausible(word: str, sequences: Collection[str]) -> bool:
    """Whether a folded word is built like a German one; numbers always are."""
    if word.isdigit():
        return True
    of_word = _sequences(word)
    return sum(sequence not in sequences for sequence in of_word) <= TOLERATED_SHARE * len(of_word)


def familiar_share(words: Sequence[str], known: Collection[str], sequences: Collection[str]) -> float:
    """The share of a sentence's letters in known or plausible words, 0 to 1; 0 for no words at all."""
    letters = sum(len(word) for word in words)
    familiar = sum(len(word) for word in words if word in known or is_plausible(word, sequences))
    return familiar / letters if letters else 0.0


def _sequences(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)]
