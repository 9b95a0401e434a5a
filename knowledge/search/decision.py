"""What to do with the found matches: answer the first, ask which one was meant, or say that nothing fits."""

from collections.abc import Sequence

from knowledge.search.entries import Decision
from knowledge.search.question import Question
from nlu import text
from nlu.lexicon import load_words

# Calibrated with `python -m bench.search` (docs/adr/0004-search.md says how and shows the curve).
# A best match weaker than this is chance: of foreign sentences under 3 % reach it, of real questions
# over 95 %.
NONE_BELOW = 4.2
# A question whose words nobody here knows is about something else: so much is taken off, by the share of
# such words.
UNKNOWN_DISCOUNT = 0.8
# The runner-up is a rival when it comes this near to the best: below that gap the first was right in
# half of the cases, above it in nine of ten.
RIVAL_GAP = 0.1
# »ummelden« alone names what to do, not with what: then much weaker matches are rivals too.
RIVAL_GAP_WITHOUT_OBJECT = 0.6


def trust(question: Question) -> float:
    """Return the share (0 to 1) of its strength that a match keeps, given the words that nobody knows."""
    return 1 - UNKNOWN_DISCOUNT * len(question.unknown_terms) / max(1, len(question.terms))


def as_score(strength: float) -> float:
    """Return a strength (0 and up) as a score from 0 to 1; 0.5 is the line below which nothing fits."""
    return strength / (strength + NONE_BELOW)


def decide(question: Question, strengths: Sequence[float]) -> Decision:
    """Return the decision for `strengths`: the best matches of one kind, best first."""
    if not question.terms or not strengths or strengths[0] < NONE_BELOW:
        return "none"
    gap = RIVAL_GAP_WITHOUT_OBJECT if names_no_object(question) else RIVAL_GAP
    rivals = [strength for strength in strengths[1:] if strength > (1 - gap) * strengths[0]]
    return "clarify" if rivals else "answer"


def names_no_object(question: Question) -> bool:
    """Say whether all words of the question are actions (»ummelden«, »Verlust«)."""
    actions = {text.stem(word) for word in load_words("handlungswoerter")}
    return all(stem in actions for stem in question.stems)
