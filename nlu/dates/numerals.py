"""German number words as they are spoken for days, hours, minutes and years."""

from __future__ import annotations

ONES = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fuenf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwoelf",
]
TEENS = ["dreizehn", "vierzehn", "fuenfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]
TENS = {20: "zwanzig", 30: "dreissig", 40: "vierzig", 50: "fuenfzig", 60: "sechzig", 70: "siebzig",
        80: "achtzig", 90: "neunzig"}  # fmt: skip
IRREGULAR_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
ORDINAL_ENDINGS = ("e", "er", "en", "es", "em")
SPOKEN_YEARS = range(2000, 2100)


def cardinal(number: int) -> str:
    """The folded number word for 0 to 99."""
    if number < 20:
        return (ONES + TEENS)[number]
    tens, ones = divmod(number, 10)
    return (ONES[ones] + "und" if ones else "") + TENS[tens * 10]


def ordinal_stem(number: int) -> str:
    """The folded ordinal without its ending, for 1 to 99: „dritt", „zwanzigst"."""
    if number in IRREGULAR_ORDINALS:
        return IRREGULAR_ORDINALS[number]
    return cardinal(number) + ("t" if number < 20 else "st")


def cardinals() -> dict[str, float]:
    """Every number word with its value, halves included („anderthalb", „zweieinhalb")."""
    words: dict[str, float] = {cardinal(number): number for number in range(100)}
    for form in ["eins", "eine", "einen", "einem", "einer", "eines"]:
        words[form] = 1
    words.update(zwo=2, zween=2, paar=2, dreissg=30, anderthalb=1.5, anderthalben=1.5)
    for number in range(1, 13):
        words[cardinal(number) + "einhalb"] = number + 0.5
    for year in SPOKEN_YEARS:
        words["zweitausend" + (cardinal(year - 2000) if year > 2000 else "")] = year
        words["zweitausendund" + cardinal(year - 2000)] = year
        words[cardinal(20) + cardinal(year - 2000)] = year
    words["zwanzig"] = 20
    return words


def ordinals() -> dict[str, int]:
    """Every ordinal word from „erste" to „neunundneunzigste" in all its endings."""
    words = {ordinal_stem(number) + ending: number for number in range(1, 100) for ending in ORDINAL_ENDINGS}
    words.update({"siebent" + ending: 7 for ending in ORDINAL_ENDINGS})
    return words
