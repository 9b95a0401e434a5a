from __future__ import annotations

from typing import get_args

from conversations.masking import mask
from conversations.placeholders import Kind, placeholder, without_placeholders


def test_a_placeholder_is_no_part_of_the_question():
    assert without_placeholders("Ich bin [Name], [Telefon]. Was kostet das?") == "Ich bin,. Was kostet das?"


def test_a_text_of_placeholders_alone_stays():
    assert without_placeholders("[Telefon] [E-Mail]") == "[Telefon] [E-Mail]"


def test_other_brackets_are_the_citizens_own():
    assert without_placeholders("Fax [alt] und [neu]") == "Fax [alt] und [neu]"


def test_every_kind_has_a_placeholder_that_masking_leaves_alone():
    for kind in get_args(Kind):
        assert mask(placeholder(kind)) == placeholder(kind)
        assert without_placeholders(f"a {placeholder(kind)} b") == "a b"
