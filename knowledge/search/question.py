"""A question as weighted stems: its words, joined verbs, compound parts, corrections and near-synonyms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from nlu import text
from nlu.lexicon import Lexicon

# How surely a stem is what the person meant, by the way it came into the question.
CORRECTED, SYNONYM, PART, BROADER = 0.85, 0.85, 0.6, 0.6
# Aspect words (»kostet«) and function words (»wie«) name no topic, but tell questions of the same topic
# apart.
ASPECT, FUNCTION = 0.6, 0.7


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Which stems mean nearly the same (`related`, `word_fields`) or more than they say (`broader`)."""

    related: dict[str, dict[str, float]]
    word_fields: dict[str, tuple[str, ...]]
    broader: dict[str, tuple[str, ...]]

    @classmethod
    @lru_cache(maxsize=2)
    def of(cls, lexicon: Lexicon) -> "Thesaurus":
        """Return the thesaurus of a lexicon's word fields and broader words."""
        related: dict[str, dict[str, float]] = {}
        word_fields: dict[str, tuple[str, ...]] = {}
        broader: dict[str, tuple[str, ...]] = {}
        for word, wider in lexicon.broader_words:
            for stem, target in zip(_stems(word), _stems(wider), strict=False):
                related.setdefault(stem, {})[target] = BROADER
                broader[stem] = (*broader.get(stem, ()), target)
        for group in lexicon.word_fields:
            members = {stem for word in group if len(stems := _stems(word)) == 1 for stem in stems}
            for member in members:
                word_fields[member] = (*word_fields.get(member, ()), f"~{group[0].lower()}")
                related.setdefault(member, {}).update(dict.fromkeys(members - {member}, SYNONYM))
        return cls(related, word_fields, broader)

    def equivalents(self, stem: str) -> set[str]:
        """Return the stems that may stand in for `stem`, itself included."""
        return {stem, *(other for other, weight in self.related.get(stem, {}).items() if weight == SYNONYM)}


def _stems(phrase: str) -> list[str]:
    return [text.stem(word) for word in text.words(phrase)]


@dataclass(slots=True)
class Question:
    """An analysed question; weights say how surely a stem was meant (0 to 1].

    `bag` holds everything said (for phrases of the lexicon), `topic` what may name a topic, `grammar` the
    function words, `stems` the stems of `terms` as they were written, `name` the stems of all but
    function words, `said_by` which of the words (its stem) brought a stem into the topic.
    """

    bag: dict[str, float] = field(default_factory=dict)
    topic: dict[str, float] = field(default_factory=dict)
    grammar: dict[str, float] = field(default_factory=dict)
    terms: list[str] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    unknown_terms: list[str] = field(default_factory=list)
    name: set[str] = field(default_factory=set)
    said_by: dict[str, str] = field(default_factory=dict)

    def say(self, stem: str, weight: float, *, topical: bool, by: str = "") -> None:
        """Add a stem, keeping the greater weight."""
        self.bag[stem] = max(self.bag.get(stem, 0.0), weight)
        if topical:
            self.topic[stem] = max(self.topic.get(stem, 0.0), weight)
            self.said_by.setdefault(stem, by or stem)

    def widen(self, targets: Mapping[str, tuple[str, ...]], factor: float) -> None:
        """Add to the topic, lighter, what its stems lead to in `targets`."""
        for stem, weight in list(self.topic.items()):
            for target in targets.get(stem, ()):
                self.topic[target] = max(self.topic.get(target, 0.0), weight * factor)
                self.said_by.setdefault(target, self.said_by.get(stem, stem))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads questions with the knowledge of one index.

    `is_known` takes a stem and says whether catalogue or lexicon use it; `correct` takes a misspelt word.
    """

    parts: set[str]
    thesaurus: Thesaurus
    is_known: Callable[[str], bool]
    correct: Callable[[str], str | None]

    def read(self, query: str) -> Question:
        """Return `query` analysed."""
        question = Question()
        for word in dict.fromkeys(text.words(query)):
            if text.is_function_word(word):
                question.grammar[text.stem(word)] = FUNCTION
                question.say(text.stem(word), 1.0, topical=False)
                continue
            question.name.add(text.stem(word))
            if text.is_aspect_word(word):
                question.say(text.stem(word), 1.0, topical=False)
                question.topic[text.stem(word)] = ASPECT
            else:
                self._read_term(question, word)
        for verb in text.joined_verbs(query, self.is_known):
            question.say(text.stem(verb), 1.0, topical=True)
        self._widen(question)
        return question

    def _read_term(self, question: Question, word: str) -> None:
        """Add a word that may name the topic, its compound parts, and its correction if nobody knows it."""
        question.terms.append(word)
        written = text.stem(word)
        question.stems.append(written)
        parts = self._parts(word)
        question.say(written, 1.0, topical=True)
        if not any(self.is_known(stem) or stem in self.thesaurus.related for stem in (written, *parts)):
            corrected = self._verb(word) or self.correct(word)
            if corrected is None:
                question.unknown_terms.append(word)
            else:
                question.say(text.stem(corrected), CORRECTED, topical=True, by=written)
                parts = self._parts(corrected)
        for part in parts:
            question.say(part, PART, topical=True, by=written)

    def _verb(self, word: str) -> str | None:
        """Return the verb that an unknown word is a form of, if the verb is known."""
        verbs = (verb for verb in text.possible_infinitives(word) if self.is_known(text.stem(verb)))
        return next(verbs, None)

    def _parts(self, word: str) -> list[str]:
        return [text.stem(part) for part in text.compound_parts(word, self.parts)]

    def _widen(self, question: Question) -> None:
        """Add what the words also mean: near-synonyms to the bag, word fields' names to the topic."""
        for stem, weight in list(question.topic.items()):
            for other, factor in self.thesaurus.related.get(stem, {}).items():
                question.say(other, weight * factor, topical=False)
        question.widen(self.thesaurus.word_fields, SYNONYM)
        question.widen(self.thesaurus.broader, BROADER)
        for stem in list(question.grammar):
            question.grammar |= dict.fromkeys(self.thesaurus.word_fields.get(stem, ()), FUNCTION)
