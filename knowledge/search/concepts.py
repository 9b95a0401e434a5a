"""Recognise the lexicon's concepts in a question: everyday phrases whose words are all said."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from nlu import text
from nlu.lexicon import Lexicon, load_groups

# Words of a phrase that carry nothing: »ich bekomme ein Kind« needs »bekommen« and »Kind«.
EMPTY_GROUPS = ("artikel_pronomen", "fragen", "praepositionen_konjunktionen", "hilfsverben")
# A concept whose words are all part of a longer phrase that was said too is hardly what was meant:
# »Mann gestorben« within »Mann gestorben Rente«.
CONTAINED = 0.5


@cache
def empty_words() -> frozenset[str]:
    """Return the words that a phrase may leave out."""
    groups = load_groups("funktionswoerter")
    return frozenset(word for name in EMPTY_GROUPS for word in groups[name])


Slot = set[tuple[str, ...]]


def slots_of(phrase: str, parts: frozenset[str]) -> Iterator[Slot]:
    """Yield for each word of a phrase the stems that fill it; »a/b« is filled by either.

    A compound is filled by itself or by all of its parts.
    """
    for place in phrase.split():
        slot: Slot = set()
        for alternative in place.split("/"):
            words = [word for word in text.words(alternative) if word not in empty_words()]
            if words:
                slot.add(tuple(text.stem(word) for word in words))
            if len(words) == 1 and (split := text.compound_parts(words[0], parts, lone_head=False)):
                slot.add(tuple(text.stem(part) for part in split))
        if slot:
            yield slot


@dataclass(frozen=True, slots=True)
class Filled:
    """How a slot of a phrase was filled: by which stems, and what they add."""

    value: float = 0.0
    stems: tuple[str, ...] = ()


@dataclass(slots=True)
class ConceptFinder:
    """Which concepts a question names, and how strongly.

    Phrases are numbered; `postings` lists for the first stem of each alternative the whole alternative
    and the
    phrase and slot it fills.
    """

    concept_of: list[int] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    postings: dict[str, list[tuple[tuple[str, ...], int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    information: dict[str, float] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    @classmethod
    @lru_cache(maxsize=2)
    def of(cls, lexicon: Lexicon) -> "ConceptFinder":
        """Return the finder for the concepts of `lexicon`, numbered in their order."""
        finder = cls()
        users: dict[str, set[int]] = defaultdict(set)
        words: set[str] = set()
        for concept, entry in enumerate(lexicon.concepts):
            for phrase in (*entry.everyday, *(term.replace("/", " ") for term in entry.official)):
                words.update(text.words(phrase))
                for stem in finder._add(phrase, concept, lexicon.compound_words):
                    users[stem].add(concept)
        count = len(lexicon.concepts)
        finder.information = {
            stem: math.log1p(count / len(used)) / math.log1p(count) for stem, used in users.items()
        }
        finder.words = frozenset(words)
        return finder

    def _add(self, phrase: str, concept: int, parts: frozenset[str]) -> set[str]:
        """Add a phrase of a concept; return its stems."""
        slots = list(slots_of(phrase, parts))
        if not slots:
            return set()
        number = len(self.concept_of)
        self.concept_of.append(concept)
        self.slots.append(len(slots))
        for place, slot in enumerate(slots):
            for alternative in slot:
                self.postings[alternative[0]].append((alternative, number, place))
        return {stem for slot in slots for alternative in slot for stem in alternative}

    def find(self, bag: Mapping[str, float]) -> dict[int, float]:
        """Return the concepts whose phrases are said in `bag`, with the weight of the fullest phrase."""
        filled: dict[int, dict[int, Filled]] = defaultdict(dict)
        for first in bag:
            for stems, number, place in self.postings.get(first, ()):
                if len(stems) == 1 or all(stem in bag for stem in stems):
                    value = sum(bag[stem] * self.information[stem] for stem in stems)
                    if value > filled[number].get(place, Filled()).value:
                        filled[number][place] = Filled(value, stems)
        said: dict[int, tuple[float, frozenset[str]]] = {}
        for number, places in filled.items():
            if len(places) == self.slots[number]:
                strength = sum(place.value for place in places.values())
                if strength > said.get(self.concept_of[number], (0.0,))[0]:
                    stems_said = frozenset(stem for place in places.values() for stem in place.stems)
                    said[self.concept_of[number]] = (strength, stems_said)
        everything = {stems for _, stems in said.values()}
        return {
            concept: strength * (CONTAINED if any(stems < other for other in everything) else 1.0)
            for concept, (strength, stems) in said.items()
        }
