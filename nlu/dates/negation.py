"""Whether a day or time is named to be left out: „nicht montags", „außer Freitag", „Dienstag kann ich
nicht"."""

from __future__ import annotations

from nlu.dates.fold import word_set
from nlu.dates.reader import Reader

BEFORE = word_set(
    "nicht ausser ohne kein keinen keinem keine keiner nie niemals weder ungern ausgenommen statt "
    "anstatt anstelle"
)
FILLERS = word_set(
    "am an im in der den dem die das gerade unbedingt gerne gern bitte so zu einem um mehr wieder nur "
    "ausgerechnet "
    "direkt jeweils auch"
)
ASKED = word_set("warum wieso weshalb oder ob")
VERBS = word_set(
    "kann koennen koennte geht gehts ginge passt passts passen klappt klappen habe hab haben bin sind "
    "ist arbeite "
    "arbeiten muss will moechte mag waere schaffe schaff wird"
)
SUBJECTS = word_set("ich es wir das mir uns bei da leider halt eben aber er sie man gar auf keinen fall")
DENIALS = word_set("nicht nie niemals schlecht ungern keine kein verhindert unmoeglich net ned")
REACH_BEFORE = 3
REACH_AFTER = 7


def is_denied_before(r: Reader, i: int) -> bool:
    """A word of denial up to three small words before token `i`; „nicht nur" and „warum nicht" deny
    nothing."""
    k = i - 1
    while k >= 0 and k >= i - REACH_BEFORE and r.word(k) in FILLERS and r.word(k) != "nur":
        k -= 1
    if k < 0 or r.word(k) not in BEFORE:
        return False
    return r.word(k - 1) not in ("warum", "wieso", "weshalb")


def is_denied_after(r: Reader, i: int) -> bool:
    """„… kann ich nicht", „… geht es leider nicht", „… habe ich keine Zeit" right behind token `i - 1`."""
    k = i
    while r.word(k) in SUBJECTS and k < i + 2:
        k += 1
    if r.word(k) in DENIALS and r.word(k) not in ("keine", "kein"):
        return not _points_on(r, k)
    if r.word(k) not in VERBS:
        return False
    for step in range(k + 1, min(k + REACH_AFTER, r.size)):
        word = r.word(step)
        if word in DENIALS:
            return not _points_on(r, step)
        if word not in SUBJECTS and word not in VERBS:
            return False
    return False


def _points_on(r: Reader, k: int) -> bool:
    """True if the denial belongs to what follows („nicht vor 10 Uhr", „nicht am Nachmittag", „keine
    Unterlagen")."""
    after = r.word(k + 1)
    if r.word(k) in ("keine", "kein"):
        return after not in ("zeit", "moeglichkeit", "chance")
    return after in (
        "nur",
        "vor",
        "nach",
        "am",
        "im",
        "an",
        "erst",
        "um",
        "spaeter",
        "frueher",
        "eher",
    ) or bool(r.tokens[min(k + 1, r.size)].tags)
