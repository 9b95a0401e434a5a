"""The two ways in which whole words find an entry: by all its text (BM25F), and by its labels (cosine)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from knowledge.search.vectors import Numbers, Weights

# BM25's k: from here on more of the same word adds little. In units of the field weights (a title word is
# 5).
SATURATION = 4.0
# The thresholds of `decision` were calibrated on a catalogue of about this many entries. In a smaller one no
# word is rare, so all its weights are raised until a word of one entry alone counts as much as there.
CALIBRATED_ENTRIES = 300


@dataclass(slots=True)
class TextIndex:
    """All text of the entries: entries x terms, BM25 weights, by columns."""

    matrix: csc_matrix

    @classmethod
    def of(cls, frequencies: csr_matrix) -> "TextIndex":
        """Return the index over weighted term frequencies."""
        return cls(saturated(frequencies.tocsc(), SATURATION))

    def scores(self, terms: Iterable[tuple[int, float]]) -> Weights:
        """Return for each entry the sum of the BM25 weights of the asked `terms` (number, weight)."""
        return add_columns(self.matrix, terms)

    def rows_with(self, term: int) -> list[int]:
        """Return the rows that have `term`."""
        rows: list[int] = self.matrix.indices[
            self.matrix.indptr[term] : self.matrix.indptr[term + 1]
        ].tolist()
        return rows


@dataclass(slots=True)
class LabelIndex:
    """Titles and synonyms: labels x terms, and the entry that each label names."""

    matrix: csc_matrix
    entry_of: Numbers
    sizes: Weights
    idf: Weights
    entries: int

    @classmethod
    def of(cls, labels: csr_matrix, entry_of: Numbers, idf: Weights, entries: int) -> "LabelIndex":
        """Return the index over label term weights; `idf` tells how rare each term is among the entries."""
        weighted = labels.tocsc()
        spread = np.repeat(idf, np.diff(weighted.indptr))
        sizes = np.bincount(weighted.indices, spread * weighted.data**2, minlength=labels.shape[0])
        weighted.data = spread * weighted.data
        return cls(weighted, entry_of, sizes.astype(np.float32), idf, entries)

    def scores(self, terms: Mapping[int, float]) -> Weights:
        """Return for each entry how alike the question and its most alike label are (cosine, 0 to 1)."""
        asked = sum(weight * weight * float(self.idf[number]) for number, weight in terms.items())
        best = np.zeros(self.entries, np.float32)
        if asked > 0:
            shared = add_columns(self.matrix, terms.items())
            alike = shared / np.sqrt(np.maximum(self.sizes * asked, np.finfo(np.float32).tiny))
            np.maximum.at(best, self.entry_of, alike)
        return best


def add_columns(matrix: csc_matrix, terms: Iterable[tuple[int, float]]) -> Weights:
    """Return the weighted sum of columns of `matrix`."""
    total = np.zeros(matrix.shape[0], np.float32)
    for number, weight in terms:
        column = slice(matrix.indptr[number], matrix.indptr[number + 1])
        total[matrix.indices[column]] += weight * matrix.data[column]
    return total


def saturated(matrix: csc_matrix, saturation: float) -> csc_matrix:
    """Return term frequencies as BM25 weights: idf * f / (f + k) (Robertson and Zaragoza 2009, section 3)."""
    occurrences = np.diff(matrix.indptr)
    entries = matrix.shape[0]
    raised = max(1.0, float(rarity(CALIBRATED_ENTRIES, 1) / rarity(max(entries, 1), 1)))
    idf = (raised * rarity(entries, occurrences)).astype(np.float32)
    matrix.data = np.repeat(idf, occurrences) * matrix.data / (matrix.data + saturation)
    return matrix


def rarity(entries: int, occurrences: Any) -> Any:
    """Return BM25's idf of terms that so many of the `entries` have."""
    return np.log1p((entries - occurrences + 0.5) / (occurrences + 0.5))
