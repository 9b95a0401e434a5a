"""The token list with a clock: what every rule reads from."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from nlu.dates.fold import word_set
from nlu.dates.tokens import Token, cut

MEASURES = word_set(
    "euro eur cent prozent personen person leute kinder kind jahre jahren jahr jaehrige meter km kg "
    "gramm grad mal "
    "mio tausend millionen stueck seiten ausweise paesse antraege dokumente fotos bilder exemplare "
    "quadratmeter qm "
    "zimmer blatt kopien ct mm cm liter"
)
MEASURE_SIGNS = frozenset("€%$°")
NUMBERED = word_set(
    "kapitel seite seiten nr nummer abs absatz paragraf paragraph artikel art punkt version ziffer "
    "anlage zimmer "
    "raum plz postleitzahl tel telefon telefonnummer hausnummer schalter stufe klasse teil satz band "
    "buero linie "
    "gebuehr kosten betrag euro etage stock platz gleis quadrat quadrate"
)
NUMBERED_SIGNS = frozenset("§#€+$")
EARLIEST_NOW, LATEST_NOW = datetime(1000, 1, 1), datetime(5000, 1, 1)
"""A clock beyond these is wrong; held inside, no arithmetic of the rules can leave the calendar."""
TWO_DIGIT_YEARS_AHEAD = 20
"""„31.10.74" is 1974: a two-digit year lies at most this far in the future."""


class Reader:
    """Tokens of one text and the moment it was said; `i` is always an index into the tokens."""

    __slots__ = ("now", "size", "text", "today", "tokens")

    def __init__(self, text: str, now: datetime) -> None:
        self.text = text
        self.now = min(max(now, EARLIEST_NOW), LATEST_NOW)
        self.today: date = self.now.date()
        self.tokens: list[Token] = cut(text)
        self.size = len(self.tokens) - 3

    def tag(self, i: int, category: str) -> Any:
        """The value of a tag of token `i`, or None."""
        return self.tokens[i].tags.get(category) if i < self.size else None

    def word(self, i: int) -> str:
        """The folded word (or the sign) at `i`; empty for numbers and past the end."""
        return self.tokens[i].word if 0 <= i < self.size else ""

    def whole(self, i: int, category: str, low: int, high: int) -> int | None:
        """The whole number of a `num`/`ord` tag between the bounds, or None."""
        value = self.tag(i, category)
        if value is None or not low <= value <= high or value != int(value):
            return None
        return int(value)

    def touches(self, i: int) -> bool:
        """True if token `i` follows the one before it without a space."""
        return 0 < i < self.size and self.tokens[i].start == self.tokens[i - 1].end

    def is_measured(self, i: int) -> bool:
        """True if the word at `i` makes the number before it an amount of something else than time of day.

        A capitalised word that no rule knows is taken for the thing counted („3 Ausweise").
        """
        if i >= self.size:
            return False
        token = self.tokens[i]
        if token.word in MEASURES or token.word in MEASURE_SIGNS or "unit" in token.tags:
            return True
        if token.word.startswith("termin") or token.word in ("uhr", "h") or token.tags:
            return False
        return token.raw[0].isupper() or (token.raw[0].isalpha() and self.touches(i))

    def is_numbered(self, i: int) -> bool:
        """True if the token before `i` says that the number at `i` is a label („Kapitel 3", „§ 3",
        „+49 3")."""
        before = self.word(i - 1)
        if before == "." and i > 1:
            before = self.word(i - 2)
        if before in NUMBERED or before in NUMBERED_SIGNS:
            return True
        return i > 0 and not before and not self.tokens[i - 1].tags  # the end of a longer number

    def century(self, year: int) -> int:
        """A year in full; two-digit years come from the tokens as -1 - yy."""
        if year >= 0:
            return year
        full = self.today.year // 100 * 100 - year - 1
        return full - 100 if full > self.today.year + TWO_DIGIT_YEARS_AHEAD else full

    def year(self, i: int) -> tuple[int, int] | None:
        """A year said at `i` after a date („2026", „'26", „nächsten Jahres", „26" when that is soon)."""
        if self.word(i) in ("im", "in", "des", "von", "vom", ",") and (
            self.tag(i + 1, "rel") is not None or self.word(i + 1) == "jahr" or self.word(i) == ","
        ):
            i += 1
        rel = self.tag(i, "rel")
        if rel is not None:
            return (self.today.year + rel, i + 2) if self.tag(i + 1, "unit") == "year" else None
        if self.word(i) == "jahr" or self.word(i) in ("'", "’"):
            i += 1
        value = self.whole(i, "num", 0, 2999)
        if value is None or self.word(i + 1) in ("uhr", "h", ":") or self.is_measured(i + 1):
            return None
        if value >= 1900:
            return value, i + 1
        if self.tokens[i].raw.isdigit() and len(self.tokens[i].raw) == 2:
            full = self.today.year // 100 * 100 + value
            if self.today.year - 1 <= full <= self.today.year + 10:
                return full, i + 1
        return None
