"""The two measuring sets for understanding: foreign dialogue acts, and the project's own civic sentences."""

from __future__ import annotations

import json
import random
from pathlib import Path

import yaml

from nlu.sentence_patterns import swap_letters

ROOT = Path(__file__).parent.parent
ACTS = ROOT.parent / "shared" / "data" / "dialogue_acts_de" / "dev.jsonl"
CIVIC = ROOT / "tests" / "nlu" / "data"
SHORTEST_WITH_TYPO = 5  # letters; issue 4 asks for one typing error in each word from here on
TYPO_SEED = 5

LabelledSentence = tuple[str, str]


def dialogue_acts(path: Path = ACTS) -> list[LabelledSentence] | None:
    """(sentence, act) of the measuring set beside the repository, or None where it is not there."""
    if not path.exists():
        return None
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [(row["text"], row["act"]) for row in rows]


def civic_sentences(folder: Path = CIVIC) -> list[LabelledSentence]:
    """(sentence, intent) of all test sentences, in the files' order."""
    files = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml")))
    return [(str(sentence), file["absicht"]) for file in files for sentence in file["saetze"]]


def with_typing_errors(sentences: list[LabelledSentence], seed: int = TYPO_SEED) -> list[LabelledSentence]:
    """The same sentences with one typing error in each word of five letters or more."""
    rng = random.Random(seed)
    return [
        (
            " ".join(swap_letters(w, rng) if len(w) >= SHORTEST_WITH_TYPO else w for w in sentence.split()),
            intent,
        )
        for sentence, intent in sentences
    ]
