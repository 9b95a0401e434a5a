"""The search index: built from a catalogue's entries in memory, asked in milliseconds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.search import decision
from knowledge.search.concepts import ConceptFinder
from knowledge.search.entries import Kind, Match, SearchEntry, SearchResult
from knowledge.search.letters import LetterIndex
from knowledge.search.links import ConceptLinks
from knowledge.search.question import Question, Reader, Thesaurus
from knowledge.search.spelling import Speller
from knowledge.search.surroundings import Surroundings
from knowledge.search.vectors import EntryVector, Numbers, Vocabulary, Weights, entry_vector, stack
from knowledge.search.words import LabelIndex, TextIndex
from nlu import text
from nlu.lexicon import Lexicon, load_lexicon

# What the five ways of matching count. Tuned on bench/data/saetze_muenchen.jsonl; halving or doubling any
# one of them changes hit@1 by less than two points.
TEXT_WEIGHT, LABEL_WEIGHT, CONCEPT_WEIGHT, SURROUNDINGS_WEIGHT, LETTER_WEIGHT = 0.2, 2.0, 3.0, 0.4, 0.05
# A question that is just a title or a synonym means that entry, whatever else it might mean.
NAMED = 3.0
# Words of labels and nouns of texts that may be parts of compounds, by their length.
LABEL_PART_LENGTHS, TEXT_PART_LENGTHS = range(4, 21), range(4, 13)
# Rivals beyond this rank are not looked at.
RIVALS = 3


@dataclass(frozen=True, slots=True)
class Index:
    """A searchable catalogue, built with `Index.build`; it never changes: `updated` makes a new one."""

    entries: tuple[SearchEntry, ...]
    lexicon: Lexicon
    vocabulary: Vocabulary
    vectors: Mapping[SearchEntry, EntryVector]
    texts: TextIndex
    labels: LabelIndex
    names: Mapping[frozenset[str], Numbers]
    letters: LetterIndex
    finder: ConceptFinder
    surroundings: Surroundings
    links: ConceptLinks
    reader: Reader

    @classmethod
    def build(cls, entries: Iterable[SearchEntry], lexicon: Lexicon | None = None) -> "Index":
        """Return an index over `entries` with the civic lexicon (or another); a second for 5,000 entries."""
        entries = tuple(entries)
        lexicon = lexicon or load_lexicon()
        vocabulary = Vocabulary(compound_part_words(entries, lexicon), Thesaurus.of(lexicon).word_fields)
        return cls._assemble(entries, lexicon, vocabulary, {})

    def updated(self, entries: Iterable[SearchEntry]) -> "Index":
        """Return an index over `entries`, of which only those that are new or changed are analysed again.

        Words that are new in them can be found, but become parts of compounds only with the next `build`.
        """
        return self._assemble(tuple(entries), self.lexicon, self.vocabulary.copy(), self.vectors)

    @classmethod
    def _assemble(
        cls,
        entries: tuple[SearchEntry, ...],
        lexicon: Lexicon,
        vocabulary: Vocabulary,
        analysed: Mapping[SearchEntry, EntryVector],
    ) -> "Index":
        """Return the index over `entries`, taking the vectors of those already `analysed`."""
        vectors = {entry: analysed.get(entry) or entry_vector(entry, vocabulary) for entry in entries}
        rows = list(vectors[entry] for entry in entries)
        terms = list(vocabulary.ids)
        frequencies = stack([row.body for row in rows], len(terms))
        occurrences = np.bincount(frequencies.indices, minlength=len(terms))
        idf = np.log1p(len(entries) / (1 + occurrences)).astype(np.float32)
        entry_of = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row.labels) for row in rows])
        labels = stack([label for row in rows for label in row.labels], len(terms))
        thesaurus = Thesaurus.of(lexicon)
        finder = ConceptFinder.of(lexicon)
        known = {
            word
            for entry in entries
            for label in (entry.titel, *entry.synonyme)
            for word in text.words(label)
        }
        return cls(
            entries=entries,
            lexicon=lexicon,
            vocabulary=vocabulary,
            vectors=vectors,
            texts=TextIndex.of(frequencies),
            labels=LabelIndex.of(labels, entry_of, idf, len(entries)),
            names=rows_by_name(rows),
            letters=LetterIndex.of(terms, frequencies),
            finder=finder,
            surroundings=Surroundings.of(lexicon),
            links=ConceptLinks.of(lexicon, entries, labels, entry_of, vocabulary, idf),
            reader=Reader(
                vocabulary.parts,
                thesaurus,
                lambda stem: stem in vocabulary.ids or stem in finder.information,
                Speller.of(known | finder.words).correct,
            ),
        )

    def find(self, query: str, limit: int = 5) -> SearchResult:
        """Return the entries that fit `query` best, at most `limit`, and what to do with them."""
        question = self.reader.read(query)
        strengths = self.strengths(question)
        best = [
            int(row) for row in np.argsort(-strengths, kind="stable")[: limit + RIVALS] if strengths[row] > 0
        ]
        matches = tuple(self._match(row, float(strengths[row])) for row in best[:limit])
        return SearchResult(
            query,
            matches,
            decision.decide(question, self._same_kind(best, strengths)),
            tuple(question.terms),
            tuple(question.unknown_terms),
        )

    def strengths(self, question: Question) -> Weights:
        """Return how well each entry fits the question: 0 and up, comparable between questions."""
        ids = self.vocabulary.ids
        topic = {ids[stem]: weight for stem, weight in question.topic.items() if stem in ids}
        grammar = {ids[stem]: weight for stem, weight in question.grammar.items() if stem in ids}
        total: Weights = (
            TEXT_WEIGHT * self.texts.scores((*topic.items(), *grammar.items()))
            + LABEL_WEIGHT * self.labels.scores(topic)
            + CONCEPT_WEIGHT * self.links.scores(self.finder.find(question.bag))
            + SURROUNDINGS_WEIGHT * self.links.scores(self.surroundings.find(question))
            + LETTER_WEIGHT * self.letters.scores(question.stems)
        )
        for name in {frozenset(question.name), frozenset(question.stems)}:
            total[self.names.get(name, [])] += NAMED
        return total * np.float32(decision.trust(question))

    def _match(self, row: int, strength: float) -> Match:
        entry = self.entries[row]
        return Match(entry.id, entry.kind, entry.titel, decision.as_score(strength))

    def _same_kind(self, best: list[int], strengths: Weights) -> list[float]:
        """Return the strengths of the best matches that are of the first one's kind, each name once.

        An office is no rival of the Leistung that it offers, and desks of one name could not be told apart.
        """
        kind: Kind | None = self.entries[best[0]].kind if best else None
        named: dict[str, float] = {}
        for row in best:
            if self.entries[row].kind == kind:
                named.setdefault(self.entries[row].titel, float(strengths[row]))
        return list(named.values())


def rows_by_name(vectors: Iterable[EntryVector]) -> dict[frozenset[str], Numbers]:
    """Return for each set of stems that is a whole label the rows of the entries so called."""
    rows: dict[frozenset[str], list[int]] = defaultdict(list)
    for row, vector in enumerate(vectors):
        for name in set(vector.names) - {frozenset()}:
            rows[name].append(row)
    return {name: np.array(numbers, np.int32) for name, numbers in rows.items()}


def compound_part_words(entries: Iterable[SearchEntry], lexicon: Lexicon) -> set[str]:
    """Return the words that compounds may consist of: the lexicon's, those of labels, nouns of the texts."""
    parts = set(lexicon.compound_words)
    for entry in entries:
        for label in (entry.titel, *entry.synonyme):
            words = (word for word in text.words(label) if not text.is_function_word(word))
            parts.update(word for word in words if len(word) in LABEL_PART_LENGTHS)
        parts.update(noun for noun in text.nouns(entry.volltext) if len(noun) in TEXT_PART_LENGTHS)
    return parts
