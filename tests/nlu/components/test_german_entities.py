"""Dates, choices, persons and districts as entities of a message."""

from datetime import datetime

import pytest
from rasa.shared.nlu.training_data.message import Message

from nlu.components.german_entities import GermanEntities, read_stadtteile
from nlu.stadtteile import Stadtteile

NOW = datetime(2026, 11, 23, 9, 0)  # a Monday


@pytest.fixture
def extractor():
    return GermanEntities(Stadtteile.of({"Neckarau": []}), lambda: NOW)


def entities(extractor: GermanEntities, text: str) -> dict[str, object]:
    [message] = extractor.process([Message.build(text=text)])
    return {entity["entity"]: entity["value"] for entity in message.get("entities", [])}


def test_all_kinds_are_found_in_one_sentence(extractor):
    found = entities(extractor, "Das zweite, am Dienstag in Neckarau für zwei Personen")
    assert found["choice"] == "2"
    assert found["stadtteil"] == "Neckarau"
    assert found["anzahl"] == 2
    assert found["datum"]["from"] == "2026-11-24T00:00:00"


def test_a_sentence_without_any_has_no_entities(extractor):
    assert entities(extractor, "Was kostet ein Pass?") == {}


def test_entities_that_are_there_already_stay(extractor):
    message = Message.build(text="in Neckarau")
    message.set("entities", [{"entity": "leistung", "value": "perso"}])
    extractor.process([message])
    assert [entity["entity"] for entity in message.get("entities")] == ["leistung", "stadtteil"]


def test_districts_come_from_the_content(tmp_path):
    (tmp_path / "kaefertal.yml").write_text("titel: Käfertal\nauch_genannt: [Franklin]\n", encoding="utf-8")
    assert read_stadtteile(tmp_path).find("auf Franklin") == ["Käfertal"]
    assert read_stadtteile(tmp_path / "missing").find("auf Franklin") == []


def test_the_component_is_made_from_its_configuration(storage, resource, context):
    config = GermanEntities.get_default_config()
    extractor = GermanEntities.create(config, storage, resource, context)
    assert "datum" in entities(extractor, "morgen")
