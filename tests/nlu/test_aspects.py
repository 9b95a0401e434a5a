"""Words that name an aspect."""

import pytest

from nlu.aspects import named_aspect


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("Wie teuer ist der Pass express?", "gebuehr"),
        ("Bewohnerparkausweis nach Verlust Kosten", "gebuehr"),
        ("Nachweise für den Kitaplatz", "unterlagen"),
        ("Reisepass", None),
        ("", None),
    ],
)
def test_a_word_tells_the_aspect(text, aspect):
    assert named_aspect(text) == aspect
