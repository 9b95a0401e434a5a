"""What is left of a booking sentence for the catalogue, once everything about the appointment is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from nlu.dates.fold import plain, word_set
from nlu.dates.numerals import cardinals
from nlu.dates.scan import scan
from nlu.lexicon import load_words
from nlu.spelling import fold, is_one_edit, words
from nlu.termin.words import Word, cut

SHORTEST_NAME_WITH_TYPO = 6  # letters, as in nlu/stadtteile.py

# What is said about any appointment, and names no matter.
_BOOKING = word_set(
    "terminvergabe termin termine terminen termins terminwunsch terminanfrage terminbuchung "
    "terminvereinbarung terminreservierung slot buchen buche buch gebucht buchung reservieren reserviere "
    "reservierung "
    "vereinbaren vereinbare vereinbarung ausmachen anfragen eintragen vormerken einplanen festlegen "
    "brauche brauchen brauch brauchst brauchte brauchten benotige benotigen hatte hatten mochte mochten "
    "will wollen wollte wurde wurden suche suchen wunsche wunschen nehmen nehme bekommen bekomme kriegen "
    "kriege geben gib gibt haben habe hab hatt machen mache mach kommen komme vorbeikommen vorbei gehen "
    "geht ginge passen passt passend ware waren sein kann konnen konnte konnten darf bitte danke dank "
    "vielen gern gerne lieber liebsten moglichst moglich moglicherweise hallo guten tag morgen abend moin "
    "servus hi hey gruss grusse freundlichen entschuldigung sorry frei freie freien freier freies "
    "verfugbar verfugbare offen dringend eilig schnell schnellstmoglich schnellstens schnellsten bald "
    "baldmoglichst zeitnah kurzfristig fruh fruher spater fruhestmoglich fruhestens spatestens nachster "
    "nachsten nachste ehesten asap sofort umgehend online zeit uhr uhrzeit tage woche egal flexibel "
    "irgendwann irgendwo wo wann jederzeit hauptsache schonen person personen leute leuten stuck mal x "
    "jeweils insgesamt zusammen je zweit dritt viert paar burgerservice burgerburo burgeramt burgerdienst "
    "burgerdienste amt rathaus stelle standort dienststelle ort nahe naher dichter stadtteil mannheim "
    "stadt also ah ahm ja nein okay ok gut dafur dazu wegen betreffend bezuglich zwecks thema anliegen "
    "sagen fragen frage wissen hilfe helfen welche welcher nur noch auch halt eben denn doch schon etwas "
    "was vormittag vormittags nachmittag nachmittags abends morgens mittags wochenende beide beiden "
    "beides falsch richtig besser top super passt perfekt prima spass warte schade ach"
)
_PEOPLE = word_set(
    "frau mann ehefrau ehemann partner partnerin sohn tochter mutter vater bruder schwester freund "
    "freundin familie eltern oma opa erwachsene erwachsenen erwachsener kinder kindern zwillinge verlobte "
    "verlobter geschwister"
)
"""Who comes along; „Kind" and „Baby" stay, they tell a Kinderreisepass from a passport."""
_NUMBER_WORDS = frozenset(plain(word) for word in cardinals())
# A separable prefix at the end of its clause belongs to the verb: „ich melde mein Auto um".
_PREFIXES = word_set("an ab um aus ein zu")


@cache
def _function_words() -> frozenset[str]:
    return frozenset(fold(word) for word in load_words("funktionswoerter"))


def matter_words(text: str, now: datetime, drop: Iterable[str] = ()) -> str:
    """The words of `text` that may name a matter, as written; empty when it only speaks of the appointment.

    Taken out: dates and times seen from the local time `now`, counts, people, courtesy, words of booking,
    function words, and the names in `drop` (districts, offices), also with one typing error.

    >>> matter_words("Ich bräuchte am Montag bitte einen Termin für zwei Persos", datetime(2026, 11, 22))
    'Persos'
    """
    for span in scan(text, now):
        text = text[: span.start] + "," + " " * (span.end - span.start - 1) + text[span.end :]
    pieces = cut(text)
    named = _named(pieces, [tuple(words(name)) for name in drop])
    kept = [at for at, word in enumerate(pieces) if at not in named and _may_name(word)]
    if kept:
        kept += [at for at, word in enumerate(pieces) if word.form in _PREFIXES and _ends_clause(pieces, at)]
    return " ".join(text[pieces[at].start : pieces[at].end] for at in sorted(kept))


def _may_name(word: Word) -> bool:
    form = word.form
    if not form[0].isalpha() or len(form) < 2:
        return False
    return not (form in _BOOKING or form in _PEOPLE or form in _NUMBER_WORDS or form in _function_words())


def _ends_clause(pieces: Sequence[Word], at: int) -> bool:
    following = pieces[at + 1].form if at + 1 < len(pieces) else "."
    return at > 0 and (not following[0].isalnum() or following in ("und", "oder", "bitte", "danke"))


def _named(pieces: Sequence[Word], names: Iterable[tuple[str, ...]]) -> set[int]:
    """The places of words that belong to one of the names."""
    forms = [word.form for word in pieces]
    found: set[int] = set()
    for name in names:
        for at in range(len(forms) - len(name) + 1) if name else ():
            if all(
                _is_same(said, known) for said, known in zip(forms[at : at + len(name)], name, strict=True)
            ):
                found.update(range(at, at + len(name)))
    return found


def _is_same(said: str, known: str) -> bool:
    return said == known or (len(known) >= SHORTEST_NAME_WITH_TYPO and is_one_edit(said, known))
