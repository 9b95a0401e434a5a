"""Several questions in one message: where one ends and the next begins."""

from __future__ import annotations

import re

from nlu.termin.turns import booking_turns, is_booking

# More questions than these in one message are rare, and an answer to each would bury the first.
MAX_QUESTIONS = 4

_QUESTION_WORD = (
    r"(?:wo|wann|wie|was|wer|wem|wen|welch\w*|womit|wohin|woher|wofür|wozu|warum|weshalb|wieviel\w*|brauch\w*|muss|"
    r"kann|darf|gibt|kostet|hat|haben|ist|sind)"
)
_SENTENCE_END = re.compile(r"(?<=[?!])\s+|(?<=[a-zäöüß]{3}[.])\s+(?=[A-ZÄÖÜ])|\s*\n+\s*")
# „…, und wann hat es auf": a conjunction, then a question word and at least one more word.
_NEXT_QUESTION = re.compile(
    rf"\s*,?\s+(?:und|sowie|außerdem|und außerdem|und auch)\s+(?={_QUESTION_WORD}\s+\S)", re.IGNORECASE
)
_IS_QUESTION = re.compile(rf"\?\s*$|^\s*(?:und\s+)?{_QUESTION_WORD}\b", re.IGNORECASE)
# „wann und wo" is one question: what stands before the conjunction must be able to stand alone.
_MIN_WORDS = 3


def split_questions(text: str) -> list[str]:
    """Split a message into its questions, in order; a statement stays with the question it leads to.

    Where it books an appointment, all that is said of the wish stays together, and what is asked beside it
    („Was kostet das?") stands alone.

    Returns at least one string and at most `MAX_QUESTIONS`; joined, they hold every word of `text` but
    the conjunctions between them.
    """
    questions: list[str] = []
    story = ""
    sentences = [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]
    if any(is_booking(sentence) for sentence in sentences):
        return _at_most(booking_turns(sentences, _split_conjunction))
    for sentence in sentences:
        story = f"{story} {sentence}".strip()
        if _IS_QUESTION.search(sentence):
            questions += _split_conjunction(story)
            story = ""
    if story and questions:
        questions[-1] = f"{questions[-1]} {story}"
    elif story:
        questions = _split_conjunction(story)
    if not questions:
        return [text]
    return _at_most(questions)


def _at_most(questions: list[str]) -> list[str]:
    """The questions, all beyond `MAX_QUESTIONS` in the last one."""
    head, rest = questions[: MAX_QUESTIONS - 1], questions[MAX_QUESTIONS - 1 :]
    return [*head, " ".join(rest)] if rest else head


def _split_conjunction(sentence: str) -> list[str]:
    """„Was kostet das und wie lange dauert es" becomes two; „wann und wo" stays one."""
    parts: list[str] = []
    start = 0
    for match in _NEXT_QUESTION.finditer(sentence):
        head = sentence[start : match.start()]
        if len(head.split()) >= _MIN_WORDS and _asks(head):
            parts.append(head.strip())
            start = match.end()
    return [*parts, sentence[start:].strip()]


def _asks(part: str) -> bool:
    """Whether `part` holds a question word: „ich bin umgezogen und was nun" is one question."""
    return re.search(rf"\b{_QUESTION_WORD}\b", part, re.IGNORECASE) is not None
