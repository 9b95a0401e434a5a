"""Training the dialogue model in the engine's own process, and knowing when it is due."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bot.errors import LotseError
from bot.settings import ROOT, Settings, bare_environment

# Everything the model is made of; a change in any of these files makes a new training due.
INPUTS = (
    *("config.yml", "domain.yml", "bot/dialogue", "nlu", "bot/engine/uv.lock"),
    *("bot/engine/train.py", "bot/engine/training.py", "bot/engine/rule_policy.py"),
)
INPUT_SUFFIXES = {".yml", ".py", ".lock"}


def fingerprint(settings: Settings) -> str:
    """A hash over the model's inputs and the spaCy pipeline that is installed for the engine."""
    digest = hashlib.sha256()
    for file in _input_files():
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    digest.update(engine_spacy_model(settings).encode())
    return digest.hexdigest()


def engine_spacy_model(settings: Settings) -> str:
    """`de_core_news_md <version>` where the engine has it, else `Rückfall-Pipeline`."""
    site = settings.engine_python.parent.parent / "lib"
    for found in site.glob("python3.*/site-packages/de_core_news_md-*.dist-info"):
        return f"de_core_news_md {found.name.removeprefix('de_core_news_md-').removesuffix('.dist-info')}"
    return "Rückfall-Pipeline (spaCy ohne de_core_news_md)"


def training_is_due(settings: Settings) -> bool:
    """Whether there is no model yet or its inputs have changed since it was trained."""
    stamp = _stamp(settings)
    if not settings.model_file.exists() or not stamp.exists():
        return True
    return bool(json.loads(stamp.read_text())["fingerprint"] != fingerprint(settings))


def train(settings: Settings) -> None:
    """Train and put the new model in place of the old one in one step.

    Raises `LotseError` with the engine's own reason; the old model then stays as it was.
    """
    if not settings.engine_python.exists():
        raise LotseError("Die Engine ist nicht eingerichtet.", "Bitte richten Sie sie ein: make setup")
    settings.model_file.parent.mkdir(parents=True, exist_ok=True)
    fresh = settings.model_file.with_name("neu.tar.gz")
    due_for = fingerprint(settings)
    done = subprocess.run(
        [str(settings.engine_python), "-m", "bot.engine.train", "--out", str(fresh)],
        cwd=ROOT,
        env={**bare_environment(), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 or not fresh.exists():
        reasons = [line for line in done.stderr.splitlines() if line.strip()]
        raise LotseError(
            reasons[-1] if reasons else "Das Training ist gescheitert.",
            "Das bisherige Modell bleibt in Kraft. Nach der Korrektur: lotse train",
        )
    os.replace(fresh, settings.model_file)
    _stamp(settings).write_text(json.dumps({"fingerprint": due_for}))


def _stamp(settings: Settings) -> Path:
    return settings.model_file.with_name("stand.json")


def _input_files() -> Iterator[Path]:
    for name in INPUTS:
        path = ROOT / name
        if path.is_dir():
            yield from sorted(f for f in path.rglob("*") if f.suffix in INPUT_SUFFIXES and f.is_file())
        elif path.exists():
            yield path
