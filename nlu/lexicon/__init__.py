"""The civic lexicon: everyday words and life situations, official terms and LeiKa keys, read from YAML.

`*.yml` beside this file holds concepts, one file a Lebenslage; `sprache/*.yml` holds plain German word lists.
Nothing here points at one city's ids: a concept names LeiKa keys and official words, which any catalogue
shares.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

LEXICON_DIR = Path(__file__).parent
LANGUAGE_DIR = LEXICON_DIR / "sprache"
# Nouns of phrases that may be parts of compounds: shorter ones are abbreviations, longer ones compounds.
NOUN_LENGTHS = range(4, 13)


class LexiconError(ValueError):
    """A lexicon file cannot be used; the message names the file and what to mend."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One matter a citizen may have.

    `official` is what the administration calls it; `everyday` what citizens say, each phrase enough to name
    it (»a/b« is either word); `surroundings` are words that often go with it but do not name it alone.
    `wider` is the concept whose entries help where a city has none of its own for this one.
    """

    id: str
    official: tuple[str, ...]
    everyday: tuple[str, ...] = ()
    leika: tuple[str, ...] = ()
    surroundings: str = ""
    wider: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All concepts, and what plain words have to do with each other.

    `word_fields` are groups of words that mean nearly the same, `broader_words` pairs of a word and what it
    also stands for (»Frankreich« for »EU«), `compound_words` simple words that compounds consist of.
    """

    concepts: tuple[Concept, ...] = ()
    word_fields: tuple[tuple[str, ...], ...] = ()
    broader_words: tuple[tuple[str, str], ...] = ()
    compound_words: frozenset[str] = frozenset()

    @property
    def by_id(self) -> dict[str, Concept]:
        """Return the concepts by their id."""
        return {concept.id: concept for concept in self.concepts}


def read_yaml(path: Path) -> Any:
    """Return the parsed YAML of `path`; raises LexiconError when it is not readable YAML."""
    try:
        return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except Exception as error:
        raise LexiconError(f"{path.name}: kein lesbares YAML ({error})") from error


@cache
def load_groups(name: str) -> dict[str, frozenset[str]]:
    """Return the word groups of `sprache/<name>.yml`: group names and words separated by blanks."""
    return {
        group: frozenset(words.split()) for group, words in read_yaml(LANGUAGE_DIR / f"{name}.yml").items()
    }


@cache
def load_words(name: str) -> frozenset[str]:
    """Return the words of all groups of `sprache/<name>.yml`."""
    return frozenset().union(*load_groups(name).values())


def parse_concept(record: Any, source: str) -> Concept:
    """Return the concept of one YAML record; raises LexiconError naming the file and the faulty field."""
    if not isinstance(record, dict) or not isinstance(record.get("begriff"), str):
        raise LexiconError(f"{source}: Eintrag ohne »begriff«: {record!r}")
    unknown = set(record) - {"begriff", "amtlich", "alltag", "leika", "umfeld", "sonst"}
    if unknown:
        raise LexiconError(f"{source}: {record['begriff']}: unbekanntes Feld {', '.join(sorted(unknown))}")
    lists = {field: record.get(field, []) for field in ("amtlich", "alltag", "leika")}
    for field, values in lists.items():
        if not isinstance(values, list) or not all(
            isinstance(value, str) and value.strip() for value in values
        ):
            raise LexiconError(f"{source}: {record['begriff']}: »{field}« muss eine Liste von Texten sein")
    if not lists["amtlich"]:
        raise LexiconError(f"{source}: {record['begriff']}: »amtlich« fehlt (der Begriff der Verwaltung)")
    official, everyday, leika = (tuple(values) for values in lists.values())
    texts = {field: record.get(field, "") for field in ("umfeld", "sonst")}
    for field, value in texts.items():
        if not isinstance(value, str):
            raise LexiconError(f"{source}: {record['begriff']}: »{field}« muss Text sein")
    return Concept(record["begriff"], official, everyday, leika, *texts.values())


def nouns(concepts: Iterable[Concept]) -> frozenset[str]:
    """Return the nouns of the concepts' phrases that are short enough to be parts of compounds."""
    texts = (
        text for concept in concepts for text in (*concept.official, *concept.everyday, concept.surroundings)
    )
    words = (word for text in texts for word in re.findall(r"\w+", text))
    return frozenset(word.lower() for word in words if word[0].isupper() and len(word) in NOUN_LENGTHS)


@cache
def load_lexicon(directory: Path = LEXICON_DIR) -> Lexicon:
    """Return the lexicon of `directory`; raises LexiconError on a faulty record or a doubled concept."""
    concepts: dict[str, Concept] = {}
    for path in sorted(directory.glob("*.yml")):
        for record in read_yaml(path) or []:
            concept = parse_concept(record, path.name)
            if concept.id in concepts:
                raise LexiconError(f"{path.name}: {concept.id}: diesen Begriff gibt es schon")
            concepts[concept.id] = concept
    for concept in concepts.values():
        if concept.wider and concept.wider not in concepts:
            raise LexiconError(f"{concept.id}: »sonst« nennt den unbekannten Begriff {concept.wider}")
    plain = read_yaml(LANGUAGE_DIR / "wortfelder.yml")
    return Lexicon(
        concepts=tuple(concepts.values()),
        word_fields=tuple(tuple(group) for group in plain["gleich"]),
        broader_words=tuple(
            (word, broader) for broader, words in plain["oberbegriffe"].items() for word in words.split()
        ),
        compound_words=load_words("wortteile") | nouns(concepts.values()),
    )
