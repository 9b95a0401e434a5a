"""How well a side understands: the same two measuring sets as bench.acts, on the intent alone."""

from __future__ import annotations

from typing import Any

from sklearn.metrics import accuracy_score, f1_score

from bench.act_sentences import LabelledSentence, civic_sentences, dialogue_acts, with_typing_errors
from bench.engine_side import Side

FOREIGN = "kein_anliegen"
# Intents that start a municipal answer; the fallback does not, it searches and says so when nothing fits.
MUNICIPAL = ("frage_", "termin_")


def measure_accuracy(side: Side) -> dict[str, Any]:
    """Return macro-F1 over the nine acts, false accepts and the civic sets' accuracy, as shares of 1."""
    figures: dict[str, Any] = {}
    if acts := dialogue_acts():
        expected = [act for _, act in acts]
        understood = _understand(side, acts)
        nine = sorted(set(expected) - {FOREIGN})
        foreign = [found for found, act in zip(understood, expected, strict=True) if act == FOREIGN]
        figures["acts_macro_f1"] = round(f1_score(expected, understood, labels=nine, average="macro"), 4)
        figures["false_accepts"] = round(sum(f.startswith(MUNICIPAL) for f in foreign) / len(foreign), 4)
    civic = civic_sentences()
    for name, sentences in (("civic", civic), ("civic_with_typos", with_typing_errors(civic))):
        expected = [intent for _, intent in sentences]
        figures[name] = round(accuracy_score(expected, _understand(side, sentences)), 4)
    return figures


def _understand(side: Side, sentences: list[LabelledSentence]) -> list[str]:
    return [intent or "" for intent in side.understand([text for text, _ in sentences])]
