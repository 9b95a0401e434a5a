"""Words that could be German, and those that could not."""

import pytest

from nlu.plausibility import familiar_share, is_plausible, letter_sequences

# Every sequence that the test needs, often enough to count as German.
KNOWN = [prefix + word for word in ("fischerei", "fischen", "schein", "reise") for prefix in "abcdefghij"]
SEQUENCES = letter_sequences([*KNOWN, *["fischerei", "schein", "reise"] * 8])


def test_a_compound_of_known_parts_is_plausible():
    assert is_plausible("fischereischein", SEQUENCES)


@pytest.mark.parametrize("gibberish", ["asdfgh", "xkcd", "你好吗", "привет"])
def test_gibberish_and_other_scripts_are_not(gibberish):
    assert not is_plausible(gibberish, SEQUENCES)


def test_numbers_always_are():
    assert is_plausible("68159", SEQUENCES)


def test_the_share_counts_letters_and_an_empty_text_has_none():
    assert familiar_share(["schein", "xqzwkv"], {"schein"}, SEQUENCES) == 0.5
    assert familiar_share([], set(), SEQUENCES) == 0.0
