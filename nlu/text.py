"""German words as the search needs them: folded, reduced to stems, compounds split, separable verbs joined.

Stems are Snowball's German stemmer (PyStemmer), which also reads ae/oe/ue as umlauts; irregular verb
forms come from `nlu/lexicon/sprache/verben.yml`. All functions are pure.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache

import Stemmer

from nlu.lexicon import LANGUAGE_DIR, load_words, read_yaml

# A German catalogue of 5,000 Leistungen has some 60,000 word forms; the cache holds them all.
WORD_CACHE = 1 << 17
# Shorter pieces than this are endings or chance, not words (»amt«, »kfz«, »ehe« are the shortest that
# matter).
MIN_COMPOUND_PART = 3
MIN_COMPOUND = 7
# Compounds of more parts than this plus two do not occur.
MAX_DEPTH = 3
# A last part whose front is no known word must be longer, or every word would end in one.
MIN_LONE_HEAD = 4
# Linking elements between the parts of a compound (Fugenelemente), longest first.
LINKS = ("ens", "es", "er", "en", "s", "n", "e", "")
# A verb's root has at least so many letters.
MIN_VERB_ROOT = 3
# Endings of adjectives, and so of participles before a noun.
ADJECTIVE_ENDINGS = ("er", "es", "em", "en", "e")
# A separable prefix stands at most this many words behind its verb; farther off it belongs to another
# clause.
MAX_PREFIX_DISTANCE = 12

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# Ärzt*in, Ärzt:innen, Ärzt_innen, Ärzt/-innen: the word without the ending.
_GENDERED = re.compile(r"(?<=[a-zäöüß]{2})(?:[*:_]|/-?)(?:in|innen|r|n|e|en)\b")
_WORD = re.compile(r"[a-zäöüßà-ÿ0-9]+(?:['’][a-z]+)?")
_CAPITALISED = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{3,}\b")
_CLAUSE_END = re.compile(r"[.!?;:\n]+|,|\b(?:und|oder|aber|wenn|weil|dass)\b")
_SNOWBALL = Stemmer.Stemmer("german", 0)


def normalise(text: str) -> str:
    """Return `text` in lower case, in Unicode's composed form, without invisible signs and gender endings."""
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    return _GENDERED.sub("", folded)


def words(text: str) -> list[str]:
    """Return the words of `text` in order, normalised; punctuation and hyphens separate words."""
    return _WORD.findall(normalise(text).replace("’", "'"))


def nouns(text: str) -> set[str]:
    """Return the capitalised words of running text, normalised: nouns, and what begins a sentence."""
    return {
        word.lower()
        for word in _CAPITALISED.findall(text)
        if not is_function_word(word.lower()) and word.lower() not in verb_forms()
    }


@cache
def separable_prefixes() -> frozenset[str]:
    """Return the prefixes that a verb may leave at the end of its clause (»an«, »um«, »ab« …)."""
    return frozenset(read_yaml(LANGUAGE_DIR / "verben.yml")["trennbar"])


@cache
def verb_forms() -> dict[str, str]:
    """Return every listed verb form with its infinitive, e.g. `gestorben -> sterben`."""
    table = read_yaml(LANGUAGE_DIR / "verben.yml")
    forms = {form: verb for verb in table["schwach"].split() for form in _regular_forms(verb)}
    for verb, irregular in table["stark"].items():
        forms[verb] = verb
        forms |= dict.fromkeys(irregular, verb)
    return forms


def _regular_forms(verb: str) -> Iterable[str]:
    """Yield the present, past and participle forms of a weak verb."""
    root = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
    link = "e" if root[-1] in "dt" or root.endswith(("gn", "ffn", "chn")) else ""
    inseparable = verb.startswith(("be", "ver", "er", "ent", "zer", "über")) or verb.endswith("ieren")
    prefix = "" if inseparable else "ge"
    yield from (
        verb,
        root + "e",
        root + link + "st",
        root + link + "t",
        root + link + "te",
        root + link + "ten",
    )
    yield prefix + root + link + "t"
    if len(root) > 3 and root[-1] not in "aeiou":
        yield root


@lru_cache(maxsize=WORD_CACHE)
def base_form(word: str) -> str:
    """Return a verb's infinitive (`umgezogen`, `umzuziehen` -> `umziehen`), any other word unchanged."""
    forms = verb_forms()
    if word in forms:
        return forms[word]
    for ending in ADJECTIVE_ENDINGS:
        # An inflected participle: »abgelaufener«, »gestohlenes«, »abgemeldete«.
        participle = word.removesuffix(ending)
        if participle != word and participle.endswith(("t", "en")) and base_form(participle) != participle:
            return base_form(participle)
    for length in range(2, min(len(word) - 3, 9)):
        prefix, rest = word[:length], word[length:]
        if prefix in separable_prefixes():
            verb = forms.get(rest) or forms.get(rest.removeprefix("zu"))
            if verb:
                return prefix + verb
    return word


