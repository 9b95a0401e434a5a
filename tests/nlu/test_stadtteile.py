"""Districts by the names of the content."""

import pytest

from nlu.stadtteile import Stadtteile

STADTTEILE = Stadtteile.of(
    {
        "Käfertal": ["Franklin"],
        "Neckarstadt-Ost": ["Herzogenried", "Neckarstadt Ost"],
        "Innenstadt/Jungbusch": ["Quadrate"],
        "Rheinau": [],
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gibt es in Kaefertal ein Amt?", ["Käfertal"]),
        ("im jungbusch", ["Innenstadt/Jungbusch"]),
        ("in der Neckarstadt-Ost", ["Neckarstadt-Ost"]),
        ("Herzogenried oder Franklin", ["Neckarstadt-Ost", "Käfertal"]),
        ("in Käfrtal", ["Käfertal"]),
        ("im Käfertaler Bürgerservice", ["Käfertal"]),
        ("rheinauer", ["Rheinau"]),
        ("der Rheiner Weg", []),
        ("am Rhein", []),
        ("", []),
    ],
)
def test_districts_are_found_in_any_spelling(text, found):
    assert STADTTEILE.find(text) == found


def test_without_names_nothing_is_found():
    assert Stadtteile.of({}).find("in Neckarau") == []
