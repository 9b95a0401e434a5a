"""What German citizens write about themselves: one row for each kind of personal data.

Typing errors are the rule, so a number that names itself („IBAN", „Steuer-ID") is taken even if its
check digit is wrong; a bare number is taken only where its form or its check digit leaves no doubt.
Dates, postcodes, fees, paragraphs, „115" and Mannheim's squares („K 7") have to stay readable; a date
is a birth date only where the word stands right before it, since most dates are wishes for a Termin.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from presidio_analyzer import Pattern, PatternRecognizer
from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, IbanRecognizer
from stdnum.de import idnr

from conversations.placeholders import Kind

# People part digits with spaces of any width, dots, slashes, brackets and dashes of any length.
_GAP = r"[\p{Zs}\t\u200b./()\u2010-\u2015-]{0,4}"
# „… ist", „… lautet", „…:" between the name of a number and the number.
_IS = r"(?:\s+(?:ist|lautet|ist\s+die|war|unter))?\s*[:=]?\s*"

# Shorter numbers are extensions, house numbers, or „115"; 030 1234 is the shortest that occurs.
MIN_PHONE_DIGITS = 7
MIN_NAMED_PHONE_DIGITS = 5

EXACT_CASE = re.MULTILINE
ANY_CASE = re.MULTILINE | re.IGNORECASE


class Checked(PatternRecognizer):
    """A recognizer whose matches must pass `check`, if there is one."""

    def __init__(
        self, kind: Kind, *patterns: str, check: Callable[[str], bool] | None = None, flags: int = ANY_CASE
    ):
        super().__init__(
            supported_entity=kind,
            supported_language="de",
            patterns=[Pattern(kind, pattern, 1.0) for pattern in patterns],
            global_regex_flags=flags,
        )
        self._check = check

    def validate_result(self, pattern_text: str) -> bool | None:
        """Presidio's hook: True keeps, False drops, None leaves it to the pattern."""
        return self._check(pattern_text) if self._check else None


def _has_digits(least: int) -> Callable[[str], bool]:
    return lambda text: sum(character.isdigit() for character in text) >= least


def _alternates(text: str) -> bool:
    """Whether letters and digits take turns, as in `k7q2m9txb4` and in no word, number or address."""
    signs = "".join(filter(str.isalnum, text))
    return bool(re.search(r"[A-Za-z]\d+[A-Za-z]", signs) and re.search(r"\d[A-Za-z]+\d", signs))


def _has_mixed_half(text: str) -> bool:
    """Whether one half has letters and digits: „12345 bitte" is a number and a word."""
    signs = "".join(filter(str.isalnum, text))
    return any(not half.isalpha() and not half.isdigit() for half in (signs[:5], signs[5:]))


def _named(names: str, value: str) -> str:
    """`value` wherever one of `names` announces it."""
    return rf"(?<=\b(?:{names}){_IS})(?:{value})"


_NUMBER = r"(?:[- ]?(?:nummer|nr\.?|no\.?)|)"
# Letters and digits with a digit among them, in up to four groups.
_CODE = r"(?=[\w./-]{0,20}\d)[A-Z0-9][A-Z0-9./-]{3,24}(?:[ ]\d[A-Z0-9./-]{1,10}){0,4}(?<![./-])"

# ICAO 9303 and PAuswV: serial numbers leave out vowels and B, D, O, Q, S, so they can form no word.
_SERIAL = r"[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}"

# Numbers and codes of our appointments: 5 and 5 signs of an alphabet without look-alikes (booking/codes.py).
_SIGNS = "[2-9A-HJKMNP-Z]{5}"
_DASH = r"[\u2010-\u2015-]"
_TYPED_SIGNS = rf"(?<![\w-])[A-Z0-9]{{5}}[ ]?{_DASH}?[ ]?[A-Z0-9]{{5}}(?![\w-])"
_TERMIN = r"(?:termin|buchungs|reservierungs|bestätigungs|vorgangs|absage|storno)"

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:(?:19|20)\d\d|\d\d)(?!\d)"
_MONTH = r"(?:jan|feb|mär|mar|apr|mai|jun|jul|aug|sep|okt|nov|dez)\p{L}*\.?"
_FULL_DATE = (
    rf"{_DAY}\s?[./-]\s?(?:0?[1-9]|1[0-2])\s?[./-]\s?{_YEAR}|{_DAY}\.?\s?{_MONTH}\s?{_YEAR}|"
    r"(?:19|20)\d\d-\d\d-\d\d"
)
_OF_SOMEBODY = r"(?:\s+(?:von|vom|de[rs]|meine[rs]?|unsere[rs]?)\s+\p{L}+)?"

