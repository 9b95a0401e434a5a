"""When the classifier should rather say that it did not understand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Chosen on the civic sentences and the dialogue acts (docs/adr/0006-classifier.md): below them a guess was
# wrong more often than right.
LEAST_CONFIDENCE = 0.45
LEAST_MARGIN = 0.10
# Less than half of the letters in words that could be German: gibberish, another script.
LEAST_FAMILIAR_SHARE = 0.5
# "Nein danke", "hallo, ich brauche einen Termin": a courtesy comes beside what is meant and gives way to it,
# where the two together leave hardly another reading.
COURTESIES = frozenset({"abschied", "dank", "gruss"})
LEAST_TOGETHER = 0.8

# What turns a person away without a search. From pieces of words alone it is not believed: a thing that no
# training sentence named ("Schrottfahrrad") is rather a matter for the city than an insult or small talk.
TURNS_AWAY = frozenset({"beleidigung", "kein_anliegen"})

Ranking = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class FallbackRule:
    """The three limits; a sentence under any of them is not understood."""

    least_confidence: float = LEAST_CONFIDENCE
    least_margin: float = LEAST_MARGIN
    least_familiar_share: float = LEAST_FAMILIAR_SHARE

    def is_unsure(self, confidences: Sequence[float], familiar_share: float = 1.0) -> bool:
        """Whether the confidences (best first, 0 to 1) and the share of familiar letters are too low to
        act on."""
        if not confidences or familiar_share < self.least_familiar_share:
            return True
        margin = confidences[0] - (confidences[1] if len(confidences) > 1 else 0.0)
        return confidences[0] < self.least_confidence or margin < self.least_margin

    def is_unknown(self, intent: str, has_known_word: bool) -> bool:
        """Whether an intent that turns a person away was guessed from pieces of words alone."""
        return not has_known_word and intent in TURNS_AWAY

    def settle_courtesy(self, ranking: Ranking) -> list[tuple[str, float]]:
        """The ranking (names and confidences, best first); where a courtesy and another intent are within
        the margin, that intent alone stands first, with the confidence of both."""
        if len(ranking) < 2:
            return list(ranking)
        (first, confidence), (second, next_confidence) = ranking[:2]
        together = confidence + next_confidence
        close = confidence - next_confidence < self.least_margin and together >= LEAST_TOGETHER
        if not close or (first in COURTESIES) == (second in COURTESIES):
            return list(ranking)
        return [(second if first in COURTESIES else first, together), *ranking[2:]]
