"""Several matters in one sentence: „ein Personalausweis und zwei Reisepässe"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from nlu.dates.fold import word_set
from nlu.dates.scan import scan
from nlu.spelling import fold
from nlu.termin.remainder import matter_words

MOST_MATTERS = 5  # more appointments at once nobody books; the rest stays with the last
_ANY_MOMENT = datetime(2000, 1, 1)  # what is left of a part does not depend on when it is said
_JOIN = re.compile(
    r"\s*,?\s+(?:und|sowie|plus|außerdem|ausserdem|und auch|und noch|un|u\.)\s+(?:(?:auch|noch|dazu"
    r"|dann)\s+)*|\s*[&+]\s*|\s*,\s+",
    re.IGNORECASE,
)
# „Auto an- und abmelden": the first half leans on the second.
_LEANS = re.compile(r"(?:-|\b(?:an|ab|um|ein|aus|kauf|be|ver))$", re.IGNORECASE)
# A story leads to the one matter behind it: „mein Ausweis ist weg und ich brauche einen neuen".
_STORY = re.compile(
    r"\b(?:bin|ist|sind|habe|hab|haben|wurde|wurden|war|ziehe|zieht|ziehen|lauft ab|hat|werde|wird)\b"
)
_ASKS_FOR = re.compile(r"\b(?:brauche?n?|brauchte|mochte|will|wurde|hatte|beantragen|termin\w*)\b")
# A clause of its own behind a comma is no second matter.
_CLAUSE = re.compile(
    r"^(?:weil|da|wenn|falls|dass|denn|aber|ob|wo|der|die|das|am|im|in|bei|beim|gern\w*|moglichst|lieber"
    r"|fur)\b"
)
LONGEST_BEHIND_COMMA = 4  # words; a longer stretch is a clause

_ADJECTIVES = word_set(
    "neu neue neuen neuer neues alt alte alten alter zwar mehr weitere weiteren anderen andere dringend "
    "eilig schnell zusammen gleichzeitig gemeinsam einmal zweimal dreimal"
)


def split_matters(text: str, drop: Iterable[str] = ()) -> list[str]:
    """The parts of a text that each name a matter, in order; the text itself where it names one or none.

    A conjunction parts two matters when both sides keep content of their own once dates, people, courtesy
    and the names in `drop` (offices, districts) are gone. Whether a part is a matter the catalogue knows,
    the caller sees: a part that it does not know belongs to the one before.

    >>> split_matters("ein Personalausweis und zwei Reisepässe")
    ['ein Personalausweis', 'zwei Reisepässe']
    """
    names = tuple(drop)
    dates = [(span.start, span.end) for span in scan(text, _ANY_MOMENT)]
    parts: list[str] = []
    start = 0
    for join in _JOIN.finditer(text):
        inside_date = any(begin <= join.start() and join.end() <= end for begin, end in dates)
        if inside_date or len(parts) == MOST_MATTERS - 1:
            continue
        head = text[start : join.start()]
        tail = text[join.end() :]
        is_comma = join.group().strip() == ","
        if _parts_matters(head, tail, is_comma, names):
            parts.append(head.strip(" ,"))
            start = join.end()
    return [*parts, text[start:].strip()] if parts else [text]


def _parts_matters(head: str, tail: str, is_comma: bool, names: tuple[str, ...]) -> bool:
    next_part = _JOIN.split(tail, maxsplit=1)[0]
    folded = fold(head)
    if _LEANS.search(head.strip()) or (_STORY.search(folded) and not _ASKS_FOR.search(folded)):
        return False
    if is_comma and (_CLAUSE.match(fold(next_part)) or len(next_part.split()) > LONGEST_BEHIND_COMMA):
        return False
    return all(_names_something(part, names) for part in (head, next_part))


def _names_something(part: str, names: tuple[str, ...]) -> bool:
    left = matter_words(part, _ANY_MOMENT, names)
    return any(len(word) > 2 and fold(word) not in _ADJECTIVES for word in left.split())
