"""Rasa component: dates, choices, number of persons and districts, found by the pure modules of nlu."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.choices import find_choice
from nlu.dates import find_dates
from nlu.persons import find_persons
from nlu.stadtteile import Stadtteile

ROOT = Path(__file__).resolve().parents[2]


def read_stadtteile(folder: Path) -> Stadtteile:
    """The districts of the content folder (`titel`, `auch_genannt`); none where there is no folder."""
    contents = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml")))
    return Stadtteile.of({str(content["titel"]): content.get("auch_genannt") or [] for content in contents})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class GermanEntities(GraphComponent, EntityExtractorMixin):
    """Adds the entities `datum`, `choice` (with its kind as role), `anzahl` and `stadtteil` to a message."""

    def __init__(self, stadtteile: Stadtteile, clock: Callable[[], datetime]) -> None:
        self._stadtteile = stadtteile
        self._clock = clock

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`stadtteile`: the content folder, seen from the repository; `timezone`: of the city's clock."""
        return {"stadtteile": "knowledge/content/stadtteile", "timezone": "Europe/Berlin"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GermanEntities:
        """An extractor with the districts of the content and the wall clock."""
        zone = ZoneInfo(config["timezone"])
        return cls(
            read_stadtteile(ROOT / config["stadtteile"]), lambda: datetime.now(zone).replace(tzinfo=None)
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what is found to each message's entities."""
        for message in messages:
            found = self._entities_of(message.get(TEXT) or "")
            if found:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def _entities_of(self, text: str) -> list[dict[str, Any]]:
        found = [
            {"entity": "datum", "start": span.start, "end": span.end, "value": span.as_dict()}
            for span in find_dates(text, self._clock())
        ]
        whole = {"start": 0, "end": len(text)}
        if choice := find_choice(text):
            found.append({"entity": "choice", **whole, "value": choice.value, "role": choice.kind})
        if persons := find_persons(text):
            found.append({"entity": "anzahl", **whole, "value": persons})
        found += [{"entity": "stadtteil", **whole, "value": title} for title in self._stadtteile.find(text)]
        return [{**entity, "extractor": type(self).__name__} for entity in found]
