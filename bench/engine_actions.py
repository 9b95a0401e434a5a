"""The app's action server with the bench's trivial actions: `python -m bench.engine_actions SOCKET`."""

from __future__ import annotations

import sys

from bench.stock.actions import ACTIONS
from bot.action_server import create_action_server


def main() -> None:
    """Serve on the Unix socket given as the only argument until a signal comes."""
    server = create_action_server([action() for action in ACTIONS])
    server.run(unix=sys.argv[1], single_process=True, motd=False, access_log=False)


if __name__ == "__main__":
    main()
