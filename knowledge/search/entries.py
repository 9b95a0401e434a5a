"""What the search takes and gives: entries of a catalogue, and the result of one question."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["leistung", "dienststelle"]
Decision = Literal["answer", "clarify", "none"]


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One findable thing of a catalogue; all texts are plain text."""

    id: str
    kind: Kind
    titel: str
    synonyme: tuple[str, ...] = ()
    leika: tuple[str, ...] = ()
    kurztext: str = ""
    volltext: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One entry found; `score` is between 0 and 1 and comparable between questions."""

    id: str
    kind: Kind
    titel: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The matches of a question, best first, and what to do with them.

    `decision`: `answer` the first match, let the person choose (`clarify`), or nothing fits (`none`).
    `terms` are the words of the question that name a topic, `unknown_terms` those that neither the catalogue
    nor the lexicon knows. No terms means: the question is about whatever was talked about before.
    """

    query: str
    matches: tuple[Match, ...]
    decision: Decision
    terms: tuple[str, ...]
    unknown_terms: tuple[str, ...]
