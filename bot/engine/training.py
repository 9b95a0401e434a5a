"""Rasa's training, with its chatter replaced by a few German lines."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import numpy
import yaml
from rasa.core.policies.rule_policy import InvalidRule
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.model_training import TrainingResult, train
from rasa.shared.data import TrainingType
from rasa.utils.log_utils import configure_structlog

from bot.engine.stand_ins import StandInUsed

# Classifiers have their own seeds in config.yml; this one is for what has none.
SEED = 42


class TrainingFailed(Exception):
    """Training ended without a model; the text says in German why and what to do."""


def train_model(config: Path, domain: Path, data: list[Path], out: Path, say: Callable[[str], None]) -> int:
    """Train from the given files and directories, write the archive `out`, return its size in bytes.

    The archive appears only when it is complete; an older one stays until then. `say` takes one line of
    progress. Raises TrainingFailed.
    """
    configure_structlog(logging.CRITICAL)
    logging.getLogger("rasa").setLevel(logging.CRITICAL)  # failures are said once, below
    random.seed(SEED)
    numpy.random.seed(SEED)
    say("Trainingsdaten und Regeln werden gelesen, das Modell wird gelernt …")
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.{os.getpid()}.tar.gz")
    chatter = io.StringIO()
    try:
        for path in [config, domain, *data]:
            _check_yaml(path)
        with contextlib.redirect_stdout(chatter):
            result = train(
                domain=str(domain),
                config=str(config),
                training_files=[str(path) for path in data],
                output=str(unfinished.parent),
                fixed_model_name=unfinished.name,
                force_training=True,
            )
        _check_result(result, unfinished)
        unfinished.replace(out)
    except TrainingFailed:
        raise
    except SystemExit as error:  # Rasa ends the process itself where slots are unknown
        raise TrainingFailed(_one_line(chatter.getvalue())) from error
    except Exception as error:  # any kind: components fail in their own ways
        raise TrainingFailed(_explain(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return out.stat().st_size


def _check_yaml(path: Path) -> None:
    """Read every YAML file: Rasa skips one that it cannot read, and trains without its sentences."""
    for file in [path] if path.is_file() else sorted(path.rglob("*.y*ml")):
        try:
            content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else "?"
            raise TrainingFailed(f"Fehlerhaftes YAML in {file}, Zeile {line}: {error.problem}.") from error
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise TrainingFailed(f"{file} kann nicht gelesen werden: {_one_line(error)}") from error
        if not isinstance(content, dict):
            raise TrainingFailed(f"{file} ist leer oder keine Sammlung von Schlüsseln.")


def _check_result(result: TrainingResult, model: Path) -> None:
    if result.code or not result.model:
        raise TrainingFailed("Es wurden weder Trainingssätze noch Regeln gefunden. Bitte --nlu-data prüfen.")
    kind = LocalModelStorage.metadata_from_archive(model).training_type
    if kind == TrainingType.CORE:
        raise TrainingFailed("Es wurden keine Trainingssätze gefunden. Bitte --nlu-data prüfen.")
    if kind == TrainingType.NLU:
        raise TrainingFailed("Es wurden keine Regeln gefunden. Bitte bot/dialogue prüfen.")


def _explain(error: BaseException) -> str:
    """Return one German line on what went wrong, found in the chain of causes."""
    chain = [error]
    while chain[-1].__cause__ is not None:
        chain.append(chain[-1].__cause__)
    for cause in reversed(chain):
        if isinstance(cause, StandInUsed):
            return f"Die Pipeline in config.yml braucht {cause}; das ist hier nicht installiert (ADR 0001)."
        if isinstance(cause, InvalidRule):
            return f"Regeln in bot/dialogue widersprechen sich: {_one_line(cause)}"
    return f"{type(chain[-1]).__name__}: {_one_line(chain[-1])}"


def _one_line(text: object) -> str:
    """Return the message without colours and line breaks."""
    return re.sub(r"\s+", " ", re.sub(r"\x1b\[[0-9;]*m", "", str(text))).strip()
