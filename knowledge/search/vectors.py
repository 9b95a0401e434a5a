"""Turn entries into weighted terms: one sparse vector an entry, independent of all other entries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from knowledge.search.entries import SearchEntry
from nlu import text

# How much a word counts by the field it stands in: the title says what the Leistung is, the full text what it touches.
FIELD_WEIGHTS = {"titel": 5.0, "synonyme": 4.0, "kurztext": 1.5, "volltext": 1.0}
# A field as long as this counts its words fully (BM25's average length, fixed so that an entry's vector
# does not depend on the other entries), and how strongly longer fields are discounted (BM25's b).
FIELD_LENGTHS = {"titel": 4.0, "synonyme": 10.0, "kurztext": 30.0, "volltext": 250.0}
LENGTH_DISCOUNT = {"titel": 0.6, "synonyme": 0.3, "kurztext": 0.5, "volltext": 0.6}
# A part of a compound says less than the compound: »Urkunde« in »Geburtsurkunde«.
PART_WEIGHT = 0.5


@dataclass(slots=True)
class Vocabulary:
    """Numbers for terms, growing as entries are read, and the words that compounds may consist of."""

    parts: set[str]
    ids: dict[str, int] = field(default_factory=dict)
    _analysed: dict[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)

    def number(self, term: str) -> int:
        """Return the number of `term`, a new one if it is new."""
        return self.ids.setdefault(term, len(self.ids))

    def terms_of(self, word: str) -> tuple[tuple[int, float], ...]:
        """Return the numbered terms of a normalised word with their weights; nothing for function words."""
        known = self._analysed.get(word)
        if known is None:
            known = tuple((self.number(term), weight) for term, weight in weighted_terms(word, self.parts))
            self._analysed[word] = known
        return known


def weighted_terms(word: str, parts: set[str]) -> Iterator[tuple[str, float]]:
    """Yield the stem of `word` and, lighter, the stems of its compound parts."""
    if text.is_function_word(word):
        return
    yield text.stem(word), 1.0
    for part in text.compound_parts(word, parts):
        yield text.stem(part), PART_WEIGHT


@dataclass(frozen=True, slots=True)
class EntryVector:
    """The terms of an entry and how much it is about each (BM25F's weighted term frequency)."""

    terms: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]


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
    return EntryVector(
        np.fromiter(total.keys(), np.int32, len(total)), np.fromiter(total.values(), np.float32, len(total))
    )
