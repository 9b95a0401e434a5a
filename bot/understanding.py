"""What the trained model makes of sentences, read in the engine's own runtime."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from typing import Any

from bot.errors import LotseError
from bot.settings import ROOT, Settings, bare_environment


def parse_texts(settings: Settings, texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """`{"text", "intent", "confidence", "entities"}` for each of `texts`, in order; the model is loaded once.

    Raises `LotseError` when there is no model or the engine cannot read it.
    """
    if not settings.model_file.exists():
        raise LotseError("Es gibt noch kein Sprachmodell.", "Bitte trainieren Sie es: lotse train")
    done = subprocess.run(
        [str(settings.engine_python), "-m", "bot.engine.parse", "--model", str(settings.model_file)],
        cwd=ROOT,
        env={**bare_environment(), "PYTHONPATH": str(ROOT)},
        input="".join(json.dumps({"text": text}) + "\n" for text in texts),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        reasons = [line for line in done.stderr.splitlines() if line.strip()]
        raise LotseError(reasons[-1] if reasons else "Die Engine konnte den Satz nicht lesen.", "")
    yield from (json.loads(line) for line in done.stdout.splitlines())
