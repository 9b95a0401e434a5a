"""Equal content has equal hashes."""

from datetime import UTC, datetime

from knowledge.model import Leistung
from knowledge.rows import columns_of, content_hash, document_of, kind_of


def test_the_hash_follows_the_content_and_not_the_way_it_was_written():
    one = Leistung(
        id="l", titel="L", gebuehren=[{"bezeichnung": "A", "betrag": 46, "quelle": {"titel": "Q"}}]
    )
    same = Leistung(
        id="l", titel=" L ", gebuehren=[{"quelle": {"titel": "Q"}, "betrag": "46.00", "bezeichnung": "A"}]
    )
    other = Leistung(
        id="l", titel="L", gebuehren=[{"bezeichnung": "A", "betrag": 47, "quelle": {"titel": "Q"}}]
    )
    assert content_hash(one) == content_hash(same)
    assert content_hash(one) != content_hash(other)


def test_a_document_says_only_what_differs_from_the_usual():
    assert document_of(Leistung(id="l", titel="L", geprueft=True)) == {
        "id": "l",
        "titel": "L",
        "geprueft": True,
    }


def test_the_columns_to_search_by_follow_from_the_entry():
    keys = ["99008001000000", "99008001000001"]
    columns = columns_of(Leistung(id="l", titel="L", leika=keys), datetime(2026, 11, 22, tzinfo=UTC))
    assert columns["leika"] == "99008001000000 99008001000001"
    assert columns["external_id"] == "l"
    assert kind_of(Leistung) == "leistung"
