"""When a guess is too unsure to act on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.fallback import FallbackRule

RULE = FallbackRule(least_confidence=0.3, least_margin=0.1, least_familiar_share=0.5)


@pytest.mark.parametrize(
    ("confidences", "familiar", "unsure"),
    [
        ([0.9, 0.05], 1.0, False),
        ([0.29, 0.01], 1.0, True),  # too little confidence
        ([0.5, 0.45], 1.0, True),  # too close a second
        ([0.9, 0.05], 0.4, True),  # gibberish, however sure
        ([0.9], 1.0, False),
        ([], 1.0, True),
    ],
)
def test_confidence_margin_and_familiarity_must_all_do(confidences, familiar, unsure):
    assert RULE.is_unsure(confidences, familiar) is unsure


@given(st.floats(0, 0.9), st.floats(0, 1))
def test_more_confidence_never_makes_unsure(confidence, second):
    if not RULE.is_unsure([confidence, second]):
        assert not RULE.is_unsure([confidence + 0.1, second])


@pytest.mark.parametrize("ranking", [[("dank", 0.49), ("nein", 0.48)], [("nein", 0.49), ("dank", 0.48)]])
def test_a_courtesy_beside_an_answer_gives_way_to_it(ranking):
    [(name, confidence), *_] = RULE.settle_courtesy([*ranking, ("lob", 0.01)])
    assert (name, round(confidence, 2)) == ("nein", 0.97)


@pytest.mark.parametrize(
    "ranking",
    [
        [("nein", 0.49), ("ja", 0.48)],  # no courtesy: it must be asked
        [("dank", 0.49), ("gruss", 0.48)],  # nothing but courtesies
        [("dank", 0.60), ("nein", 0.38)],  # clear enough
        [("dank", 0.35), ("nein", 0.34)],  # a third reading may be right
        [("dank", 0.9)],
        [],
    ],
)
def test_any_other_ranking_stays_as_it_is(ranking):
    assert RULE.settle_courtesy(ranking) == ranking


@pytest.mark.parametrize(
    ("intent", "known", "unknown"),
    [
        ("beleidigung", False, True),
        ("kein_anliegen", False, True),
        ("beleidigung", True, False),
        ("frage_allgemein", False, False),  # the search finds out
        ("notfall", False, False),  # rather believed once too often
        ("dank", False, False),  # dialect: „dankschee“
    ],
)
def test_no_insult_is_heard_in_unknown_words(intent, known, unknown):
    assert RULE.is_unknown(intent, has_known_word=known) is unknown
