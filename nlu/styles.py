"""Spellings that people use: lower case, no umlauts, typing errors, courtesy, a touch of dialect."""

from __future__ import annotations

import random

from nlu.address import formal
from nlu.sentence_patterns import swap_letters

# Shares of the spellings people use. Letter case and umlauts are folded before classifying, so few of them
# suffice.
STYLES = {"plain": 0.56, "lower": 0.14, "no_umlauts": 0.05, "typo": 0.13, "polite": 0.06, "dialect": 0.06}
FORMAL_SHARE = 0.35  # how many sentences with "du" are said with "Sie"

_OPENERS = (
    "Hallo, ",
    "Guten Tag, ",
    "Hi, ",
    "Entschuldigung, ",
    "Bitte, ",
    "Moin, ",
    "Sagen Sie mal, ",
    "äh ",
    "also ",
    "ja hallo ",
)
_CLOSERS = (" bitte", ", danke", "??", " Danke!", ", bitte um Auskunft", ", vielen Dank", "!!")
_DIALECT = {
    "ich": "isch",
    "nicht": "ned",
    "kostet": "koscht",
    "ist": "is",
    "habe": "hab",
    "das": "des",
    "ein": "en",
    "eine": "e",
    "einen": "en",
    "auch": "aach",
    "wir": "mer",
    "mir": "ma",
    "weiß": "wees",
    "nein": "nä",
    "mal": "emol",
    "kann": "kann",
    "brauche": "brauch",
    "muss": "mus",
    "auf": "uff",
    "haben": "hawwe",
    "geht": "geht",
    "was": "was",
    "noch": "noch",
    "für": "fer",
    "dich": "disch",
    "mich": "misch",
    "gehen": "geh",
    "sprechen": "redde",
}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def styled(sentence: str, rng: random.Random) -> str:
    """The sentence in one of the spellings of STYLES."""
    style = rng.choices(list(STYLES), weights=list(STYLES.values()))[0]
    if rng.random() < FORMAL_SHARE:
        sentence = formal(sentence)
    sentence = sentence[0].upper() + sentence[1:]
    if style == "lower":
        return sentence.lower().rstrip("?.!")
    if style == "no_umlauts":
        return sentence.translate(_UMLAUTS)
    if style == "typo":
        words = sentence.split()
        longest = sorted(range(len(words)), key=lambda at: -len(words[at]))[:3]
        for at in rng.sample(longest, k=min(len(longest), rng.choice((1, 1, 2)))):
            words[at] = swap_letters(words[at], rng)
        return " ".join(words)
    if style == "polite":
        if rng.random() < 0.6:
            return rng.choice(_OPENERS) + sentence[0].lower() + sentence[1:]
        return sentence.rstrip("?.!") + rng.choice(_CLOSERS)
    if style == "dialect":
        return " ".join(_DIALECT.get(word, word) for word in sentence.lower().split())
    return sentence
