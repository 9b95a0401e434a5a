"""The search index: built from a catalogue's entries in memory, asked in milliseconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_matrix

from knowledge.search.entries import Match, SearchEntry, SearchResult
from knowledge.search.vectors import EntryVector, Vocabulary, entry_vector, weighted_terms
from nlu import text
from nlu.lexicon import Lexicon, load_lexicon

SATURATION = 4.0


@dataclass(slots=True)
class Index:
    """A searchable catalogue. Build it with `Index.build`; it never changes afterwards."""

    entries: tuple[SearchEntry, ...]
    lexicon: Lexicon
    vocabulary: Vocabulary
    vectors: dict[SearchEntry, EntryVector]
    matrix: csc_matrix

    @classmethod
    def build(cls, entries: Iterable[SearchEntry], lexicon: Lexicon | None = None) -> "Index":
        """Return an index over `entries`; takes about a second for 5,000 entries."""
        entries = tuple(entries)
        lexicon = lexicon or load_lexicon()
        parts = set(lexicon.wortteile)
        for entry in entries:
            for words in (entry.titel, *entry.synonyme):
                parts.update(word for word in text.words(words) if 4 <= len(word) <= 11)
        vocabulary = Vocabulary(parts)
        vectors = {entry: entry_vector(entry, vocabulary) for entry in entries}
        return cls(
            entries,
            lexicon,
            vocabulary,
            vectors,
            assemble([vectors[e] for e in entries], len(vocabulary.ids)),
        )

    def find(self, query: str, limit: int = 5) -> SearchResult:
        """Return the entries that fit `query` best, at most `limit`."""
        words = text.words(query)
        joined = text.joined_verbs(query, self.vocabulary.ids.__contains__)
        terms = tuple(
            w for w in dict.fromkeys(words) if not text.is_function_word(w) and not text.is_aspect_word(w)
        )
        unknown = tuple(w for w in terms if text.stem(w) not in self.vocabulary.ids)
        scores = np.zeros(len(self.entries), np.float32)
        for word in (*terms, *joined):
            for term, weight in weighted_terms(word, self.vocabulary.parts):
                number = self.vocabulary.ids.get(term)
                if number is None:
                    continue
                start, end = self.matrix.indptr[number], self.matrix.indptr[number + 1]
                scores[self.matrix.indices[start:end]] += weight * self.matrix.data[start:end]
        best = np.argsort(-scores, kind="stable")[:limit]
        top = float(scores[best[0]]) if len(best) else 0.0
        matches = tuple(
            Match(
                self.entries[i].id, self.entries[i].kind, self.entries[i].titel, float(scores[i]) / (top + 1)
            )
            for i in best
            if scores[i] > 0
        )
        return SearchResult(
            query, matches, "answer" if matches and len(unknown) < len(terms) else "none", terms, unknown
        )


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
