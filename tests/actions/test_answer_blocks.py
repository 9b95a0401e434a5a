"""An answer as blocks: what it is about is always named once."""

import pytest

from actions.answer_blocks import answer_blocks
from knowledge.answer import Answer, Item, Listing

PARKEN = "Bewohnerparkausweis nach Verlust"


def blocks(title):
    said = Answer("gebuehr", PARKEN, parts=(Listing((Item("10 Euro"),), title=title),))
    return answer_blocks(said, "leistung", "parken")


def test_a_list_without_a_title_bears_the_name_of_what_it_is_about():
    (only,) = blocks(None)
    assert only.title == PARKEN


def test_a_list_with_a_title_of_its_own_stands_below_the_name():
    name, table = blocks("Nachdruck")
    assert name.text == f"{PARKEN}:"
    assert table.title == "Nachdruck"


@pytest.mark.parametrize("title", ["Bewohnerparkausweis", PARKEN])
def test_a_title_that_is_part_of_the_name_is_enough(title):
    (only,) = blocks(title)
    assert only.title == title
