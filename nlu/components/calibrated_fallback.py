"""Rasa component: `nlu_fallback` where confidence, margin or familiarity is too low."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu.components.act_classifier import FAMILIAR_SHARE, HAS_KNOWN_WORD, ActClassifier
from nlu.fallback import LEAST_CONFIDENCE, LEAST_FAMILIAR_SHARE, LEAST_MARGIN, FallbackRule


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CalibratedFallback(GraphComponent, IntentClassifier):
    """Puts `nlu_fallback` first in the ranking of a message that was not understood, as Rasa's own
    fallback does; a courtesy beside another intent is no doubt."""

    def __init__(self, rule: FallbackRule) -> None:
        self._rule = rule

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The limits of `nlu.fallback`, 0 to 1."""
        return {
            "least_confidence": LEAST_CONFIDENCE,
            "least_margin": LEAST_MARGIN,
            "least_familiar_share": LEAST_FAMILIAR_SHARE,
        }

    @classmethod
    def required_components(cls) -> list[type]:
        """It judges what the act classifier found."""
        return [ActClassifier]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CalibratedFallback:
        """A fallback with the configured limits."""
        return cls(FallbackRule(**{name: config[name] for name in cls.get_default_config()}))

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intent of every unsure message; its confidence is how unsure the best guess was."""
        for message in messages:
            guesses = [(g["name"], g["confidence"]) for g in message.get(INTENT_RANKING_KEY) or []]
            settled = self._rule.settle_courtesy(guesses)
            ranking = [{"name": name, "confidence": confidence} for name, confidence in settled]
            if settled != guesses:
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            confidences = [confidence for _, confidence in settled[:2]]
            unknown = bool(settled) and self._rule.is_unknown(
                settled[0][0], message.get(HAS_KNOWN_WORD, True)
            )
            if unknown or self._rule.is_unsure(confidences, message.get(FAMILIAR_SHARE, 1.0)):
                unsure = 1.0 - (confidences[0] if confidences else 0.0)
                fallback = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": unsure}
                message.set(INTENT, fallback, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [fallback, *ranking], add_to_output=True)
        return messages
