"""Folded spelling, and words led back from one typing error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.sentence_patterns import swap_letters
from nlu.spelling import Speller, fold, is_one_edit, words

WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=14)


@pytest.mark.parametrize("spelling", ["Gebühr", "GEBÜHR", "gebuehr", "gebuhr", "Gebu\u0308hr"])
def test_a_word_is_the_same_in_every_spelling_of_its_umlaut(spelling):
    assert fold(spelling) == "gebuhr"


@pytest.mark.parametrize("word", ["neue", "steuer", "quelle", "bauen"])
def test_ue_after_a_vowel_is_no_umlaut(word):
    assert fold(word) == word


def test_drawn_out_letters_count_once():
    assert words("Halloooo!!!") == ["hallo"]


def test_an_apostrophe_stays_in_its_word():
    assert words("Wie geht’s?") == ["wie", "geht's"]


@given(WORD)
def test_folding_twice_changes_nothing_more(word):
    assert fold(fold(word)) == fold(word)


@given(WORD, st.randoms(use_true_random=False))
def test_one_typing_error_is_one_edit(word, rng):
    mistyped = swap_letters(word, rng)
    assert mistyped == word or is_one_edit(word, mistyped)


@pytest.mark.parametrize("mistyped", ["gebur", "gebhur", "gebuhhr", "gebukr"])
def test_a_word_with_one_error_is_led_back(mistyped):
    assert Speller({"gebuhr": 10}).correct(mistyped) == "gebuhr"


def test_a_right_word_is_left_alone_even_beside_a_known_one():
    assert Speller({"masse": 10}, known={"messe"}).correct("messe") == "messe"


def test_the_commoner_of_two_candidates_wins():
    assert Speller({"kasten": 1, "kosten": 9}).correct("ksten") == "kosten"


def test_short_words_and_numbers_are_not_guessed_at():
    assert Speller({"perso": 3, "2024": 3}).correct_all(["per", "2025"]) == ["per", "2025"]
