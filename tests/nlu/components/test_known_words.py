"""The common words of German."""

from nlu.components.known_words import common_words


def test_common_words_are_folded_and_rare_misspellings_are_out():
    words = common_words()
    assert {"gebuhr", "strasse", "heute"} <= words
    assert "gebhür" not in words
    assert 50_000 < len(words) < 200_000
