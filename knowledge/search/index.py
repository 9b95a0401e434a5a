"""The search index: built from a catalogue's entries in memory, asked in milliseconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix

from knowledge.search.concepts import ConceptFinder, link_concepts
from knowledge.search.entries import Match, SearchEntry, SearchResult
from knowledge.search.question import Question, Thesaurus, analyse
from knowledge.search.spelling import Speller
from knowledge.search.vectors import EntryVector, Vocabulary, entry_vector, weighted_terms
from nlu import text
from nlu.lexicon import Lexicon, load_lexicon

SATURATION = 4.0
TEXT_WEIGHT, LABEL_WEIGHT, CONCEPT_WEIGHT = 0.3, 3.0, 2.5
SECOND = 0.25


@dataclass(slots=True)
class Index:
    """A searchable catalogue. Build it with `Index.build`; it never changes afterwards."""

    entries: tuple[SearchEntry, ...]
    lexicon: Lexicon
    thesaurus: Thesaurus
    vocabulary: Vocabulary
    vectors: dict[SearchEntry, EntryVector]
    matrix: csc_matrix
    labels: csc_matrix
    label_rows: npt.NDArray[np.int32]
    label_sizes: npt.NDArray[np.float32]
    idf: npt.NDArray[np.float32]
    finder: ConceptFinder
    links: list
    speller: Speller

    @classmethod
    def build(cls, entries: Iterable[SearchEntry], lexicon: Lexicon | None = None) -> "Index":
        """Return an index over `entries`; takes about a second for 5,000 entries."""
        entries = tuple(entries)
        lexicon = lexicon or load_lexicon()
        thesaurus = Thesaurus.of(lexicon)
        parts = set(lexicon.wortteile)
        for entry in entries:
            for words in (entry.titel, *entry.synonyme):
                parts.update(
                    w for w in text.words(words) if 4 <= len(w) <= 11 and not text.is_function_word(w)
                )
        vocabulary = Vocabulary(parts)
        vectors = {entry: entry_vector(entry, vocabulary) for entry in entries}
        labels = [
            (row, label_terms(label, vocabulary))
            for row, entry in enumerate(entries)
            for label in (entry.titel, *entry.synonyme)
        ]
        size = len(vocabulary.ids)
        matrix = assemble([vectors[e] for e in entries], size)
        idf = np.log(1 + len(entries) / (1 + np.diff(matrix.indptr))).astype(np.float32)
        names = list(vocabulary.ids)
        named = [(row, {names[t]: w for t, w in terms.items()}) for row, terms in labels]
        idf_of = {name: float(idf[number]) for name, number in vocabulary.ids.items()}
        links = link_concepts(lexicon.concepts, list(entries), named, idf_of, thesaurus, parts)
        finder = ConceptFinder.of(lexicon.concepts, parts)
        label_matrix, sizes = assemble_labels([terms for _, terms in labels], idf, size)
        known = {w for e in entries for l in (e.titel, *e.synonyme) for w in text.words(l)}
        known |= {w for c in lexicon.concepts for p in (*c.amtlich, *c.alltag) for w in text.words(p)}
        return cls(
            entries,
            lexicon,
            thesaurus,
            vocabulary,
            vectors,
            matrix,
            label_matrix,
            np.array([row for row, _ in labels], np.int32),
            sizes,
            idf,
            finder,
            links,
            Speller.of(known),
        )

    def knows(self, stem: str) -> bool:
        return stem in self.vocabulary.ids or stem in self.finder.information

    def find(self, query: str, limit: int = 5) -> SearchResult:
        """Return the entries that fit `query` best, at most `limit`."""
        question = analyse(query, self.vocabulary.parts, self.thesaurus, self.knows, self.speller.correct)
        scores = self.scores(question)
        best = np.argsort(-scores, kind="stable")[:limit]
        matches = tuple(
            Match(self.entries[i].id, self.entries[i].kind, self.entries[i].titel, float(scores[i]))
            for i in best
            if scores[i] > 0
        )
        decision = "answer" if matches and len(question.unknown_terms) < len(question.terms) else "none"
        return SearchResult(query, matches, decision, question.terms, question.unknown_terms)

    def scores(self, question: Question) -> npt.NDArray[np.float32]:
        return (
            TEXT_WEIGHT * self.text_scores(question)
            + LABEL_WEIGHT * self.label_scores(question)
            + CONCEPT_WEIGHT * self.concept_scores(question)
        )

    def text_scores(self, question: Question) -> npt.NDArray[np.float32]:
        scores = np.zeros(len(self.entries), np.float32)
        for term, weight in question.content.items():
            number = self.vocabulary.ids.get(term)
            if number is not None:
                start, end = self.matrix.indptr[number], self.matrix.indptr[number + 1]
                scores[self.matrix.indices[start:end]] += weight * self.matrix.data[start:end]
        return scores

    def label_scores(self, question: Question) -> npt.NDArray[np.float32]:
        shared = np.zeros(len(self.label_rows), np.float32)
        asked = 0.0
        for term, weight in question.content.items():
            number = self.vocabulary.ids.get(term)
            if number is None:
                continue
            asked += weight * weight * float(self.idf[number])
            start, end = self.labels.indptr[number], self.labels.indptr[number + 1]
            shared[self.labels.indices[start:end]] += weight * self.labels.data[start:end]
        similar = shared / np.sqrt(self.label_sizes * max(asked, 1e-6) + 1e-6)
        scores = np.zeros(len(self.entries), np.float32)
        np.maximum.at(scores, self.label_rows, similar)
        return scores

    def concept_scores(self, question: Question) -> npt.NDArray[np.float32]:
        scores = np.zeros(len(self.entries), np.float32)
        for concept, strength in self.finder.find(question.bag).items():
            rows, links = self.links[concept]
            np.maximum.at(scores, rows, strength * links)
        return scores


def label_terms(label: str, vocabulary: Vocabulary) -> dict[int, float]:
    """Return the numbered terms of a title or synonym."""
    terms: dict[int, float] = {}
    for word in text.words(label):
        for term, weight in vocabulary.terms_of(word):
            terms[term] = max(terms.get(term, 0.0), weight)
    return terms


def assemble_labels(labels, idf, vocabulary_size):
    sizes = [len(terms) for terms in labels]
    rows = np.repeat(np.arange(len(labels), dtype=np.int32), sizes)
    columns = np.fromiter((t for terms in labels for t in terms), np.int32)
    weights = np.fromiter((w for terms in labels for w in terms.values()), np.float32)
    lengths = np.bincount(rows, idf[columns] * weights * weights, minlength=len(labels)).astype(np.float32)
    return csc_matrix(
        (idf[columns] * weights, (rows, columns)), shape=(len(labels), vocabulary_size)
    ), lengths


def assemble(vectors: Sequence[EntryVector], vocabulary_size: int) -> csc_matrix:
    """Return the matrix entries x terms with BM25 weights, by columns."""
    sizes = [len(vector.terms) for vector in vectors]
    rows = np.repeat(np.arange(len(vectors), dtype=np.int32), sizes)
    columns = np.concatenate([v.terms for v in vectors]) if vectors else np.empty(0, np.int32)
    frequency = np.concatenate([v.weights for v in vectors]) if vectors else np.empty(0, np.float32)
    occurrences = np.bincount(columns, minlength=vocabulary_size)
    idf = np.log(1 + (len(vectors) - occurrences + 0.5) / (occurrences + 0.5))
    weights = (idf[columns] * frequency / (frequency + SATURATION)).astype(np.float32)
    return csc_matrix((weights, (rows, columns)), shape=(len(vectors), vocabulary_size))