_NOT_A_NAME = (
    r"(?!(?:ab|aber|als|am|anders|auch|bald|bei|da|das|dann|dass|den|der|die|doch|ein|eine|einen|es|für|"
    r"gar|gleich|hier|ich|ihnen|im|in|ja|jetzt|kein|keine|leider|mal|mit|nach|nicht|noch|nun|nur|ob|oder|"
    r"schon|seit|sie|so|und|von|vor|was|weil|wenn|wie|wieder|wo|zu|zur)\b)"
)
_FIRST_WORD = rf"{_NOT_A_NAME}\p{{L}}[\p{{L}}'’-]+"
_MORE_NAMES = (
    r"(?:\s+(?:(?:von|van|de|del|di|zu|zur|vom|der|den|el|al|bin|ibn)\s+){0,2}\p{Lu}(?:\.|[\p{L}'’-]*)){0,4}"
)
_LOWER_SURNAME = rf"(?:\s+{_NOT_A_NAME}\p{{Ll}}[\p{{L}}'’-]+(?=\s*(?:$|[,.;!?]|\s(?:und|aber)\b)))?"
_TITLE = r"(?:(?:Herr|Frau|Dr\.|Prof\.|Dr|Prof)\s+){0,3}"
_NAME = rf"{_TITLE}{_FIRST_WORD}(?:{_MORE_NAMES})(?:{_LOWER_SURNAME})"
_I_AM_CALLED = r"(?i:ich\s+hei(?:ß|ss)e|mein(?:e)?\s+(?:vor|nach|familien)?name\s+(?:ist|lautet|war))"
_REGARDS = r"(?i:\bgrüßen?|\bgruß|\bmfg|\blg|\bvg)"
_LATELY = r"(?i:\s+(?:jetzt|nun|inzwischen|eigentlich|übrigens|auch|wieder))?"

