"""Informal and formal address: "Hast du deinen Ausweis?" and "Haben Sie Ihren Ausweis?"."""

from __future__ import annotations

import re

# Second person singular → polite form, where it is not simply "-st" → "-en".
_IRREGULAR = {
    "bist": "sind",
    "hast": "haben",
    "kannst": "können",
    "magst": "mögen",
    "willst": "wollen",
    "weißt": "wissen",
    "darfst": "dürfen",
    "musst": "müssen",
    "sollst": "sollen",
    "wirst": "werden",
    "warst": "waren",
    "isst": "essen",
    "liest": "lesen",
    "fährst": "fahren",
    "schläfst": "schlafen",
    "siehst": "sehen",
    "gibst": "geben",
    "sprichst": "sprechen",
    "nimmst": "nehmen",
    "hilfst": "helfen",
    "läufst": "laufen",
    "trägst": "tragen",
    "triffst": "treffen",
    "hältst": "halten",
    "wärst": "wären",
    "hättest": "hätten",
    "würdest": "würden",
    "könntest": "könnten",
    "solltest": "sollten",
    "möchtest": "möchten",
    "musstest": "mussten",
    "wurdest": "wurden",
    "hattest": "hatten",
    "tust": "tun",
    "vergisst": "vergessen",
    "heißt": "heißen",
    "stirbst": "sterben",
}
_PRONOUNS = {
    "du": "Sie",
    "dich": "Sie",
    "dir": "Ihnen",
    "dein": "Ihr",
    "deine": "Ihre",
    "deinen": "Ihren",
    "deiner": "Ihrer",
    "deinem": "Ihrem",
    "deines": "Ihres",
}
_WORD = re.compile(r"[^\W\d_]+")
_VERB_ENDING = re.compile(r"(?<=[^\W\d_]{2})e?st$")


def formal(sentence: str) -> str:
    """The sentence with "Sie" for "du"; unchanged when nobody is addressed. Verbs are those next to "du".

    >>> formal("kannst du mir deinen Namen sagen")
    'können Sie mir Ihren Namen sagen'
    """
    spans = list(_WORD.finditer(sentence))
    words = [span.group() for span in spans]
    lowered = [word.lower() for word in words]
    changed = [
        _matching_case(word, _PRONOUNS[low]) if low in _PRONOUNS else word
        for word, low in zip(words, lowered, strict=True)
    ]
    for at, low in enumerate(lowered):
        if low == "du":
            verb = _verb_near(lowered, at)
            if verb is not None:
                changed[verb] = _matching_case(words[verb], _conjugated(lowered[verb]))
    pieces, end = [], 0
    for span, word in zip(spans, changed, strict=True):
        pieces += [sentence[end : span.start()], word]
        end = span.end()
    return "".join(pieces) + sentence[end:]


def _verb_near(words: list[str], at: int) -> int | None:
    """The verb of "du": the word after or before it, else the last word ("wie du heißt")."""
    near = [place for place in (at - 1, at + 1, len(words) - 1) if 0 <= place < len(words) and place != at]
    known = [place for place in near if words[place] in _IRREGULAR]
    regular = [place for place in near if _VERB_ENDING.search(words[place])]
    return next(iter(known + regular), None)


def _conjugated(verb: str) -> str:
    return _IRREGULAR.get(verb) or _VERB_ENDING.sub("en", verb)


def _matching_case(original: str, word: str) -> str:
    return word[0].upper() + word[1:] if original[0].isupper() else word
