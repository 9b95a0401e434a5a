"""Which Leistung a sentence is about."""

import pytest

from actions.thema import Ambiguous, Likely, Missing, NotFound, Thema, find_thema
from knowledge.search import Match, SearchResult

BEFORE = Thema("leistung", "reisepass")


def found(decision, *scores, terms=("wort",), unknown=(), kind="leistung"):
    matches = tuple(Match(f"m{n}", kind, f"Titel {n}", score) for n, score in enumerate(scores))
    return lambda query: SearchResult(query, matches, decision, terms, unknown)


def test_what_was_found_replaces_what_was_talked_about():
    assert find_thema("Hundesteuer", "gebuehr", BEFORE, found("answer", 0.8)) == Thema("leistung", "m0")


def test_without_a_topic_of_its_own_a_sentence_keeps_the_one_before():
    assert find_thema("Was kostet das?", "gebuehr", BEFORE, found("none", terms=())) == BEFORE
    assert find_thema("Was kostet das?", "gebuehr", None, found("none", terms=())) == Missing()


def test_a_case_is_no_topic():
    answer = found("answer", 0.9, terms=("kinder",))
    assert find_thema("Und was kostet das für Kinder?", "gebuehr", BEFORE, answer) == BEFORE


def test_an_unknown_topic_is_not_taken_for_the_one_before():
    nothing = found("none", terms=("raumschiff",), unknown=("raumschiff",))
    assert find_thema("Und was kostet das Raumschiff?", "gebuehr", BEFORE, nothing) == NotFound()


@pytest.mark.parametrize(("rival", "kind"), [(0.655, Likely), (0.666, Ambiguous), (0.668, Ambiguous)])
def test_a_small_lead_is_answered_with_the_others_beside_it_and_none_is_asked(rival, kind):
    outcome = find_thema("Wort", "allgemein", None, found("clarify", 2 / 3, rival))
    assert isinstance(outcome, kind)


def test_weak_matches_are_never_answered():
    assert isinstance(find_thema("Wort", "allgemein", None, found("clarify", 0.45, 0.44)), Ambiguous)


def test_for_a_place_the_only_office_is_meant():
    matches = (
        Match("fundsachen", "leistung", "Fundsachen", 0.8),
        Match("fundbuero", "dienststelle", "Fundbüro", 0.79),
    )
    result = SearchResult("", matches, "clarify", ("fundbüro",), ())
    assert find_thema("Wo ist das Fundbüro?", "ort", None, lambda _: result) == Thema(
        "dienststelle", "fundbuero"
    )


def test_what_was_talked_about_settles_which_of_several_is_meant():
    before = Thema("leistung", "m2")
    assert (
        find_thema("Kostet das Anmelden was?", "gebuehr", before, found("clarify", 0.6, 0.59, 0.58)) == before
    )
