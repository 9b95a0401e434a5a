"""How far places are apart, and which office is nearest."""

from math import pi
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.distances import EARTH_RADIUS_KM, by_distance, distance_km, nearest_first, place_of
from knowledge.model import Dienststelle, Geo, Stadtteil
from knowledge.stadtteile import load_stadtteile

NEAR_ANTIPODES_KM = 0.001  # there the arc sine is so steep that a rounding error becomes a metre
CONTENT = Path(__file__).resolve().parents[2] / "knowledge" / "content" / "stadtteile"
STADTTEILE = {
    s.titel: s
    for s in (
        Stadtteil(id="mitte", titel="Mitte", geo={"breite": 49.49, "laenge": 8.46}),
        Stadtteil(id="ost", titel="Oststadt/Neustadt", geo={"breite": 49.48, "laenge": 8.48}),
        Stadtteil(id="sued", titel="Süd", auch_genannt=["Aue"], geo={"breite": 49.44, "laenge": 8.49}),
        Stadtteil(id="nord", titel="Nord"),
    )
}
NOWHERE = Dienststelle(id="nowhere", titel="Amt ohne Ort")
MITTE = Dienststelle(id="in-mitte", titel="Amt Mitte", stadtteile=["Mitte"])
OST = Dienststelle(
    id="in-ost", titel="Amt Ost", stadtteile=["Oststadt"], geo={"breite": 49.481, "laenge": 8.479}
)
SUED = Dienststelle(id="in-sued", titel="Amt Süd", stadtteile=["Aue", "Nord"])

places = st.builds(Geo, breite=st.floats(-90, 90), laenge=st.floats(-180, 180))


@given(places, places)
def test_there_and_back_is_the_same_way(a, b):
    assert distance_km(a, b) == distance_km(b, a)


@given(places)
def test_a_place_is_not_away_from_itself(place):
    assert distance_km(place, place) == 0


@given(places, places, places)
def test_no_detour_is_shorter(a, b, c):
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + NEAR_ANTIPODES_KM


@given(places, places)
def test_nothing_is_farther_than_the_other_side_of_the_earth(a, b):
    assert 0 <= distance_km(a, b) <= EARTH_RADIUS_KM * pi + NEAR_ANTIPODES_KM


def test_a_tenth_of_a_degree_north_is_eleven_kilometres():
    a, b = Geo(breite=49.4, laenge=8.4), Geo(breite=49.5, laenge=8.4)
    assert distance_km(a, b) == pytest.approx(11.12, abs=0.01)


def test_from_the_pole_to_the_equator_it_is_a_quarter_of_the_way_around():
    quarter = 2 * pi * EARTH_RADIUS_KM / 4
    for laenge in (-180, 0, 8.46):
        pole, equator = Geo(breite=90, laenge=0), Geo(breite=0, laenge=laenge)
        assert distance_km(pole, equator) == pytest.approx(quarter)


def test_an_office_is_where_its_coordinates_say_else_in_its_first_stadtteil():
    assert place_of(OST, STADTTEILE) == OST.geo
    assert place_of(SUED, STADTTEILE) == STADTTEILE["Süd"].geo
    assert place_of(NOWHERE, STADTTEILE) is None
    assert place_of(Dienststelle(id="n", titel="N", stadtteile=["Nord"]), STADTTEILE) is None


def test_the_nearest_office_comes_first_and_unknown_places_come_last():
    place = Geo(breite=49.485, laenge=8.475)
    assert by_distance(place, [NOWHERE, SUED, MITTE, OST], STADTTEILE) == [OST, MITTE, SUED, NOWHERE]


def test_offices_at_the_same_distance_keep_their_order():
    again = MITTE.model_copy(update={"id": "again"})
    place = Geo(breite=49.4, laenge=8.4)
    assert by_distance(place, [again, MITTE], STADTTEILE) == [again, MITTE]
    assert by_distance(place, [MITTE, again]) == [MITTE, again]


def test_an_office_of_the_stadtteil_comes_before_a_nearer_one():
    far = Dienststelle(id="far", titel="Amt", stadtteile=["Neustadt"], geo={"breite": 49.40, "laenge": 8.40})
    assert nearest_first("Oststadt/Neustadt", [MITTE, far, SUED], STADTTEILE) == [far, MITTE, SUED]


def test_any_name_of_a_stadtteil_will_do():
    for name in ("Süd", "Aue", "aue"):
        assert nearest_first(name, [MITTE, OST, SUED], STADTTEILE) == [SUED, OST, MITTE]


def test_a_stadtteil_without_a_place_only_puts_its_own_office_first():
    assert nearest_first("Nord", [MITTE, OST, SUED], STADTTEILE) == [SUED, MITTE, OST]


def test_a_stadtteil_that_nobody_knows_changes_nothing():
    assert nearest_first("Atlantis", [SUED, OST, MITTE], STADTTEILE) == [SUED, OST, MITTE]


@given(st.permutations([NOWHERE, MITTE, OST, SUED]), st.sampled_from([*STADTTEILE, "Aue", "Atlantis"]))
def test_no_office_is_lost(offices, name):
    assert sorted(o.id for o in nearest_first(name, offices, STADTTEILE)) == sorted(o.id for o in offices)


def test_every_stadtteil_of_the_content_lies_in_the_city():
    """Mannheim is about 20 km long: no centre of a Stadtteil is farther than 12 km from the Paradeplatz."""
    paradeplatz = Geo(breite=49.487, laenge=8.466)
    stadtteile = load_stadtteile(CONTENT)
    far = {t: s.geo for t, s in stadtteile.items() if s.geo is None or distance_km(paradeplatz, s.geo) > 12}
    assert len(stadtteile) == 17
    assert far == {}
