"""The classifier as a component of Rasa's graph: trained, stored, loaded, with both German pipelines."""

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.act_classifier import FAMILIAR_SHARE, ActClassifier
from nlu.components.german_pipeline import load_german_pipeline

DATA = TrainingData(
    [
        Message.build(text=text, intent=intent)
        for intent, texts in {
            "frage_gebuehr": [
                "Was kostet ein Pass",
                "Wie teuer ist das",
                "Welche Gebühr fällt an",
                "Preis Perso",
            ],
            "gruss": ["Hallo", "Servus zusammen", "Guten Tag", "Moin"],
        }.items()
        for text in texts
    ]
)
CONFIG = ActClassifier.get_default_config()


@pytest.fixture
def trained(storage, resource, context):
    component = ActClassifier.create(CONFIG, storage, resource, context)
    component.train(DATA)
    return ActClassifier.load(CONFIG, storage, resource, context)


def test_a_loaded_classifier_sets_intent_and_ranking(trained):
    [message] = trained.process([Message.build(text="was kostet ein neuer Ausweis?")])
    assert message.get("intent")["name"] == "frage_gebuehr"
    assert [intent["name"] for intent in message.get("intent_ranking")] == ["frage_gebuehr", "gruss"]
    assert 0 < message.get(FAMILIAR_SHARE) <= 1
    assert {"intent", "intent_ranking"} <= message.as_dict(only_output_properties=True).keys()


@pytest.mark.usefixtures("fresh_pipeline")
def test_a_model_without_vectors_answers_without_loading_the_pipeline(trained):
    load_german_pipeline.cache_clear()
    loaded = ActClassifier.load(CONFIG, trained._model_storage, trained._resource, None)
    loaded.process([Message.build(text="was kostet das")])
    assert load_german_pipeline.cache_info().currsize == 0


def test_without_training_a_message_stays_as_it_is(storage, resource, context):
    component = ActClassifier.load(CONFIG, storage, resource, context)
    [message] = component.process([Message.build(text="Hallo")])
    assert not message.get("intent_ranking")


def test_without_sentences_training_stores_nothing_and_does_not_fail(storage, resource, context):
    ActClassifier.create(CONFIG, storage, resource, context).train(TrainingData([]))


@pytest.mark.usefixtures("fresh_pipeline")
def test_the_fallback_pipeline_is_in_the_fingerprint():
    assert ActClassifier.fingerprint_addon(CONFIG).startswith("blank:de")


def test_the_installed_model_is_in_the_fingerprint_and_its_vectors_in_the_ranking(
    installed_model, storage, resource, context
):
    assert ActClassifier.fingerprint_addon(CONFIG) == installed_model
    ActClassifier.create(CONFIG, storage, resource, context).train(DATA)
    loaded = ActClassifier.load(CONFIG, storage, resource, context)
    [message] = loaded.process([Message.build(text="was kostet das")])
    assert message.get("intent")["name"] == "frage_gebuehr"
    assert loaded.uses_vectors


def test_a_model_with_vectors_has_its_pipeline_before_the_first_turn(
    installed_model, storage, resource, context
):
    ActClassifier.create(CONFIG, storage, resource, context).train(DATA)
    load_german_pipeline.cache_clear()
    ActClassifier.load(CONFIG, storage, resource, context)
    assert load_german_pipeline().name == installed_model
    assert load_german_pipeline.cache_info().misses == 1
    assert load_german_pipeline.cache_info().hits == 1
