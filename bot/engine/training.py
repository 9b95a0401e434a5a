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
from rasa.core.policies.rule_policy import InvalidRule
from rasa.model_training import train
from rasa.shared.exceptions import RasaException, YamlException
from rasa.utils.log_utils import configure_structlog

# Classifiers have their own seeds in config.yml; this one is for what has none.
SEED = 42


class TrainingFailed(Exception):
    """Training ended without a model; the text says in German why and what to do."""


def train_model(config: Path, domain: Path, data: list[Path], out: Path, say: Callable[[str], None]) -> int:
    """Train from the given files and directories, write the archive `out`, return its size in bytes.

    The archive appears only when it is complete; an older one stays until then. `say` takes one line of
    progress. Raises TrainingFailed.
    """
    configure_structlog(logging.ERROR)
    random.seed(SEED)
    numpy.random.seed(SEED)
    say("Trainingsdaten und Regeln werden gelesen, das Modell wird gelernt …")
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.{os.getpid()}.tar.gz")
    chatter = io.StringIO()
    try:
        with contextlib.redirect_stdout(chatter):
            result = train(
                domain=str(domain),
                config=str(config),
                training_files=[str(path) for path in data],
                output=str(unfinished.parent),
                fixed_model_name=unfinished.name,
                force_training=True,
            )
        if result.code or not result.model:
            raise TrainingFailed("Es wurden keine Trainingssätze gefunden. Bitte --nlu-data prüfen.")
        unfinished.replace(out)
    except InvalidRule as error:
        raise TrainingFailed(f"Zwei Regeln in bot/dialogue widersprechen sich: {_one_line(error)}") from error
    except YamlException as error:
        raise TrainingFailed(f"Eine YAML-Datei ist fehlerhaft: {_one_line(error)}") from error
    except RasaException as error:
        raise TrainingFailed(f"{type(error).__name__}: {_one_line(error)}") from error
    except SystemExit as error:  # Rasa ends the process itself where slots are unknown
        raise TrainingFailed(_one_line(chatter.getvalue())) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return out.stat().st_size


def _one_line(text: object) -> str:
    """Return the message without colours and line breaks."""
    return re.sub(r"\s+", " ", re.sub(r"\x1b\[[0-9;]*m", "", str(text))).strip()
