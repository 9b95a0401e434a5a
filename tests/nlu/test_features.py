"""What the classifier sees of a sentence."""

from nlu.features import word_pieces, word_sequences


def test_a_whole_sentence_differs_from_its_part():
    assert "^ ja $" in word_sequences(["ja"])
    assert "^ ja $" not in word_sequences(["ja", "bitte"])


def test_compounds_share_pieces_with_their_parts():
    assert set(word_pieces(["hundesteuer"])) & set(word_pieces(["steuer"])) >= {"steue", "euer "}


def test_no_words_have_no_pieces_and_only_the_ends_of_a_sentence():
    assert word_pieces([]) == []
    assert word_sequences([]) == ["^ $"]
