"""A model's understanding alone: no dialogue, no tracker, no actions."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, TextIO

from rasa.core.channels.channel import UserMessage
from rasa.engine import loader
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa.utils.log_utils import configure_structlog

from bot.engine import environment
from bot.engine.payload import plain_text


class Understanding:
    """The NLU part of a trained model."""

    def __init__(self, model: Path) -> None:
        with TempDirectoryPath(get_temp_dir_name()) as storage:
            self._metadata, self._runner = loader.load_predict_graph_runner(
                Path(storage), model, LocalModelStorage, DaskGraphRunner
            )
        self._tracker = DialogueStateTracker("parse", self._metadata.domain.slots)

    def parse(self, text: str) -> dict[str, Any]:
        """Return `{"text", "intent", "confidence", "entities"}` for one sentence."""
        results = self._runner.run(
            inputs={PLACEHOLDER_MESSAGE: [UserMessage(plain_text(text))], PLACEHOLDER_TRACKER: self._tracker},
            targets=[self._metadata.nlu_target],
        )
        understood = results[self._metadata.nlu_target][0].as_dict(only_output_properties=True)
        intent = understood.get("intent") or {}
        return {
            "text": text,
            "intent": intent.get("name"),
            "confidence": round(float(intent.get("confidence") or 0.0), 4),
            "entities": understood.get("entities", []),
        }


def answer_lines(model: Path, questions: TextIO, answers: TextIO) -> None:
    """Read `{"text": …}` lines and write one answer line for each; ends the process on a broken one."""
    configure_structlog(logging.ERROR)
    try:
        understanding = Understanding(model)
    except Exception as error:  # any kind: a broken archive fails wherever Rasa happens to notice
        environment.fail(f"Das Modell {model} kann nicht geladen werden ({type(error).__name__}).")
    for number, line in enumerate(questions, start=1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)["text"]
        except (ValueError, KeyError, TypeError):
            environment.fail(f'Zeile {number} ist kein JSON der Form {{"text": "…"}}.')
        if not isinstance(text, str):
            environment.fail(f"Zeile {number}: „text“ muss Text sein.")
        print(json.dumps(understanding.parse(text), ensure_ascii=False), file=answers, flush=True)
