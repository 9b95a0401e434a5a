"""A question as a bag of weighted stems: its words, joined verbs, compound parts, corrections, near-synonyms."""

from collections.abc import Callable
from dataclasses import dataclass

from nlu import text
from nlu.lexicon import Lexicon

# How surely a stem is what the person meant, by the way it came into the bag.
JOINED_VERB, CORRECTED, SYNONYM, PART, BROADER, ASPECT = 1.0, 0.85, 0.85, 0.6, 0.6, 0.3


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What stems mean nearly the same, and what they also stand for."""

    related: dict[str, dict[str, float]]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Thesaurus":
        """Return the thesaurus of a lexicon's Wortfelder and Oberbegriffe."""
        related: dict[str, dict[str, float]] = {}
        for word, broader in lexicon.oberbegriffe:
            for target in stems(broader):
                related.setdefault(phrase_stem(word), {})[target] = BROADER
        for group in lexicon.wortfelder:
            members = {phrase_stem(word) for word in group}
            for member in members:
                related.setdefault(member, {}).update(dict.fromkeys(members - {member}, SYNONYM))
        return cls(related)

    def equivalents(self, stem: str) -> set[str]:
        """Return the stems that may stand in for `stem`, itself included."""
        return {stem, *(other for other, weight in self.related.get(stem, {}).items() if weight == SYNONYM)}


def stems(phrase: str) -> list[str]:
    """Return the stems of all words of `phrase`."""
    return [text.stem(word) for word in text.words(phrase)]


def phrase_stem(word: str) -> str:
    """Return the stems of a possibly hyphenated word as one key."""
    return "+".join(stems(word))


@dataclass(frozen=True, slots=True)
class Question:
    """The analysed question. `bag` maps stems to how surely they were meant (0 to 1]."""

    bag: dict[str, float]
    content: dict[str, float]
    terms: tuple[str, ...]
    unknown_terms: tuple[str, ...]


def analyse(
    query: str,
    parts: set[str],
    thesaurus: Thesaurus,
    is_known: Callable[[str], bool],
    correct: Callable[[str], str | None],
) -> Question:
    """Return `query` analysed; `is_known` takes a stem, `correct` a misspelt word."""
    bag: dict[str, float] = {}
    content: dict[str, float] = {}
    terms: list[str] = []
    unknown: list[str] = []

    def add(stem: str, weight: float, topical: bool) -> None:
        bag[stem] = max(bag.get(stem, 0.0), weight)
        if topical:
            content[stem] = max(content.get(stem, 0.0), weight)

    for word in dict.fromkeys(text.words(query)):
        stem = text.stem(word)
        if text.is_function_word(word):
            add(stem, 1.0, False)
            continue
        aspect = text.is_aspect_word(word)
        if not aspect:
            terms.append(word)
        word_parts = [text.stem(part) for part in text.compound_parts(word, parts)]
        add(stem, 1.0, not aspect)
        if aspect:
            content[stem] = ASPECT
        if (
            not is_known(stem)
            and not any(map(is_known, word_parts))
            and not aspect
            and stem not in thesaurus.related
        ):
            corrected = correct(word)
            if corrected is None:
                unknown.append(word)
            else:
                stem = text.stem(corrected)
                word_parts = [text.stem(part) for part in text.compound_parts(corrected, parts)]
                add(stem, CORRECTED, True)
        for part in word_parts:
            add(part, PART, not aspect)
    for verb in text.joined_verbs(query, is_known):
        add(text.stem(verb), JOINED_VERB, True)
    for stem, weight in list(bag.items()):
        for other, factor in thesaurus.related.get(stem, {}).items():
            add(other, weight * factor, stem in content)
    return Question(bag, content, tuple(terms), tuple(unknown))
