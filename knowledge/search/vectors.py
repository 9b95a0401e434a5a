"""Turn entries into weighted terms: sparse vectors that do not depend on any other entry."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from knowledge.search.entries import SearchEntry
from nlu import text

Numbers = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]

# How much a word counts by the field it stands in: the title says what the Leistung is, the full text what
# it touches.
FIELD_WEIGHTS = {"titel": 5.0, "synonyme": 4.0, "kurztext": 1.5, "volltext": 1.0}
# A field as long as this counts its words fully (BM25's average length, fixed so that an entry's vector
# does not depend on the other entries), and how strongly longer fields are discounted (BM25's b).
FIELD_LENGTHS = {"titel": 4.0, "synonyme": 10.0, "kurztext": 30.0, "volltext": 250.0}
LENGTH_DISCOUNT = {"titel": 0.6, "synonyme": 0.3, "kurztext": 0.5, "volltext": 0.6}
# A part of a compound says less than the compound: »Urkunde« in »Geburtsurkunde«.
PART_WEIGHT = 0.5
# A word of the same word field says nearly the same: »Wagen« for »Fahrzeug«.
WORD_FIELD_WEIGHT = 0.7


@dataclass(slots=True)
class Vocabulary:
    """Numbers for terms, growing as entries are read.

    `parts` are the words that compounds may consist of, `word_fields` the names of a stem's word fields.
    """

    parts: set[str]
    word_fields: dict[str, tuple[str, ...]]
    ids: dict[str, int] = field(default_factory=dict)
    _analysed: dict[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)

    def copy(self) -> "Vocabulary":
        """Return a vocabulary that grows on its own; the numbers of known terms stay the same."""
        return Vocabulary(self.parts, self.word_fields, dict(self.ids), dict(self._analysed))

    def terms_of(self, word: str) -> tuple[tuple[int, float], ...]:
        """Return the numbered terms of a normalised word with their weights; new terms get new numbers."""
        known = self._analysed.get(word)
        if known is None:
            known = tuple(
                (self.ids.setdefault(term, len(self.ids)), weight) for term, weight in self._weighted(word)
            )
            self._analysed[word] = known
        return known

    def _weighted(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield the stem of `word`, lighter those of its compound parts, and the word fields of all."""
        stem = text.stem(word)
        yield stem, 1.0
        yield from ((name, WORD_FIELD_WEIGHT) for name in self.word_fields.get(stem, ()))
        for part in text.compound_parts(word, self.parts):
            part_stem = text.stem(part)
            yield part_stem, PART_WEIGHT
            yield from (
                (name, PART_WEIGHT * WORD_FIELD_WEIGHT) for name in self.word_fields.get(part_stem, ())
            )


@dataclass(frozen=True, slots=True)
class Terms:
    """Numbered terms and how much a text is about each."""

    numbers: Numbers
    weights: Weights

    @classmethod
    def of(cls, weights: dict[int, float]) -> "Terms":
        """Return the terms of a mapping from number to weight."""
        return cls(
            np.fromiter(weights.keys(), np.int32, len(weights)),
            np.fromiter(weights.values(), np.float32, len(weights)),
        )


@dataclass(frozen=True, slots=True)
class EntryVector:
    """The terms of a whole entry (BM25F's weighted term frequencies), and of each label: title and synonyms.

    `names` are the labels as sets of stems: a question that says just one of them means that entry.
    """

    body: Terms
    labels: tuple[Terms, ...]
    names: tuple[frozenset[str], ...]


def entry_vector(entry: SearchEntry, vocabulary: Vocabulary) -> EntryVector:
    """Return the vector of `entry`; new words get numbers in `vocabulary`."""
    total: dict[int, float] = defaultdict(float)
    for name, weight in FIELD_WEIGHTS.items():
        content = getattr(entry, name)
        words = text.words(" ".join(content) if isinstance(content, tuple) else content)
        discount = LENGTH_DISCOUNT[name]
        scale = weight / (1 - discount + discount * max(len(words), 1) / FIELD_LENGTHS[name])
        for word in words:
            for term, part in vocabulary.terms_of(word):
                total[term] += part * scale
    labels = (entry.titel, *entry.synonyme)
    return EntryVector(
        Terms.of(total),
        tuple(label_terms(label, vocabulary) for label in labels),
        tuple(frozenset(text.stem(word) for word in content_words(label)) for label in labels),
    )


def content_words(label: str) -> list[str]:
    """Return the words of `label` without function words."""
    return [word for word in text.words(label) if not text.is_function_word(word)]


def label_terms(label: str, vocabulary: Vocabulary) -> Terms:
    """Return the terms of a title or synonym, function words left out."""
    terms: dict[int, float] = {}
    for word in content_words(label):
        for term, weight in vocabulary.terms_of(word):
            terms[term] = max(terms.get(term, 0.0), weight)
    return Terms.of(terms)


def stack(rows: list[Terms], width: int) -> csr_matrix:
    """Return the matrix whose rows are `rows`, `width` columns wide."""
    if not rows:
        return csr_matrix((0, width), dtype=np.float32)
    ends = np.cumsum([0, *(len(row.numbers) for row in rows)])
    data = (
        np.concatenate([row.weights for row in rows]),
        np.concatenate([row.numbers for row in rows]),
        ends,
    )
    return csr_matrix(data, shape=(len(rows), width))
