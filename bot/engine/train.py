"""Train the dialogue model in a process of its own.

    bot/engine/.venv/bin/python -m bot.engine.train --out data/models/lotse.tar.gz

Prints what it does line by line on stdout; with --json one JSON object at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from pathlib import Path

from bot.engine import environment
from bot.engine.parent_watch import end_with_parent

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Read the files, train, and put the finished model in place in one step."""
    arguments = _parse_arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    end_with_parent()
    out: Path = arguments.out.absolute()
    data = [*arguments.nlu_data, ROOT / "bot" / "dialogue"]
    for path in [arguments.config, arguments.domain, *data]:
        if not path.exists():
            environment.fail(f"{path} gibt es nicht.")
    environment.prepare(out.parent / environment.SCRATCH)
    # Rasa and what it imports read the environment: only now may they be imported.
    from bot.engine.training import TrainingFailed, train_model

    started = time.monotonic()
    say = (lambda _: None) if arguments.json else (lambda line: print(line, flush=True))
    # Rasa resolves component modules and its own paths from the working directory.
    os.chdir(ROOT)
    try:
        size = train_model(arguments.config, arguments.domain, data, out, say)
    except TrainingFailed as error:
        environment.fail(f"Das Training ist gescheitert. {error}")
    seconds = round(time.monotonic() - started, 1)
    if arguments.json:
        print(json.dumps({"model": str(out), "seconds": seconds, "bytes": size}))
    else:
        print(f"Modell {out} nach {seconds:.1f} s fertig ({size / 1e6:.1f} MB).", flush=True)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.engine.train", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="the model archive to write (.tar.gz)")
    parser.add_argument(
        "--nlu-data",
        type=lambda text: Path(text).absolute(),
        nargs="+",
        default=[ROOT / "nlu" / "data"],
        help="files or directories with training sentences (default: nlu/data)",
    )
    parser.add_argument("--config", type=Path, default=ROOT / "config.yml", help="default: config.yml")
    parser.add_argument("--domain", type=Path, default=ROOT / "domain.yml", help="default: domain.yml")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    return parser.parse_args()


if __name__ == "__main__":
    main()
