"""Guess the lexicon's concepts from single words: what people say around a matter without naming it."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.search.question import Question, Thesaurus
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
# One word of several is weak evidence: »Unternehmen« in »WhatsApp für Unternehmen«.
LONE_WORD = 0.5


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

    def find(self, question: Question) -> dict[int, float]:
        """Return the likeliest concepts for a question's words, and how much they share with it."""
        ids = self.vocabulary.ids
        known = {ids[stem]: stem for stem in question.topic if stem in ids}
        scores = self.texts.scores((number, question.topic[stem]) for number, stem in known.items())
        likeliest = [int(c) for c in np.argsort(-scores, kind="stable")[:LIKELIEST] if scores[c] > 0]
        agreeing: dict[int, set[str]] = {concept: set() for concept in likeliest}
        for number, stem in known.items():
            for concept in agreeing.keys() & set(self.texts.rows_with(number)):
                agreeing[concept].add(question.said_by.get(stem, stem))
        alone = LONE_WORD if len(question.name) > 1 else 1.0
        return {
            concept: float(scores[concept]) * (alone if len(agreeing[concept]) == 1 else 1.0)
            for concept in likeliest
        }


def concept_terms(concept: Concept, vocabulary: Vocabulary) -> Terms:
    """Return the terms of a concept: in how many of its phrases each occurs, discounted by their number."""
    counts: Counter[int] = Counter()
    for phrase in (*concept.official, *concept.everyday, *concept.surroundings.split()):
        counts.update(label_terms(phrase, vocabulary).numbers.tolist())
    scale = 1 - LENGTH_DISCOUNT + LENGTH_DISCOUNT * counts.total() / LENGTH
    return Terms.of({number: count / scale for number, count in counts.items()})
