"""A sentence as the booking rules read it: folded words, everyday spellings unified, typing errors mended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from nlu.spelling import Speller, fold

# Below six letters a German word has too many true neighbours one edit away (eher, sehr; weit, seit).
SHORTEST_MENDED = 6

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’`´‘][^\W\d_]+)*|[.,;:!?()/+&×-]")
_SPOKEN = {
    "net": "nicht", "ned": "nicht", "nit": "nicht", "nedd": "nicht", "nich": "nicht",
    "isch": "ich", "i": "ich", "aach": "auch", "au": "auch", "emol": "mal",
    "a": "ein", "e": "ein", "en": "ein", "nen": "einen", "ne": "eine", "n": "ein", "nem": "einem",
    "des": "das", "dess": "das", "daach": "tag", "bissl": "bisschen", "bissel": "bisschen",
    "bisserl": "bisschen", "bissle": "bisschen", "bischen": "bisschen", "fer": "fur", "fr": "fur",
    "un": "und", "u": "und", "uff": "auf", "kannsch": "kannst", "gibts": "gibt", "gehts": "geht",
    "passts": "passt", "gibbt": "gibt", "gibbts": "gibt", "basst": "passt", "basd": "passt", "hab": "habe",
    "hob": "habe", "hen": "haben", "hamse": "haben", "zruck": "zuruck", "zrick": "zuruck",
    "speter": "spater", "spada": "spater", "spader": "spater", "frier": "fruher", "frieher": "fruher",
    "iwo": "irgendwo", "iwann": "irgendwann", "eener": "einer", "schbeder": "spater", "nix": "nichts",
    "bidde": "bitte", "bitt": "bitte", "wos": "was", "wass": "was", "wurschd": "wurscht",
    "worscht": "wurscht", "wurst": "wurscht", "latte": "wurscht", "schnuppe": "wurscht", "egaal": "egal",
    "ejal": "egal", "tach": "tag", "mei": "mein",
    "fra": "frau", "moi": "mein", "unn": "und", "zwee": "zwei", "zwoa": "zwei", "drai": "drei",
}  # fmt: skip
_DIALECT_STEM = re.compile(r"^anner(?=e|s$|$)")
_SHORT_ES = re.compile(r"^(gibt|geht|passt|ware|hat|ist|ging|wars|lauft|klappt)'?s$")


@dataclass(frozen=True)
class Word:
    """One word or sign: `form` folded and mended, `raw[start:end]` its place in the text."""

    form: str
    start: int
    end: int


@lru_cache(maxsize=8)
def _speller(vocabulary: frozenset[str], known: frozenset[str]) -> Speller:
    return Speller(dict.fromkeys(vocabulary, 1), known)


def cut(
    text: str, vocabulary: frozenset[str] = frozenset(), known: frozenset[str] = frozenset()
) -> list[Word]:
    """The words and signs of a text; words of `vocabulary` are found through one typing error.

    `known` are right words that are left alone („weiter" is not „weitere").
    """
    speller = _speller(vocabulary, known)
    return [
        Word(_form(match.group(), speller), match.start(), match.end()) for match in _TOKEN.finditer(text)
    ]


def _form(raw: str, speller: Speller) -> str:
    if raw.lower() in ("wär", "wärs", "wär's", "waer"):  # folded it would be the past
        return "ware"
    word = fold(raw)
    if match := _SHORT_ES.match(word):
        return match[1]
    word = _SPOKEN.get(word.replace("'", ""), word.replace("'", ""))
    word = _DIALECT_STEM.sub("ander", word)
    return speller.correct(word) if len(word) >= SHORTEST_MENDED else word


class Sentence:
    """A text with its words joined by single spaces, for regular expressions, and the way back."""

    def __init__(
        self, text: str, vocabulary: Iterable[str] = frozenset(), known: Iterable[str] = frozenset()
    ) -> None:
        self.raw = text
        self.words = cut(text, frozenset(vocabulary), frozenset(known))
        self.text = " ".join(word.form for word in self.words)

    def raw_from(self, at: int) -> str:
        """The original text from the word on that stands at index `at` of `text`."""
        word = self.text.count(" ", 0, at)
        return self.raw[self.words[word].start :] if word < len(self.words) and at < len(self.text) else ""
