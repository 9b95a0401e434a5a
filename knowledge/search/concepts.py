"""Recognise the lexicon's concepts in a question, and know which entries of the catalogue are about them."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from knowledge.search.entries import SearchEntry
from knowledge.search.question import Thesaurus
from nlu import text
from nlu.lexicon import Concept, Lexicon, load_groups

# Words of a phrase that carry nothing: "ich bekomme ein Kind" needs »bekommen« and »Kind«.
EMPTY_GROUPS = ("artikel_pronomen", "fragen", "praepositionen_konjunktionen", "hilfsverben")
LEIKA_LINK = 0.8
MIN_LINK = 0.3


@dataclass(slots=True)
class PhraseBook:
    """Phrases as sets of slots that must all be filled; each slot by one of its alternatives."""

    concept_of: list[int] = field(default_factory=list)
    slots_of: list[int] = field(default_factory=list)
    postings: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    compounds: dict[str, list[tuple[tuple[str, ...], int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, phrase: str, concept: int, parts: set[str]) -> None:
        """Add a phrase whose words all must be said; »a/b« is either of both."""
        slots = []
        for slot in phrase.split():
            alternatives = set()
            for alternative in slot.split("/"):
                words = [word for word in text.words(alternative) if word not in _empty_words()]
                if words:
                    alternatives.add(tuple(text.stem(word) for word in words))
                    if len(words) == 1 and (split := text.compound_parts(words[0], parts)):
                        alternatives.add(tuple(text.stem(part) for part in split))
            if alternatives:
                slots.append(alternatives)
        number = len(self.concept_of)
        for position, alternatives in enumerate(slots):
            for alternative in alternatives:
                if len(alternative) == 1:
                    self.postings[alternative[0]].append((number, position))
                else:
                    self.compounds[alternative[0]].append((alternative, number, position))
        if slots:
            self.concept_of.append(concept)
            self.slots_of.append(len(slots))

    def information(self, concepts: int) -> dict[str, float]:
        """Return how telling each stem is: near 1 if few concepts use it, near 0 if many do."""
        users: dict[str, set[int]] = defaultdict(set)
        for stem, places in self.postings.items():
            users[stem].update(self.concept_of[number] for number, _ in places)
        for longer in self.compounds.values():
            for alternative, number, _ in longer:
                for stem in alternative:
                    users[stem].add(self.concept_of[number])
        return {
            stem: math.log(1 + concepts / len(used)) / math.log(1 + concepts) for stem, used in users.items()
        }


def _empty_words() -> frozenset[str]:
    groups = load_groups("funktionswoerter")
    return frozenset(word for name in EMPTY_GROUPS for word in groups[name])


@dataclass(slots=True)
class ConceptFinder:
    """Which concepts a question names, and how strongly."""

    book: PhraseBook
    information: dict[str, float]

    @classmethod
    def of(cls, concepts: Iterable[Concept], parts: set[str]) -> "ConceptFinder":
        """Return the finder for `concepts`, numbered in their order."""
        book = PhraseBook()
        count = 0
        for number, concept in enumerate(concepts):
            count += 1
            for phrase in concept.alltag:
                book.add(phrase, number, parts)
            for phrase in concept.amtlich:
                book.add(phrase.replace("/", " "), number, parts)
        return cls(book, book.information(count))

    def find(self, bag: dict[str, float]) -> dict[int, float]:
        """Return the concepts whose phrases are said in `bag`, with the weight of the fullest phrase."""
        filled: dict[int, dict[int, float]] = defaultdict(dict)
        for stem, weight in bag.items():
            value = weight * self.information.get(stem, 0.0)
            for number, slot in self.book.postings.get(stem, ()):
                filled[number][slot] = max(filled[number].get(slot, 0.0), value)
            for alternative, number, slot in self.book.compounds.get(stem, ()):
                if all(part in bag for part in alternative):
                    value = sum(bag[part] * self.information.get(part, 0.0) for part in alternative)
                    filled[number][slot] = max(filled[number].get(slot, 0.0), value)
        found: dict[int, float] = {}
        for number, slots in filled.items():
            if len(slots) == self.book.slots_of[number]:
                concept = self.book.concept_of[number]
                found[concept] = max(found.get(concept, 0.0), sum(slots.values()))
        return found


def link_concepts(
    concepts: Iterable[Concept],
    entries: list[SearchEntry],
    labels: list[tuple[int, dict[str, float]]],
    idf: dict[str, float],
    thesaurus: Thesaurus,
    parts: set[str],
) -> list[tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]]:
    """Return for each concept the entries about it (row numbers) and how much so (0 to 1].

    An entry is about a concept when they share a LeiKa key, or when a label of the entry (title or synonym)
    consists mostly of the words of one of the concept's official terms.
    """
    by_leika: dict[str, list[int]] = defaultdict(list)
    for row, entry in enumerate(entries):
        for key in entry.leika:
            by_leika[key].append(row)
    by_stem: dict[str, list[int]] = defaultdict(list)
    for number, (_, label) in enumerate(labels):
        for stem in label:
            by_stem[stem].append(number)
    links = []
    for concept in concepts:
        strength: dict[int, float] = {}
        for key in concept.leika:
            for row in by_leika.get(key, ()):
                strength[row] = LEIKA_LINK
        for phrase in concept.amtlich:
            for row, value in _label_links(phrase, labels, by_stem, idf, thesaurus, parts):
                strength[row] = max(strength.get(row, 0.0), value)
        links.append(
            (
                np.fromiter(strength.keys(), np.int32),
                np.fromiter(strength.values(), np.float32, len(strength)),
            )
        )
    return links


def _label_links(phrase, labels, by_stem, idf, thesaurus, parts):  # type: ignore[no-untyped-def]
    """Yield the entries whose labels say `phrase`, with the share of the label's meaning that it covers."""
    words = [word for word in text.words(phrase) if not text.is_function_word(word)]
    needed = []
    for word in words:
        options = [(alternative,) for alternative in thesaurus.equivalents(text.stem(word))]
        if split := text.compound_parts(word, parts):
            options.append(tuple(text.stem(part) for part in split))
        needed.append(options)
    if not needed:
        return
    candidates = None
    for options in needed:
        having: set[int] = set()
        for option in options:
            sets = [set(by_stem.get(stem, ())) for stem in option]
            having |= set.intersection(*sets)
        candidates = having if candidates is None else candidates & having
        if not candidates:
            return
    for number in candidates:
        row, label = labels[number]
        covered: set[str] = set()
        for options in needed:
            for option in options:
                if all(stem in label for stem in option):
                    covered.update(option)
        total = sum(idf.get(s, 1.0) * w for s, w in label.items())
        said = sum(idf.get(s, 1.0) * label[s] for s in covered)
        value = said / total if total else 0.0
        if value >= MIN_LINK:
            yield row, value