def possible_infinitives(word: str) -> Iterator[str]:
    """Yield what verbs an unlisted `word` may be a regular form of: `bürgt`, `gebürgt` -> `bürgen`."""
    for ending in ("test", "ten", "te", "st", "t"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= MIN_VERB_ROOT:
            yield root.removesuffix("e") + "en"
            if root.startswith("ge"):
                yield root.removeprefix("ge").removesuffix("e") + "en"


@lru_cache(maxsize=WORD_CACHE)
def stem(word: str) -> str:
    """Return the stem that all forms of `word` share; `word` must be normalised."""
    base = base_form(word)
    if base.endswith("innen") and len(base) > 8:
        base = base[:-5]
    elif base.endswith(("erin", "entin")):
        base = base[:-2]
    elif base.endswith(("os", "ys", "as")) and len(base) > 4:
        base = base[:-1]
    return str(_SNOWBALL.stemWord(base))


@cache
def _stems_of(list_name: str) -> frozenset[str]:
    return frozenset(load_words(list_name)) | frozenset(
        normalise(word).replace("ß", "ss") for word in load_words(list_name)
    )


def is_function_word(word: str) -> bool:
    """Say whether `word` carries grammar or politeness only (»ich«, »wie«, »bitte«)."""
    return word in _stems_of("funktionswoerter") or (len(word) == 1 and not word.isdigit())


def is_aspect_word(word: str) -> bool:
    """Say whether `word` asks about a side of a Leistung without naming one (»kostet«, »offen«)."""
    return word in _stems_of("aspektwoerter")


def joined_verbs(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """Return the separable verbs of `text`, put together again: »melde ich mein Auto um« -> `ummelden`.

    `is_known` takes the stem of a candidate: only verbs the catalogue or the lexicon knows are joined,
    so that »stelle ich den Antrag auf …« makes no new word.
    """
    joined = []
    for clause in _CLAUSE_END.split(normalise(text)):
        tokens = _WORD.findall(clause)
        for position, token in enumerate(tokens):
            if token not in separable_prefixes():
                continue
            for verb in reversed(tokens[max(0, position - MAX_PREFIX_DISTANCE) : position]):
                infinitive = verb_forms().get(verb)
                if infinitive and is_known(stem(token + infinitive)):
                    joined.append(token + infinitive)
                    break
    return joined


def compound_parts(
    word: str, is_part: Container[str], *, lone_head: bool = True, depth: int = 0
) -> tuple[str, ...]:
    """Return the parts of a compound, or nothing: `geburtsurkunde` -> `("geburt", "urkunde")`.

    `is_part` holds the words that may be parts. The longest last part wins, for a German compound is a kind
    of its last part; what stands before it must be a known part too, or split into such. If it does not, the
    last part alone is returned, unless `lone_head` forbids it.
    """
    if len(word) < MIN_COMPOUND or depth > MAX_DEPTH:
        return ()
    for cut in range(MIN_COMPOUND_PART, len(word) - MIN_COMPOUND_PART + 1):
        head = word[cut:]
        if head not in is_part:
            continue
        modifier = _modifier(word[:cut], is_part, depth)
        if modifier:
            return (*modifier, head)
    return _known_head(word, is_part) if lone_head else ()


def _known_head(word: str, is_part: Container[str]) -> tuple[str, ...]:
    """Return the last part of a compound whose front nobody knows: `kastanienbaum` -> `("baum",)`."""
    for cut in range(MIN_COMPOUND_PART, len(word) - MIN_LONE_HEAD + 1):
        if word[cut:] in is_part:
            return (word[cut:],)
    return ()


def _modifier(front: str, is_part: Container[str], depth: int) -> Sequence[str]:
    """Return the parts of what stands before the last part of a compound, its linking element taken off."""
    for link in sorted(LINKS, key=len):
        bare = front.removesuffix(link) if link else front
        if len(bare) < MIN_COMPOUND_PART or (link and not front.endswith(link)):
            continue
        if bare in is_part:
            return (bare,)
        if bare + "e" in is_part:
            return (bare + "e",)
    for link in sorted(LINKS, key=len):
        if front.endswith(link) and (
            parts := compound_parts(
                front[: len(front) - len(link)], is_part, lone_head=False, depth=depth + 1
            )
        ):
            return parts
    return ()
