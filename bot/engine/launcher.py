"""Start the engine: Rasa on loopback, with its own channel, tracker store and action endpoint.

    bot/engine/.venv/bin/python -m bot.engine.launcher --model data/models/lotse.tar.gz --port 5055 \
        --data-dir data --actions-socket data/run/actions.sock --token-file data/engine/token

Prints one JSON line when it is ready; ends on SIGTERM, on SIGINT, and when its parent ends.
"""

from __future__ import annotations

import argparse
import signal
import socket
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from bot.engine import environment
from bot.engine.parent_watch import end_with_parent

LOOPBACK = "127.0.0.1"
# Conversations the app did not delete; the app's own default is a day as well.
DEFAULT_KEEP_HOURS = 24.0


def main() -> None:
    """Check what can be checked before the slow imports, then serve."""
    arguments = _parse_arguments()
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    end_with_parent()
    token = _read_token(arguments.token_file)
    model = _find_model(arguments.model)
    listener = _bind(arguments.port)
    environment.prepare(arguments.data_dir / "engine")
    # Rasa and what it imports read the environment: only now may they be imported.
    from bot.engine.server import serve

    serve(
        model=model,
        listener=listener,
        token=token,
        tracker_path=arguments.data_dir / "engine" / "tracker.sqlite",
        actions_socket=arguments.actions_socket,
        keep_seconds=arguments.keep_hours * 3600,
    )


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bot.engine.launcher", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--model", type=Path, required=True, help="model archive, or a directory: its newest is taken"
    )
    parser.add_argument("--port", type=int, required=True, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument(
        "--data-dir", type=Path, required=True, help="LOTSE_DATA_DIR; state goes to engine/ in it"
    )
    parser.add_argument("--actions-socket", type=Path, required=True, help="Unix socket of the app's actions")
    parser.add_argument("--token-file", type=Path, required=True, help="file that holds the bearer token")
    parser.add_argument(
        "--keep-hours",
        type=float,
        default=DEFAULT_KEEP_HOURS,
        help="conversations without a turn for so long are forgotten (default %(default)s)",
    )
    return parser.parse_args()


def _read_token(path: Path) -> str:
    try:
        token = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        environment.fail(f"Das Zugangstoken in {path} kann nicht gelesen werden.")
    if not token:
        environment.fail(f"Die Datei {path} enthält kein Zugangstoken.")
    return token


def _find_model(path: Path) -> Path:
    if path.is_dir():
        archives = sorted(path.glob("*.tar.gz"), key=lambda archive: archive.stat().st_mtime)
        if archives:
            return archives[-1]
    elif path.is_file():
        return path
    environment.fail(f"Kein Modell unter {path}. Bitte zuerst „lotse train“ ausführen.")


def _bind(port: int) -> socket.socket:
    """Take the port at once: whoever starts us learns of a taken one before the slow imports."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except (OSError, OverflowError):
        environment.fail(f"Der Port {port} ist belegt oder nicht erlaubt. Bitte einen anderen wählen.")
    return listener


def _end(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    main()
