"""Which entries of a catalogue are about a concept of the lexicon: by LeiKa key, or by its official terms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from knowledge.search.entries import SearchEntry
from knowledge.search.question import Thesaurus
from knowledge.search.vectors import Numbers, Vocabulary, Weights
from nlu import text
from nlu.lexicon import Concept, Lexicon

# A LeiKa key is sure, but cities use one key for several entries; the official terms tell those apart.
LEIKA_LINK = 0.8
# A label that says a concept's official term in less than this share of its words is about something else
# too.
MIN_LINK = 0.3
# The entry nearest to a concept is what the city offers for it: its link is raised towards 1 by this power.
NEAREST_POWER = 0.5
# What is left of a link when a city has no entry of its own and the wider concept's stands in.
WIDER_LINK = 0.7


@dataclass(slots=True)
class ConceptLinks:
    """For each concept the rows of the entries about it, and how much so (0 to 1]."""

    rows: list[Numbers]
    weights: list[Weights]
    entries: int

    @classmethod
    def of(
        cls,
        lexicon: Lexicon,
        entries: Sequence[SearchEntry],
        labels: csr_matrix,
        entry_of: Numbers,
        vocabulary: Vocabulary,
        idf: Weights,
    ) -> "ConceptLinks":
        """Return the links of `lexicon`'s concepts to `entries`, whose labels are the rows of `labels`."""
        by_leika: dict[str, list[int]] = defaultdict(list)
        for row, entry in enumerate(entries):
            for key in entry.leika:
                by_leika[key].append(row)
        labelled = Labels(labels, vocabulary, idf, Thesaurus.of(lexicon))
        strengths: dict[str, dict[int, float]] = {}
        for concept in lexicon.concepts:
            strength = {row: LEIKA_LINK for key in concept.leika for row in by_leika.get(key, ())}
            for term in concept.official:
                for label, share in labelled.saying(term):
                    row = int(entry_of[label])
                    strength[row] = max(strength.get(row, 0.0), share)
            nearest = max(strength.values(), default=1.0) ** NEAREST_POWER
            strengths[concept.id] = {row: value / nearest for row, value in strength.items()}
        by_id = lexicon.by_id
        resolved = [nearest_offer(concept, by_id, strengths) for concept in lexicon.concepts]
        rows = [np.fromiter(found, np.int32, len(found)) for found in resolved]
        weights = [np.fromiter(found.values(), np.float32, len(found)) for found in resolved]
        return cls(rows, weights, len(entries))

    def scores(self, concepts: Mapping[int, float]) -> Weights:
        """Return for each entry the strength of the concept that it is most about."""
        scores = np.zeros(self.entries, np.float32)
        for concept, strength in concepts.items():
            np.maximum.at(scores, self.rows[concept], np.float32(strength) * self.weights[concept])
        return scores


def nearest_offer(
    concept: Concept, by_id: Mapping[str, Concept], strengths: Mapping[str, dict[int, float]]
) -> dict[int, float]:
    """Return a concept's links or, where the city has nothing for it, weaker, the next wider one's."""
    weight = 1.0
    seen = {concept.id}
    while not strengths[concept.id] and concept.wider and concept.wider not in seen:
        concept = by_id[concept.wider]
        seen.add(concept.id)
        weight *= WIDER_LINK
    return {row: weight * value for row, value in strengths[concept.id].items()}


class Labels:
    """Labels that can be asked which of them say an official term."""

    def __init__(
        self, labels: csr_matrix, vocabulary: Vocabulary, idf: Weights, thesaurus: Thesaurus
    ) -> None:
        self.by_row = labels
        self.by_term = labels.tocsc()
        self.sizes = np.asarray(labels @ idf).ravel()
        self.vocabulary, self.idf, self.thesaurus = vocabulary, idf, thesaurus

    def saying(self, term: str) -> Iterator[tuple[int, float]]:
        """Yield the labels that say all words of `term`, and the share of their meaning that it covers."""
        needed = [list(self._ways(word)) for word in text.words(term) if not text.is_function_word(word)]
        candidates: set[int] | None = None
        for ways in needed:
            having = {label for way in ways for label in self._having(way)}
            candidates = having if candidates is None else candidates & having
        for label in candidates or ():
            share = self._share(label, needed)
            if share >= MIN_LINK:
                yield label, share

    def _ways(self, word: str) -> Iterator[tuple[int, ...]]:
        """Yield the ways to say `word` (numbers of terms): itself, a near-synonym, its compound parts."""
        ids = self.vocabulary.ids
        for stem in self.thesaurus.equivalents(text.stem(word)):
            if stem in ids:
                yield (ids[stem],)
        split = text.compound_parts(word, self.vocabulary.parts, lone_head=False)
        parts = [text.stem(part) for part in split]
        if parts and all(part in ids for part in parts):
            yield tuple(ids[part] for part in parts)

    def _having(self, way: tuple[int, ...]) -> set[int]:
        """Return the labels that have all terms of `way`."""
        columns = [self.by_term.indices[self.by_term.indptr[n] : self.by_term.indptr[n + 1]] for n in way]
        return set.intersection(*(set(column.tolist()) for column in columns))

    def _share(self, label: int, needed: list[list[tuple[int, ...]]]) -> float:
        """Return the share of a label's meaning (idf times weight) that the words of a term cover."""
        row = slice(self.by_row.indptr[label], self.by_row.indptr[label + 1])
        has = dict(zip(self.by_row.indices[row].tolist(), self.by_row.data[row].tolist(), strict=True))
        covered = {
            number for ways in needed for way in ways if all(part in has for part in way) for number in way
        }
        said = sum(float(self.idf[number]) * has[number] for number in covered)
        return said / float(self.sizes[label]) if self.sizes[label] > 0 else 0.0
