"""The fallback as a component."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from nlu.components.act_classifier import FAMILIAR_SHARE, HAS_KNOWN_WORD
from nlu.components.calibrated_fallback import CalibratedFallback

CONFIG = {"least_confidence": 0.3, "least_margin": 0.05, "least_familiar_share": 0.5}


def message(*confidences: float, familiar: float = 1.0) -> Message:
    ranking = [{"name": f"intent_{at}", "confidence": value} for at, value in enumerate(confidences)]
    data = {
        "text": "x",
        "intent": ranking[0] if ranking else {},
        "intent_ranking": ranking,
        FAMILIAR_SHARE: familiar,
    }
    return Message(data)


@pytest.fixture
def fallback(storage, resource, context):
    return CalibratedFallback.create(CONFIG, storage, resource, context)


def test_a_sure_guess_stays(fallback):
    [judged] = fallback.process([message(0.8, 0.1)])
    assert judged.get("intent")["name"] == "intent_0"


@pytest.mark.parametrize(
    "unsure", [message(0.2, 0.1), message(0.5, 0.48), message(0.9, familiar=0.1), message()]
)
def test_an_unsure_guess_becomes_the_fallback_and_stays_second(fallback, unsure):
    guesses = unsure.get("intent_ranking")
    [judged] = fallback.process([unsure])
    assert judged.get("intent")["name"] == "nlu_fallback"
    assert judged.get("intent_ranking")[1:] == guesses


def test_thanks_beside_an_answer_are_no_doubt(fallback):
    unsure = message(0.49, 0.48)
    unsure.get("intent_ranking")[0]["name"] = "dank"
    [judged] = fallback.process([unsure])
    assert judged.get("intent") == {"name": "intent_1", "confidence": 0.97}
    assert judged.get("intent_ranking") == [judged.get("intent")]


def test_a_guess_from_unknown_words_alone_becomes_the_fallback(fallback):
    unknown = message(0.9, 0.05)
    unknown.get("intent_ranking")[0]["name"] = "beleidigung"
    unknown.set(HAS_KNOWN_WORD, False)
    [judged] = fallback.process([unknown])
    assert judged.get("intent")["name"] == "nlu_fallback"
