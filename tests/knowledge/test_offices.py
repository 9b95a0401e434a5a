"""Which office is responsible, and how it is shown."""

from datetime import datetime

import pytest

from knowledge.answer import Link
from knowledge.model import Dienststelle, Leistung
from knowledge.offices import (
    contact_links,
    map_link,
    page_source,
    place_card,
    responsible,
)

NOW = datetime(2026, 11, 23, 9)
MITTE = Dienststelle(
    id="mitte", titel="Bürgerservice Mitte", stadtteile=["Innenstadt"], geo={"breite": 49.49, "laenge": 8.46}
)
SUED = Dienststelle(
    id="sued", titel="Bürgerservice Süd", stadtteile=["Neckarau"], geo={"breite": 49.45, "laenge": 8.49}
)


def test_offices_come_in_the_editors_order_and_unknown_ones_are_left_out():
    leistung = Leistung(id="l", titel="L", dienststellen=["sued", "weg", "mitte"])
    assert responsible(leistung, [MITTE, SUED]) == (SUED, MITTE)


@pytest.mark.parametrize(
    ("offices", "stelle"),
    [
        ([SUED], "Bürgerservice Süd"),
        ([SUED, MITTE], "Bürgerservice Süd und eine weitere"),
        ([SUED, MITTE, MITTE], "Bürgerservice Süd und 2 weitere"),
    ],
)
def test_the_source_counts_the_other_offices_in_german(offices, stelle):
    assert page_source(Leistung(id="l", titel="L"), offices).stelle == stelle


def test_a_stadtteil_picks_the_office_that_serves_it():
    leistung = Leistung(id="l", titel="L", dienststellen=["mitte", "sued"])
    assert responsible(leistung, [MITTE, SUED], "neckarau") == (SUED,)


def test_a_double_name_is_each_of_its_parts():
    leistung = Leistung(id="l", titel="L", dienststellen=["mitte", "sued"])
    assert responsible(leistung, [MITTE, SUED], "Innenstadt/Jungbusch") == (MITTE,)


def test_a_zustaendigkeit_of_the_leistung_wins_over_the_offices_own_districts():
    leistung = Leistung(
        id="l",
        titel="L",
        dienststellen=["mitte", "sued"],
        zustaendigkeiten=[{"dienststelle": "mitte", "stadtteile": ["Neckarau"]}],
    )
    assert responsible(leistung, [MITTE, SUED], "Neckarau") == (MITTE,)


def test_a_stadtteil_that_nobody_names_leaves_all_offices():
    leistung = Leistung(id="l", titel="L", dienststellen=["mitte", "sued"])
    assert responsible(leistung, [MITTE, SUED], "Sandhofen") == (MITTE, SUED)


def test_a_card_tells_address_hours_access_and_the_way():
    amt = Dienststelle(
        id="amt",
        titel="Amt",
        anschrift={"strasse": "K 7", "plz": "68159", "ort": "Mannheim", "hinweis": "2. Stock"},
        oeffnungszeiten=[{"tage": ["mo"], "von": "08:00", "bis": "12:00"}],
        anfahrt="Straßenbahn 2, Halt Abendakademie",
        barrierefreiheit="stufenlos",
        zahlungsarten=["bar", "EC-Karte"],
        termin="nur_mit_termin",
    )
    card = place_card(amt, NOW)
    assert card.lines == ("K 7", "68159 Mannheim", "2. Stock")
    rows = {row.label: row.value for row in card.rows}
    assert rows["Öffnungszeit"] == "Jetzt geöffnet, heute bis 12 Uhr."
    assert rows["Termin"] == "nur mit Termin"
    assert rows["Anfahrt"] == "Straßenbahn 2, Halt Abendakademie"
    assert rows["Barrierefreiheit"] == "stufenlos"
    assert rows["Zahlung"] == "bar, EC-Karte"


def test_a_card_leaves_out_what_is_not_known():
    assert place_card(Dienststelle(id="amt", titel="Amt"), NOW).rows == ()


def test_a_map_needs_coordinates_or_an_address():
    assert map_link(MITTE) == "https://www.openstreetmap.org/?mlat=49.49&mlon=8.46#map=18/49.49/8.46"
    assert map_link(Dienststelle(id="x", titel="X")) is None


def test_a_telephone_number_can_be_tapped():
    amt = Dienststelle(id="amt", titel="Amt", kontakt={"telefon": "0621 293-0", "email": "amt@mannheim.de"})
    assert contact_links(amt) == (
        Link("0621 293-0 anrufen", "tel:06212930"),
        Link("amt@mannheim.de", "mailto:amt@mannheim.de"),
    )
