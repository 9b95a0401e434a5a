"""Amounts as citizens read them."""

from datetime import datetime
from decimal import Decimal

import pytest

from knowledge.fees import euro, fee_value, fees
from knowledge.model import Gebuehr, Leistung

LAW = {"titel": "§ 1", "url": "https://www.gesetze-im-internet.de/"}
NOBODY = Leistung(id="l", titel="L")


@pytest.mark.parametrize(
    ("amount", "text"),
    [("46", "46,00 €"), ("0.5", "0,50 €"), ("1234.5", "1.234,50 €"), ("1000000", "1.000.000,00 €")],
)
def test_an_amount_is_written_as_germans_write_it(amount, text):
    assert euro(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("fee", "text"),
    [
        ({"betrag": 46}, "46,00 €"),
        ({"betrag": 46, "hinweis": "pro Jahr"}, "46,00 € (pro Jahr)"),
        ({"betrag": 10, "betrag_bis": 20}, "10,00 € bis 20,00 €"),
        ({"hinweis": "nach Aufwand"}, "nach Aufwand"),
        ({"betrag": 0, "quelle": LAW}, "kostenlos"),
        ({"betrag": 0}, None),
    ],
)
def test_a_fee_is_told_as_far_as_somebody_vouches_for_it(fee, text):
    assert fee_value(Gebuehr(bezeichnung="A", **fee), NOBODY) == text


def test_a_zero_that_nobody_vouches_for_is_left_out_and_the_rest_told():
    leistung = Leistung(
        id="l", titel="L", gebuehren=[{"bezeichnung": "A", "betrag": 0}, {"bezeichnung": "B", "betrag": 5}]
    )
    assert fees(leistung, (), datetime(2026, 11, 23)).sentences == ("B: 5,00 €.",)
