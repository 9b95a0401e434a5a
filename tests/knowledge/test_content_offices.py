"""The city's own offices: each Bürgerservice is found by its Stadtteil, and the nearer one is known."""

from datetime import time
from pathlib import Path

import pytest

from knowledge.catalogue import dienststelle_entry, leistung_entry
from knowledge.distances import nearest_first, place_of
from knowledge.importers.yaml import read_content
from knowledge.search import Index
from knowledge.stadtteile import load_stadtteile
from knowledge.terminvergabe import read_terminvergabe

CONTENT = Path(__file__).resolve().parents[2] / "knowledge" / "content"
EVERYWHERE = "buergerservice"  # „alle Standorte“
KATALOG = read_content(CONTENT)[0]
STADTTEILE = load_stadtteile(CONTENT / "stadtteile")
OFFICES = {office.id: office for office in KATALOG.dienststellen}
BUERGERSERVICES = {id_: o for id_, o in OFFICES.items() if id_.startswith(f"{EVERYWHERE}-")}
TERMINE = read_terminvergabe(CONTENT)[0]


@pytest.fixture(scope="module")
def index():
    entries = [leistung_entry(leistung) for leistung in KATALOG.leistungen]
    return Index.build([*entries, *(dienststelle_entry(office) for office in OFFICES.values())])


@pytest.mark.parametrize(
    "question",
    [
        "Wo ist das Bürgeramt?",
        "Wann hat das Bürgerbüro auf?",
        "Bürgerservice",
        "Telefonnummer der Meldebehörde bitte, also vom Bürgeramt",
    ],
)
def test_a_question_without_a_stadtteil_is_about_all_sites(index, question):
    assert index.find(question).matches[0].id == EVERYWHERE


@pytest.mark.parametrize("question", ["Wo ist das Bürgerbüro in {}?", "Bürgeramt {}", "Bürgerservice {}"])
def test_a_stadtteil_leads_to_its_own_site(index, question):
    wrong = {}
    for id_, office in BUERGERSERVICES.items():
        name = "Neckarstadt" if id_.endswith("neckarstadt") else office.stadtteile[0]
        found = index.find(question.format(name)).matches[0].id
        if found != id_:
            wrong[name] = found
    assert wrong == {}


def test_a_leistung_in_a_stadtteil_is_still_the_leistung(index):
    assert index.find("Personalausweis in Neckarau beantragen").matches[0].id == "personalausweis"
    assert index.find("Wohnsitz ummelden in Feudenheim").matches[0].id == "wohnsitz-ummelden"


def test_of_every_site_it_is_known_where_it_lies():
    assert [id_ for id_, office in BUERGERSERVICES.items() if place_of(office, STADTTEILE) is None] == []


def test_no_site_claims_more_than_its_sources_say():
    """Hours of these sites are only known from long ago; so the card names none, and the 115 instead."""
    for office in BUERGERSERVICES.values():
        assert not office.geprueft
        assert office.quelle is not None
        assert office.kontakt is not None
        assert office.kontakt.telefon == "115"
        assert office.oeffnungszeiten == ()


def offered(leistung):
    return [OFFICES[slug] for slug in TERMINE.leistungen[leistung].stellen]


@pytest.mark.parametrize(
    ("stadtteil", "first"),
    [
        ("Neckarau", "buergerservice-neckarau"),
        ("Almenhof", "buergerservice-neckarau"),
        ("Neckarstadt-Ost", "buergerservice-neckarstadt"),
        ("Innenstadt/Jungbusch", "buergerservice-k7"),
        ("Waldhof", "buergerservice-waldhof"),
    ],
)
def test_an_appointment_is_offered_in_the_stadtteil_or_as_near_as_can_be(stadtteil, first):
    assert nearest_first(stadtteil, offered("personalausweis"), STADTTEILE)[0].id == first


def test_near_the_schwetzingerstadt_the_middle_comes_before_the_outskirts():
    order = [o.id for o in nearest_first("Schwetzingerstadt", offered("personalausweis"), STADTTEILE)]
    assert set(order[:2]) == {"buergerservice-zentrum-sued", "buergerservice-k7"}
    assert order.index("buergerservice-neckarau") < order.index("buergerservice-sandhofen")


def test_the_calendar_of_the_content_is_an_example():
    assert not TERMINE.geprueft
    assert set(BUERGERSERVICES) <= set(TERMINE.stellen)


def test_where_no_address_is_known_the_booking_says_who_tells_it():
    silent = [
        id_ for id_, stelle in TERMINE.stellen.items() if not OFFICES[id_].anschrift and not stelle.hinweis
    ]
    assert silent == []


@pytest.mark.parametrize("office", ["buergerservice-k7", "buergerservice-neckarau"])
def test_the_example_has_afternoons_on_three_days_a_week(office):
    afternoons = {tag for z in TERMINE.stellen[office].zeiten if z.bis > time(17) for tag in z.tage}
    assert len(afternoons) >= 3


def test_as_many_as_may_be_booked_at_once_fit_into_one_appointment():
    longest = TERMINE.standard.hoechstdauer
    too_long = {s: e.dauer * e.hoechstens for s, e in TERMINE.leistungen.items()}
    assert {slug: minutes for slug, minutes in too_long.items() if minutes > longest} == {}
