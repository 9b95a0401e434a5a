"""Write the training variants: `python -m nlu.generate` turns nlu/patterns/*.yml into
nlu/data/varianten/*.yml.

Sentences written by hand stand in nlu/data/<bereich>_<absicht>.yml; this script adds variety of wording,
politeness, spelling and typing errors. The same seed gives the same files; a contract test compares them.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from nlu.sentence_patterns import (
    Choice,
    Decks,
    ListName,
    WordLists,
    count,
    draw,
    expand,
    parse,
    tidy,
    with_articles,
)
from nlu.styles import styled

PATTERNS = Path(__file__).parent / "patterns"
VARIANTS = Path(__file__).parent / "data" / "varianten"
SEED = 115  # the number of the German authorities' call centre
TRIES_PER_SENTENCE = 12  # a small pattern runs out of new sentences; then its file stays shorter
SHARE_LIMIT = (
    60  # a pattern counts by its number of expansions up to here, so that no word list crowds out the rest
)
ENUMERATED_UP_TO = 400  # smaller patterns are gone through one by one, so that each of their wordings occurs

COMPOUNDS_PER_NOUN = 4
STORY_SHARE = 0.12  # how many questions come after a sentence of what happened

# "Ich bin umgezogen, was kostet das?" asks for the fee: what stands before must not decide.
AFTER_STORIES = {
    f"frage_{aspect}"
    for aspect in (
        *("gebuehr", "unterlagen", "oeffnungszeit", "ort", "ablauf"),
        *("dauer", "frist", "voraussetzung", "online", "kontakt"),
    )
}


@dataclass(frozen=True)
class PatternFile:
    """One intent's patterns: its name, how many variants are wanted, and the parsed patterns."""

    stem: str
    intent: str
    wanted: int
    patterns: tuple[Choice, ...]


def read_word_lists(folder: Path = PATTERNS / "listen") -> dict[str, list[str]]:
    """All word lists by name; `sachen` and `stellen` get their articles, `tun` its two clause forms."""
    lists: dict[str, list[str]] = {}
    made_up: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.stem in {"sachen", "stellen"}:
            lists |= with_articles(path.stem.removesuffix("n"), content)
        elif path.stem == "zusammensetzungen":
            made_up = content
        else:
            lists |= {name: [str(entry) for entry in entries] for name, entries in content.items()}
    for name, entries in with_articles("sache", _compounds(made_up)).items():
        lists[name] = [*lists[name], *lists[name], *entries]  # real words twice as often
    lists["tun_will"] = [f"{phrase} {verb}" for phrase in lists["tun"] for verb in ("will", "möchte", "muss")]
    lists["tun_vor"] = [f"ich {verb} {phrase}" for phrase in lists["tun"] for verb in ("will", "möchte")]
    lists["tun_zu"] = [f"{phrase} zu können" for phrase in lists["tun"]]
    return lists


def _compounds(parts: dict[str, list[str]], seed: int = SEED) -> dict[str, list[str]]:
    """Compound nouns by gender, each second part with a few first parts drawn at random."""
    rng = random.Random(seed)
    return {
        gender: [
            first + second for second in seconds for first in rng.sample(parts["vorne"], COMPOUNDS_PER_NOUN)
        ]
        for gender, seconds in parts.items()
        if gender != "vorne"
    }


def read_patterns(folder: Path = PATTERNS) -> list[PatternFile]:
    """All pattern files by name; small talk last, since it is the widest and gives way to every other
    intent."""
    files = []
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        patterns = tuple(parse(str(pattern)) for pattern in content["muster"])
        files.append(PatternFile(path.stem, content["absicht"], content["anzahl"], patterns))
    return sorted(files, key=lambda file: (file.intent == "kein_anliegen", file.stem))


def sentence_key(sentence: str) -> str:
    """A short hash of the sentence's letters and digits, the same for any case and punctuation."""
    letters = "".join(letter for letter in sentence.casefold() if letter.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:12]


def read_reserved(path: Path = PATTERNS / "reserviert.txt") -> set[str]:
    """Keys of the sentences kept for measuring, which no training file may hold (`python -m
    bench.reserve`)."""
    return set(path.read_text(encoding="utf-8").split()) if path.exists() else set()


def variants(file: PatternFile, lists: WordLists, seen: set[str], seed: int = SEED) -> Iterator[str]:
    """Up to `file.wanted` new sentences of all the patterns.

    `seen` holds the keys of the sentences of all files and grows: no sentence stands under two intents.
    """
    rng = random.Random(seed * 1_000_003 + zlib.crc32(file.stem.encode()))
    decks = Decks(lists, rng)
    sources = [_sentences(pattern, decks) for pattern in file.patterns]
    weights = [min(count(pattern, lists), SHARE_LIMIT) for pattern in file.patterns]
    found = 0
    for source in rng.choices(sources, weights, k=file.wanted * TRIES_PER_SENTENCE):
        if found == file.wanted:
            return
        sentence = next(source)
        if file.intent in AFTER_STORIES and rng.random() < STORY_SHARE:
            story = decks.draw(ListName(rng.choice(("lage", "tun_vor"))))
            sentence = f"{story}{rng.choice((', ', '. ', ' und ', ', also '))}{sentence}"
        sentence = styled(sentence, rng)
        key = sentence_key(sentence)
        if key not in seen:
            seen.add(key)
            found += 1
            yield sentence


def _sentences(pattern: Choice, decks: Decks) -> Iterator[str]:
    """Endless sentences of one pattern: shuffled rounds through a small one, random draws from a large
    one."""
    small = count(pattern, decks.lists) <= ENUMERATED_UP_TO
    sentences = [tidy(sentence) for sentence in expand(pattern, decks.lists)] if small else []
    while True:
        decks.rng.shuffle(sentences)
        yield from sentences or (draw(pattern, decks),)


def as_rasa_yaml(file: PatternFile, sentences: list[str]) -> str:
    """Rasa's training format, one sentence a line."""
    head = (
        "# Erzeugt von nlu/generate.py, bitte nicht von Hand ändern:\n"
        f"# Muster stehen in nlu/patterns/{file.stem}.yml, eigene Sätze in nlu/data/{file.stem}.yml.\n"
        f'version: "3.1"\nnlu:\n- intent: {file.intent}\n  examples: |\n'
    )
    return head + "".join(f"    - {sentence}\n" for sentence in sentences)


def generate(folder: Path = PATTERNS) -> dict[str, str]:
    """File name → content of every variants file."""
    lists = read_word_lists(folder / "listen")
    seen = read_reserved(folder / "reserviert.txt")
    return {
        f"{file.stem}.yml": as_rasa_yaml(file, list(variants(file, lists, seen)))
        for file in read_patterns(folder)
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or with --check only say whether they are up to date."""
    parser = argparse.ArgumentParser(
        prog="python -m nlu.generate",
        description="Erzeugt die Übungssätze in nlu/data/varianten aus den Mustern in nlu/patterns.",
        epilog="Beispiel: python -m nlu.generate --check",
    )
    parser.add_argument(
        "--check", action="store_true", help="nichts schreiben; Rückgabe 1, wenn etwas veraltet ist"
    )
    options = parser.parse_args(arguments)
    stale = []
    VARIANTS.mkdir(parents=True, exist_ok=True)
    for name, content in generate().items():
        path = VARIANTS / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            stale.append(name)
            if not options.check:
                path.write_text(content, encoding="utf-8")
    if stale:
        print(("Veraltet: " if options.check else "Geschrieben: ") + ", ".join(stale))
    return int(bool(stale) and options.check)


if __name__ == "__main__":
    sys.exit(main())
