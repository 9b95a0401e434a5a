"""Understand sentences with the trained model, one JSON line in, one JSON line out.

    bot/engine/.venv/bin/python -m bot.engine.parse --model FILE < sentences.jsonl

The model is loaded once; the answers come in the order of the questions.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from bot.engine import environment
from bot.engine.parent_watch import end_with_parent


def main() -> None:
    """Load the model, then answer line by line until stdin ends."""
    arguments = _parse_arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    end_with_parent()
    if not arguments.model.is_file():
        environment.fail(f"Kein Modell unter {arguments.model}. Bitte zuerst „lotse train“ ausführen.")
    environment.prepare(arguments.model.absolute().parent / environment.SCRATCH)
    # Rasa and what it imports read the environment: only now may they be imported.
    from bot.engine.understanding import answer_lines

    answer_lines(arguments.model, sys.stdin, sys.stdout)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.engine.parse", description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True, help="the model archive")
    return parser.parse_args()


if __name__ == "__main__":
    main()