GERMAN_RECOGNIZERS: tuple[PatternRecognizer, ...] = (
    Checked(
        "E-Mail",
        r"(?<![^\s<>\"',;:()\[\]])[^\s@<>\"',;:()\[\]]+@[^\s@<>\"',;:()\[\]]*\w",
        r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+",
        r"\b[\w.+-]+\s?[(\[{]\s?(?:at|ät|@)\s?[)\]}]\s?[\w-]+(?:\s?(?:\.|[(\[{]\s?(?:dot|punkt)\s?[)\]}])\s?[\w-]+)+",
        r"\b[\w.+-]+\s(?:at|ät)\s[\w-]+\s?(?:\.|\spunkt\s|\sdot\s)\s?(?:de|com|net|org|eu|info)\b",
    ),
    Checked("IBAN", r"\bDE\s?\d{2}(?:[ \u00a0.-]?\d){18}(?!\d)", _named("iban", _CODE)),
    IbanRecognizer(supported_language="de", supported_entity="IBAN"),
    CreditCardRecognizer(supported_language="de", supported_entity="Kreditkarte"),
    Checked(
        "Steuer-ID",
        r"(?<![\d/.,-])[1-9]\d[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}(?![\d/])",
        check=idnr.is_valid,
    ),
    Checked(
        "Steuer-ID",
        _named(
            r"steuer[- ]?id(?:entifikationsnummer|nr\.?)?|idnr\.?|steuerliche identifikationsnummer",
            r"\d[\d ]{7,14}\d",
        ),
    ),
    Checked(
        "Steuernummer",
        r"(?<![\d/])\d{2,3}/\d{3,4}/\d{4,5}(?![\d/])",
        _named(r"steuer[- ]?(?:nummer|nr\.?)", r"\d[\d /]{6,16}\d"),
    ),
    Checked(
        "Ausweisnummer",
        rf"(?<![\w-]){_SERIAL}(?:\d?D?)(?![\w-])",
        _named(
            rf"(?:personal|reise|kinderreise)?(?:ausweis|pass)[- ]?(?:nummer|nr\.?)|"
            rf"(?:führerschein|serien|dokumenten)[- ]?(?:nummer|nr\.?)|aufenthaltstitel{_NUMBER}",
            _CODE,
        ),
        check=_has_digits(1),
    ),
    Checked(
        "Versicherungsnummer",
        r"(?<!\w)\d{2}[ ]?[0-3]\d[ ]?[01]\d[ ]?\d{2}[ ]?[A-Z][ ]?\d{3}(?!\w)",  # § 2 VKVV
        r"(?<!\w)[A-Z]\d{9}(?!\w)",  # § 290 SGB V
        _named(r"(?:\w*versicherungs|versicherten|renten)[- ]?(?:nummer|nr\.?)", _CODE),
    ),
    Checked(
        "Aktenzeichen",
        _named(r"(?:kassen|akten|geschäfts|buchungs)zeichen|(?:kunden|vorgangs)[- ]?(?:nummer|nr\.?)", _CODE),
        check=_has_digits(4),
    ),
    # As we write them; a postcode range has no letter.
    Checked("Terminnummer", rf"(?<![\w-])(?!\d+\D\d+){_SIGNS}{_DASH}{_SIGNS}(?![\w-])", flags=EXACT_CASE),
    # As people write them: the less there is of hyphen and capitals, the more must speak for a code.
    Checked("Terminnummer", rf"(?<![\w-])[A-Z0-9]{{5}}{_DASH}[A-Z0-9]{{5}}(?![\w-])", check=_has_mixed_half),
    Checked(
        "Terminnummer",
        rf"(?<![\w-]){_SIGNS}(?:[ ]?{_DASH})?[ ]{_SIGNS}(?![\w-])",
        flags=EXACT_CASE,
        check=_has_mixed_half,
    ),
    Checked("Terminnummer", rf"(?<![\w-])(?=[A-Z]*\d+[A-Z]){_SIGNS}{_SIGNS}(?![\w-])", flags=EXACT_CASE),
    Checked("Terminnummer", _TYPED_SIGNS, check=_alternates),
    Checked(
        "Terminnummer",
        _named(rf"{_TERMIN}?[- ]?(?:code|nummer|nr\.?)", _TYPED_SIGNS),
        check=_has_mixed_half,
    ),
    Checked(
        "Terminnummer",
        _named(rf"{_TERMIN}[- ]?(?:code|nummer|nr\.?|id)", _CODE),
        check=_has_digits(1),
    ),
    # What the links in our mails end in opens an appointment or a place on the waiting list; also by itself.
    Checked(
        "Terminnummer",
        r"(?<=/(?:termin|warten)/)[^\s\"'<>()]{20,}",
        r"(?<![\w./-])[a-z]{20,}\.[\w-]{40,}",
    ),
    Checked(
        "Geburtsdatum",
        _named(
            rf"geboren(?:\s+am)?|geb\.?(?:\s+am)?|geb(?:urts|\.?[- ]?)datum{_OF_SOMEBODY}",
            rf"(?:der\s+)?(?:{_FULL_DATE})",
        ),
    ),
    Checked(
        "Telefon",
        rf"(?<![\w.,/+-])\(?(?:\+|00)[1-9](?:{_GAP}\d){{6,}}(?!\d)",
        rf"(?<![\w.,/+:-])\(?0[1-9]\d{{1,4}}(?:{_GAP}\d){{3,}}(?![\d:]|\s?Uhr)",
        check=_has_digits(MIN_PHONE_DIGITS),
    ),
    Checked(
        "Telefon",
        _named(
            r"(?:telefon|handy|mobil|ruf|durchwahl|fax)(?:[- ]?(?:nummer|nr\.?))?|tel\.?|"
            r"erreichen sie mich unter|erreichbar unter",
            rf"\+?\d(?:{_GAP}\d){{4,}}",
        ),
        check=_has_digits(MIN_NAMED_PHONE_DIGITS),
    ),
    Checked(
        "Kennzeichen",
        r"(?<![\w-])[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ -]?[1-9]\d{0,3}[EH]?(?![\w-])",
        rf"(?<=\b(?i:kennzeichen){_IS})(?i:[A-ZÄÖÜ]{{1,3}}[ -]?[A-Z]{{1,2}}[ -]?[1-9]\d{{0,3}}[EH]?)(?!\w)",
        flags=EXACT_CASE,
    ),
    Checked(
        "Name",
        rf"(?<=\b{_I_AM_CALLED}{_LATELY}{_IS}){_NAME}",
        rf"(?<=\b(?i:ich\s+bin)\s+(?:der|die)?\s*)(?:Herr|Frau)\s+{_FIRST_WORD}{_MORE_NAMES}",
        rf"(?<={_REGARDS}[,!.]?\s+)\p{{Lu}}[\p{{L}}'’-]+(?:[ ]\p{{Lu}}[\p{{L}}'’.-]*){{0,2}}(?=\s*$)",
        flags=EXACT_CASE,
    ),
)
