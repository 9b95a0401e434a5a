"""Which office is meant."""

import pytest

from actions.termin.offices import (
    in_order,
    named_offices,
    offices_for,
    offices_in,
    offices_near,
    place_names,
)
from booking.model import Item
from tests.actions.termin.town import AUSWEIS


@pytest.fixture
async def catalogue(bureau):
    return await bureau.port.catalogue()


def test_an_office_serves_when_it_books_everything_wanted(catalogue):
    assert offices_for(catalogue, AUSWEIS) == ("mitte", "neckarau")
    assert offices_for(catalogue, (*AUSWEIS, Item("wohnsitz"))) == ("mitte",)
    assert offices_for(catalogue, (*AUSWEIS, Item("heirat"))) == ()


@pytest.mark.parametrize(
    ("sentence", "offices"),
    [
        ("ins Bürgerservice Neckarau", ("neckarau",)),
        ("bei K 7", ("mitte",)),
        ("im standesamt bitte", ("standesamt",)),
        ("Bürgerservice Mitte oder Bürgerservice Neckarau", ("mitte", "neckarau")),
        ("im Bürgerservice", ()),
        ("auf dem Mond", ()),
    ],
)
def test_an_office_is_known_by_the_names_that_are_its_own(bureau, catalogue, sentence, offices):
    assert named_offices(bureau, catalogue, sentence) == offices


def test_a_stadtteil_has_the_offices_that_lie_in_it(bureau):
    assert offices_in(bureau, "Neckarau", ("mitte", "neckarau")) == ("neckarau",)
    assert offices_in(bureau, "neckarau", ("mitte",)) == ()
    assert offices_in(bureau, "Atlantis", ("mitte", "neckarau")) == ()


def test_where_a_stadtteil_has_no_office_the_nearest_one_serves(bureau):
    assert offices_near(bureau, "Almenhof", ("mitte", "neckarau")) == ("neckarau",)
    assert offices_near(bureau, "Sandhofen", ("neckarau", "mitte")) == ("mitte",)


def test_offices_stand_by_distance(bureau):
    assert in_order(bureau, "Neckarau", ("mitte", "standesamt", "neckarau")) == (
        *("neckarau", "standesamt", "mitte"),
    )


def test_without_a_place_or_with_one_that_nobody_knows_the_order_stays(bureau):
    assert in_order(bureau, None, ("neckarau", "mitte")) == ("neckarau", "mitte")
    assert in_order(bureau, "Atlantis", ("neckarau", "mitte")) == ("neckarau", "mitte")


def test_an_office_that_the_catalogue_does_not_have_comes_last(bureau):
    assert in_order(bureau, "Neckarau", ("fremd", "mitte", "neckarau")) == ("neckarau", "mitte", "fremd")


def test_all_names_of_a_place_are_told(bureau):
    assert "Neckarau" in place_names(bureau, ["neckarau"])
    assert place_names(bureau, ["Atlantis"]) == []
