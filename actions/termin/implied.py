"""A booking that nobody calls so: „Personalausweis, Freitag 8 Uhr", or „Freitag" after an answer."""

from __future__ import annotations

import re
from datetime import date, timedelta

from actions.termin.belonging import APART
from actions.termin.bureau import Bureau
from actions.termin.contribution import Contribution
from actions.termin.matters import Named, find_matter
from actions.termin.offices import office_names, place_names
from actions.termin.wishes import first_day, is_past
from actions.thema import PLACE_ASPECTS
from booking.model import Catalogue
from nlu.termin.remainder import matter_words
from nlu.termin.turns import asks_for_facts

# What such a sentence may be taken for; these acts ask for something else.
_ASKING = re.compile(
    r"frage_(?:gebuehr|unterlagen|oeffnungszeit|dauer|frist|voraussetzung|kontakt)|termin_.*"
)
_COMES = re.compile(r"\b(?:vorbei)?komm(?:en|e)\b", re.IGNORECASE)
# „Ja, buchen" to an answer about something that can be booked.
_BOOK_IT = re.compile(
    r"^\W*(?:(?:ja|okay|ok|gern|gerne|gut|dann|bitte|jetzt|also|sehr|das|den|einen?|mal)\W+)*"
    r"(?:buchen|reservieren|vereinbaren|ausmachen)(?:\W+bitte)?\W*$",
    re.IGNORECASE,
)
# A place by itself is said in a few words, and „und in Neckarau?" goes on with the question before.
FEW = 4
_ONE_MORE = re.compile(
    r"\b(?:brauch|bräucht|hätt|möcht|will|woll)\w*\b.*\bnoch ?(?:mal |einmal )?(?:so )?einen\b"
    r"(?=\s*(?:[,.!]|bitte|für|$))",
    re.IGNORECASE,
)
# „Bis Donnerstag!", „Morgen." greet.
_GREETS = re.compile(
    r"^\W*(?:bis \w+|guten? (?:morgen|abend|tag|mittag)|abend|mittag|tschüs\w*|ciao)\W*$", re.IGNORECASE
)
_GOES_ON = re.compile(r"^\W*(?:und|oder|auch)\b", re.IGNORECASE)
_FREE_WHENEVER = ("anywhere", "any_time", "nearer")
# Nobody says in spring when he will come to the Amt in autumn; a wedding or a journey is then.
FARTHEST = timedelta(days=120)


def implies_a_booking(bureau: Bureau, catalogue: Catalogue, said: Contribution) -> bool:
    """Whether the sentence is the first of a booking though it names none.

    Either it names a bookable Leistung and when, and nothing else; or the conversation is about a bookable
    Leistung and the sentence holds nothing but a time or a place.
    """
    if not said.text or said.intent in APART or said.asks or said.abort:
        return False
    if said.choice is not None and said.choice.kind == "position":  # „ja, der erste" of nothing offered
        return False
    if asks_for_facts(said.text) or _GREETS.match(said.text):
        return False
    comes = _COMES.search(said.text) is not None
    if "?" in said.text and _ASKING.fullmatch(said.intent) and not comes:
        return False
    now = bureau.wall_time()
    names = (*place_names(bureau, said.stadtteile), *office_names(bureau, catalogue, said.offices))
    has_time = bool(said.wish.wanted) and not is_past(said.wish, now) and _is_soon(said, now.date())
    sought = matter_words(said.text, now, names)
    match find_matter(bureau, catalogue, said.text, names):
        case Named():
            knows_all = not bureau.desk.catalogue.find(sought).unknown_terms
            at_once = said.wish.earliest and (said.names_a_place or said.shift("anywhere"))
            return (has_time or bool(at_once)) and knows_all and (comes or not _ASKING.fullmatch(said.intent))
        case None if {said.topic, *said.topics} & catalogue.leistungen.keys():
            says_when = has_time or said.impossible or said.wish.exclude or said.wish.earliest
            may_come = (
                says_when
                or said.shift(*_FREE_WHENEVER)
                or asks_for_one_more(said)
                or _BOOK_IT.match(said.text)
                or (comes and len(said.text.split()) <= FEW)
            )
            return not _asks_on(said) and bool(may_come or _is_only_a_place(said))
        case _:
            return False


def asks_for_one_more(said: Contribution) -> bool:
    """„Ich brauche noch einen für meinen Bruder": another appointment of the same kind."""
    return _ONE_MORE.search(said.text) is not None


def _is_soon(said: Contribution, today: date) -> bool:
    first = first_day(said.wish)
    return first is None or first <= today + FARTHEST


def _asks_on(said: Contribution) -> bool:
    """„Und am Samstag?" after the opening hours asks for those of Saturday."""
    asks = "?" in said.text or _GOES_ON.match(said.text) is not None
    return said.asked_before in PLACE_ASPECTS and asks


def _is_only_a_place(said: Contribution) -> bool:
    asks = "?" in said.text or _GOES_ON.match(said.text) or said.asked_before in PLACE_ASPECTS
    return said.names_a_place and not asks and len(said.text.split()) <= FEW
