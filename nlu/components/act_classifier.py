"""Rasa component: the intent of a sentence by the linear act model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.act_model import ActModel
from nlu.components.german_pipeline import load_german_pipeline
from nlu.components.known_words import common_words

# Set on each message for the fallback: the share of letters in words that are or could be German.
FAMILIAR_SHARE = "familiar_share"
# And whether any of its words stood in a training sentence.
HAS_KNOWN_WORD = "has_known_word"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActClassifier(GraphComponent, IntentClassifier):
    """Ranks the intents of a message. The text is normalised in the model, alike in training and
    answering; the German pipeline is loaded only for training and for a model with vectors."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: ActModel | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranking_length`: how many intents a message carries; `random_state`: the training's seed."""
        return {"ranking_length": 5, "random_state": 42}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The German pipeline in use: another one needs another training."""
        return load_german_pipeline().name

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ActClassifier:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ActClassifier:
        """The trained classifier; untrained where training had no sentences."""
        try:
            with model_storage.read_from(resource) as folder:
                model = ActModel.load(Path(folder))
        except ValueError:
            return cls.create(config, model_storage, resource, execution_context)
        if model.uses_vectors:
            load_german_pipeline()  # takes seconds, which no citizen's first turn shall wait for
        return cls(config, model_storage, resource, model)

    @property
    def uses_vectors(self) -> bool:
        """Whether the trained model uses the pipeline's word vectors."""
        return self._model is not None and self._model.uses_vectors

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all sentences that have an intent, and store the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        if not examples:
            return self._resource
        pipeline = load_german_pipeline()
        self._model = ActModel.train(
            [example.get(TEXT) for example in examples],
            [example.get(INTENT) for example in examples],
            common_words(),
            pipeline.sentence_vector if pipeline.vector_width else None,
            seed=self._config["random_state"],
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and how familiar the words are on each message."""
        if self._model is None:
            return messages
        for message in messages:
            text = message.get(TEXT) or ""
            vector = load_german_pipeline().sentence_vector(text) if self._model.uses_vectors else None
            ranked = self._model.rank(text, vector)[: self._config["ranking_length"]]
            ranking = [{"name": name, "confidence": confidence} for name, confidence in ranked]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(FAMILIAR_SHARE, self._model.familiar_share(text))
            message.set(HAS_KNOWN_WORD, self._model.has_known_word(text))
        return messages
