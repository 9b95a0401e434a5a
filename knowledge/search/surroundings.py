"""Guess the lexicon's concepts from single words: what people say around a matter without naming it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.search.question import Thesaurus
from knowledge.search.vectors import Terms, Vocabulary, label_terms, stack
from knowledge.search.words import TextIndex, saturated
from nlu.lexicon import Concept, Lexicon

# A word that two phrases of a concept use says little more than one that a single phrase uses (BM25's k).
SATURATION = 1.0
# Concepts have 10 to 150 words. One with this many counts its words fully; longer ones are discounted
# (BM25's b).
LENGTH, LENGTH_DISCOUNT = 60, 0.7
# Only the likeliest concepts count; what comes further down shares chance words.
LIKELIEST = 8


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All words of all concepts, as one text each."""

    vocabulary: Vocabulary
    texts: TextIndex

    @classmethod
    @lru_cache(maxsize=2)
    def of(cls, lexicon: Lexicon) -> "Surroundings":
        """Return the surroundings of the concepts of `lexicon`, in their order."""
        vocabulary = Vocabulary(set(lexicon.compound_words), Thesaurus.of(lexicon).word_fields)
        rows = [concept_terms(concept, vocabulary) for concept in lexicon.concepts]
        return cls(vocabulary, TextIndex(saturated(stack(rows, len(vocabulary.ids)).tocsc(), SATURATION)))

    def find(self, topic: Mapping[str, float]) -> dict[int, float]:
        """Return the likeliest concepts for the words of a question, and how much they have in common
        with it."""
        ids = self.vocabulary.ids
        scores = self.texts.scores((ids[stem], weight) for stem, weight in topic.items() if stem in ids)
        likeliest = np.argsort(-scores, kind="stable")[:LIKELIEST]
        return {int(concept): float(scores[concept]) for concept in likeliest if scores[concept] > 0}


def concept_terms(concept: Concept, vocabulary: Vocabulary) -> Terms:
    """Return the terms of a concept: in how many of its phrases each occurs, discounted by their number."""
    counts: Counter[int] = Counter()
    for phrase in (*concept.official, *concept.everyday, *concept.surroundings.split()):
        counts.update(label_terms(phrase, vocabulary).numbers.tolist())
    scale = 1 - LENGTH_DISCOUNT + LENGTH_DISCOUNT * counts.total() / LENGTH
    return Terms.of({number: count / scale for number, count in counts.items()})
