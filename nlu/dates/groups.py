"""One expression of pieces in any order: „am Donnerstag von 9:30 bis 11", „nachmittags um drei nächste
Woche"."""

from __future__ import annotations

from nlu.dates.day_ranges import read_days
from nlu.dates.fold import word_set
from nlu.dates.moment_rules import read_moment
from nlu.dates.reader import Reader
from nlu.dates.resolve import merge
from nlu.dates.time_rules import read_time
from nlu.dates.values import Clock, DayValue, Moment, Times

MOST_GLUE = 3
HINTS = word_set("um gegen ca circa zirka etwa ungefaehr punkt puenktlich")
ABOUT = HINTS - {"um", "punkt", "puenktlich"}
ARTICLES = word_set("der die das des dem den")
BETWEEN_ONLY = word_set("gern gerne dann jeweils immer gleich schon vielleicht herum")
"""Small words that may stand inside an expression but do not begin one."""
MOMENT_WORDS = word_set("in vor innerhalb binnen jetzt gerade genau")


class Group:
    """The pieces read so far; `start` and `end` are token indexes, `weak` that no piece stands on its own."""

    __slots__ = ("about", "clock", "day", "end", "moment", "part", "start", "times", "weak")

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.day: DayValue | None = None
        self.clock: Clock | None = None
        self.times: Times | None = None
        self.part: Times | None = None
        self.moment: Moment | None = None
        self.weak = True
        self.about = False

    @property
    def is_empty(self) -> bool:
        """True while nothing was read."""
        return self.end == self.start

    def take(self, r: Reader, i: int, hinted: bool) -> int | None:
        """Reads one piece at token `i` into the group; the index behind it, or None if nothing fits."""
        if self.moment is not None:
            return None
        time_first = hinted or (self.day is not None and r.tag(i, "part") is not None)
        for reader in (self._take_time, self._take_day) if time_first else (self._take_day, self._take_time):
            end = reader(r, i, hinted)
            if end is not None:
                return end
        return None

    def _take_day(self, r: Reader, i: int, hinted: bool) -> int | None:
        found = read_days(r, i)
        if found is None:
            return None
        value = found.value if self.day is None else merge(self.day, found.value, r.today)
        joined = r.tag(i, "joined")
        if value is None or (joined and (self.part or self.times)):
            return None
        self.day = value
        if r.tag(i, "at") is not None:
            self.clock = Clock(r.tag(i, "at"))
        if joined:
            self.part = Times(joined.start, joined.end, joined.said)
        self.weak = self.weak and found.weak
        return found.end

    def _take_time(self, r: Reader, i: int, hinted: bool) -> int | None:
        if self.is_empty and r.word(i) in MOMENT_WORDS:
            moment = read_moment(r, i)
            if moment:
                self.moment, end, self.weak = moment
                return end
        found = read_time(r, i, self.day is not None, hinted)
        if found is None or not self._fits(found.value):
            return None
        self.weak = self.weak and found.weak
        return found.end

    def _fits(self, value: Clock | Times | Moment) -> bool:
        if isinstance(value, Moment):
            if self.is_empty:
                self.moment = value
            return self.is_empty
        if isinstance(value, Clock):
            if self.clock or self.times:
                return False
            self.clock = value
        elif value.said:
            if self.part:
                return False
            self.part = value
        elif self.clock:
            return False
        elif self.times is None:
            self.times = value
        elif self.times.end is None and value.start is None and (value.end or 0) > (self.times.start or 0):
            self.times = Times(self.times.start, value.end)  # „frühestens 9 Uhr, spätestens 12 Uhr"
        else:
            return False
        return True


def read_group(r: Reader, i: int) -> Group | None:
    """The longest expression beginning at token `i`, or None."""
    token = r.tokens[i]
    if r.word(i) in BETWEEN_ONLY or (r.word(i) in ARTICLES and not _begins_piece(r, i + 1)):
        return None
    group = Group(i)
    position = i
    while position < r.size:
        k, end, hinted = position, None, False
        while k <= position + MOST_GLUE and k < r.size:
            end = group.take(r, k, hinted)
            if end is not None:
                break
            token = r.tokens[k]
            if not (token.tags.get("glue") or token.tags.get("about") or _joins(r, k, group)):
                break
            group.about = group.about or token.word in ABOUT
            hinted = token.word in HINTS or (hinted and token.word == "so")
            k += 2 if token.word == "ca" and r.word(k + 1) == "." else 1
        if end is None:
            break
        group.end = position = end
    return None if group.is_empty else group


def _begins_piece(r: Reader, i: int) -> bool:
    """An article belongs to an expression only directly before it („das am 3. Mai" begins at „am")."""
    return bool(r.tokens[i].tags) and not r.tag(i, "glue") and not r.tag(i, "op")


def _joins(r: Reader, k: int, group: Group) -> bool:
    """A comma between pieces, or the hyphen of „Dienstag-Nachmittag"."""
    if group.is_empty:
        return False
    return r.word(k) == "," or (r.word(k) == "-" and r.touches(k) and r.tag(k + 1, "part") is not None)
