"""Sentence patterns: a small notation for many ways of saying one thing.

`(a|b)` is a choice, `[a]` may be left out, `{name}` is an entry of a word list. Groups nest:
`[bitte] (was|wie viel) kostet {ein_nom}`. The notation follows hassil (Home Assistant), reduced to what
editors here need.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod

WordLists = Mapping[str, Sequence[str]]

_TOKEN = re.compile(r"[()\[\]|]|\{[a-z_]+\}|[^()\[\]|{}]+")

_ARTICLES = {
    "ein_nom": {"m": "ein", "f": "eine", "n": "ein", "p": ""},
    "ein_akk": {"m": "einen", "f": "eine", "n": "ein", "p": ""},
    "ein_dat": {"m": "einem", "f": "einer", "n": "einem", "p": ""},
    "der_nom": {"m": "der", "f": "die", "n": "das", "p": "die"},
    "der_akk": {"m": "den", "f": "die", "n": "das", "p": "die"},
    "der_dat": {"m": "dem", "f": "der", "n": "dem", "p": "den"},
    "mein_nom": {"m": "mein", "f": "meine", "n": "mein", "p": "meine"},
    "mein_akk": {"m": "meinen", "f": "meine", "n": "mein", "p": "meine"},
    "zum": {"m": "zum", "f": "zur", "n": "zum", "p": "zu den"},
    "beim": {"m": "beim", "f": "bei der", "n": "beim", "p": "bei den"},
}


class PatternError(ValueError):
    """A pattern that cannot be read; the message names the pattern and what is wrong."""


@dataclass(frozen=True)
class Choice:
    """One of several sequences; a sequence is a tuple of literal strings, list names and choices."""

    options: tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class ListName:
    """A reference `{name}` to a word list."""

    name: str


def with_articles(prefix: str, by_gender: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Inflect nouns by gender (m, f, n, p) into lists named `<prefix>` (bare), `<prefix>_ein_nom`, …

    >>> with_articles("sache", {"m": ["Pass"]})["sache_ein_akk"]
    ['einen Pass']
    """
    lists = {prefix: [noun for nouns in by_gender.values() for noun in nouns]}
    for form, articles in _ARTICLES.items():
        lists[f"{prefix}_{form}"] = [
            f"{articles[gender]} {noun}".strip() for gender, nouns in by_gender.items() for noun in nouns
        ]
    return lists


def parse(pattern: str) -> Choice:
    """Read a pattern; raises PatternError when a bracket does not close."""
    tokens = _TOKEN.findall(pattern)
    if "".join(tokens) != pattern:
        raise PatternError(f"„{pattern}“: geschweifte Klammern enthalten einen Listennamen aus a–z und _.")
    choice, rest = _parse_options(tokens, pattern, closing=None)
    if rest:
        raise PatternError(f"„{pattern}“: eine schließende Klammer ist zu viel.")
    return choice


def _parse_options(tokens: list[str], pattern: str, closing: str | None) -> tuple[Choice, list[str]]:
    options: list[list[object]] = [[]]
    while tokens:
        token, tokens = tokens[0], tokens[1:]
        if token in ")]":
            if token != closing:
                raise PatternError(f"„{pattern}“: „{token}“ passt zu keiner offenen Klammer.")
            return Choice(tuple(tuple(option) for option in options)), tokens
        if token == "|":
            options.append([])
        elif token in "([":
            group, tokens = _parse_options(tokens, pattern, ")" if token == "(" else "]")
            if token == "[":
                group = Choice((*group.options, ()))
            options[-1].append(group)
        elif token.startswith("{"):
            options[-1].append(ListName(token[1:-1]))
        else:
            options[-1].append(token)
    if closing is not None:
        raise PatternError(f"„{pattern}“: „{closing}“ fehlt.")
    return Choice(tuple(tuple(option) for option in options)), []


class Decks:
    """Word lists as decks of cards: an entry comes back only when all the others have been drawn."""

    def __init__(self, lists: WordLists, rng: random.Random) -> None:
        self.lists = lists
        self.rng = rng
        self._left: dict[str, list[str]] = {}

    def draw(self, name: ListName) -> str:
        """The next entry of a word list."""
        if not self._left.get(name.name):
            self._left[name.name] = self.rng.sample(
                _entries(name, self.lists), len(_entries(name, self.lists))
            )
        return self._left[name.name].pop()


def draw(choice: Choice, decks: Decks) -> str:
    """One sentence of a pattern, drawn at random."""
    return tidy(_draw(choice, decks))


def count(node: object, lists: WordLists) -> int:
    """How many expansions a pattern has (the same sentence may be counted twice)."""
    if isinstance(node, str):
        return 1
    if isinstance(node, ListName):
        return len(_entries(node, lists))
    assert isinstance(node, Choice)
    return sum(prod(count(part, lists) for part in option) for option in node.options)


def expand(node: object, lists: WordLists) -> list[str]:
    """Every expansion of a pattern, in order; ask `count` first, there may be millions."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, ListName):
        return list(_entries(node, lists))
    assert isinstance(node, Choice)
    return [
        "".join(parts)
        for option in node.options
        for parts in product(*(expand(part, lists) for part in option))
    ]


def tidy(sentence: str) -> str:
    """Single spaces, none before a full stop or comma."""
    return re.sub(r"\s+([,.?!])", r"\1", " ".join(sentence.split()))


def _entries(node: ListName, lists: WordLists) -> Sequence[str]:
    if node.name not in lists:
        raise PatternError(f"Die Wortliste „{{{node.name}}}“ gibt es nicht.")
    return lists[node.name]


def _draw(node: object, decks: Decks) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, ListName):
        return decks.draw(node)
    assert isinstance(node, Choice)
    return "".join(_draw(part, decks) for part in decks.rng.choice(node.options))


def swap_letters(word: str, rng: random.Random) -> str:
    """The word with one typing error: a letter left out, doubled, swapped with its neighbour or replaced.

    The first letter stays, as it nearly always does in typing. Words under three letters come back as
    they are.
    """
    if len(word) < 3:
        return word
    at = rng.randrange(1, len(word))
    kind = rng.choice(("drop", "double", "swap", "replace"))
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    if kind == "replace":
        return word[:at] + rng.choice(_NEIGHBOURS.get(word[at].lower(), "e")) + word[at + 1 :]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


_ROWS = ("qwertzuiopü", "asdfghjklöä", "yxcvbnm")
_NEIGHBOURS = {
    letter: "".join(b if a == letter else a for row in _ROWS for a, b in pairwise(row) if letter in (a, b))
    for row in _ROWS
    for letter in row
}
