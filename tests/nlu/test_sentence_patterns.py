"""The notation for many ways of saying one thing."""

import random

import pytest

from nlu.sentence_patterns import (
    Decks,
    ListName,
    PatternError,
    count,
    draw,
    expand,
    parse,
    swap_letters,
    with_articles,
)

LISTS = {"sache": ["Pass", "Perso"]}


def test_choices_optional_parts_and_lists_expand():
    pattern = parse("[bitte ](was|wie viel) kostet {sache}")
    expanded = expand(pattern, LISTS)
    assert "bitte was kostet Pass" in expanded
    assert "wie viel kostet Perso" in expanded
    assert len(expanded) == count(pattern, LISTS) == 8


@pytest.mark.parametrize("broken", ["(a|b", "a)", "[a", "{Sache}", "(a]"])
def test_a_broken_pattern_says_what_is_wrong(broken):
    with pytest.raises(PatternError, match="„"):
        parse(broken)


def test_an_unknown_list_is_named():
    with pytest.raises(PatternError, match="fehlt_hier"):
        draw(parse("{fehlt_hier}"), Decks(LISTS, random.Random(1)))


def test_a_deck_gives_every_entry_before_one_comes_back():
    decks = Decks({"zahl": ["1", "2", "3"]}, random.Random(1))
    assert sorted(decks.draw(ListName("zahl")) for _ in range(3)) == ["1", "2", "3"]


def test_nouns_get_their_articles():
    lists = with_articles("sache", {"m": ["Pass"], "p": ["Urkunden"]})
    assert lists["sache_ein_akk"] == ["einen Pass", "Urkunden"]


def test_a_typing_error_changes_a_word_but_not_its_first_letter():
    for seed in range(50):
        mistyped = swap_letters("Ausweis", random.Random(seed))
        assert mistyped[0] == "A"
        assert abs(len(mistyped) - 7) <= 1
