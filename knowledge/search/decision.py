"""What to do with the found matches: answer the first, ask which one was meant, or say that nothing fits."""

from collections.abc import Sequence

from knowledge.search.entries import Decision
from knowledge.search.question import Question
from nlu import text
from nlu.lexicon import load_words

# Calibrated with `python -m bench.search`; docs/adr/0004-search.md shows the curve.
# A best match weaker than this is mostly chance: 1 to 3 % of foreign sentences reach it, and 87 % of the
# real ones, whose rest names its matter by words that neither catalogue nor lexicon has.
NONE_BELOW = 4.0
# Bare words without any »ich« or »wie« are a search, not a chat: from here on the best are offered to
# choose from.
BARE_WORDS_BELOW = 2.4
# A question whose words nobody here knows is about something else: so much is taken off, by the share of
# such words.
UNKNOWN_DISCOUNT = 0.8
# »Wer hat dich gebaut?« is about the assistant, not about a Baugenehmigung: a question that says »du« and
# nothing of the person who asks keeps only this share.
ABOUT_US = 0.5
ADDRESSING, OWN_MATTER = (
    {"du", "dich", "dir", "dein"},
    {"ich", "mich", "mir", "mein", "wir", "uns", "unser", "unsr"},
)
# The runner-up is a rival when it comes this near to the best: under a gap of 0.15 the first is right in
# four of five questions, beyond 0.2 in 49 of 50.
RIVAL_GAP = 0.1
# »ummelden« alone names what to do, not with what: then much weaker matches are rivals too.
RIVAL_GAP_WITHOUT_OBJECT = 0.75


def trust(question: Question) -> float:
    """Return the share (0 to 1) of its strength that a match keeps; unknown words and talk about us cost."""
    known = 1 - UNKNOWN_DISCOUNT * len(question.unknown_terms) / max(1, len(question.terms))
    grammar = question.grammar.keys()
    return known * (ABOUT_US if grammar & ADDRESSING and not grammar & OWN_MATTER else 1.0)


def as_score(strength: float) -> float:
    """Return a strength (0 and up) as a score from 0 to 1; 0.5 is the line below which nothing fits."""
    return strength / (strength + NONE_BELOW)


def decide(question: Question, strengths: Sequence[float]) -> Decision:
    """Return the decision for `strengths`: the best matches of one kind, best first."""
    if not question.terms or not strengths:
        return "none"
    if strengths[0] < NONE_BELOW:
        is_search = not question.grammar and strengths[0] >= BARE_WORDS_BELOW
        return "clarify" if is_search else "none"
    gap = RIVAL_GAP_WITHOUT_OBJECT if names_no_object(question) else RIVAL_GAP
    rivals = [strength for strength in strengths[1:] if strength > (1 - gap) * strengths[0]]
    return "clarify" if rivals else "answer"


def names_no_object(question: Question) -> bool:
    """Say whether all words of the question are actions (»ummelden«, »Verlust«)."""
    actions = {text.stem(word) for word in load_words("handlungswoerter")}
    return all(stem in actions for stem in question.stems)
