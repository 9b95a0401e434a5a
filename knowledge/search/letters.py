"""Letter quadruples: find what shares word parts with a question where whole words and stems do not match."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from knowledge.search.vectors import Weights
from knowledge.search.words import add_columns, saturated

# Four letters: BM25 over groups of three to five letters found no more on Munich's catalogue and blurred
# sentences.
SIZE = 4
SATURATION = 3.0
GROUP_CACHE = 1 << 16


@lru_cache(maxsize=GROUP_CACHE)
def letter_groups(stem: str) -> frozenset[str]:
    """Return the letter quadruples of a stem, its beginning marked by a blank."""
    padded = f" {stem}"
    return frozenset(padded[start : start + SIZE] for start in range(max(1, len(padded) - SIZE + 1)))


@dataclass(slots=True)
class LetterIndex:
    """The entries by the letter groups of their words."""

    ids: dict[str, int]
    matrix: csc_matrix

    @classmethod
    def of(cls, terms: Iterable[str], frequencies: csr_matrix) -> "LetterIndex":
        """Return the index over `frequencies` (entries x terms), `terms` naming its columns."""
        ids: dict[str, int] = {}
        groups = [
            [ids.setdefault(group, len(ids)) for group in sorted(letter_groups(term))]
            if is_word(term)
            else []
            for term in terms
        ]
        ends = np.cumsum([0, *map(len, groups)])
        columns = np.fromiter((number for found in groups for number in found), np.int32)
        shape = (frequencies.shape[1], len(ids))
        membership = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=shape)
        return cls(ids, saturated((frequencies @ membership).tocsc(), SATURATION))

    def scores(self, stems: Iterable[str]) -> Weights:
        """Return for each entry how much it shares with the words of `stems`."""
        groups = {group for stem in stems for group in letter_groups(stem)}
        return add_columns(self.matrix, ((self.ids[group], 1.0) for group in groups if group in self.ids))


def is_word(term: str) -> bool:
    """Say whether `term` is a word's stem, not a word field's name, and long enough to have groups."""
    return len(term) >= SIZE - 1 and not term.startswith("~")
