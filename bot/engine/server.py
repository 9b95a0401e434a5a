"""Rasa's agent behind a Sanic server that knows one channel."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
import socket
import time
from pathlib import Path

from rasa.core.channels import channel as rasa_channel
from rasa.utils.log_utils import configure_structlog
from sanic import Sanic
from sanic.server import HttpProtocol, try_use_uvloop

from bot.engine import environment
from bot.engine.action_endpoint import UnixActionEndpoint
from bot.engine.channel import LARGEST_BODY_BYTES, InternalChannel, answer_error
from bot.engine.event_types import cache_event_types
from bot.engine.lock_store import TurnLockStore
from bot.engine.tracker_store import TrackerStoreUnavailable, TurnTrackerStore
from bot.engine.turns import TurnAgent

# How often forgotten conversations are looked for.
PURGE_EVERY_SECONDS = 600.0
# A turn that runs when the signal comes may take so long; Ctrl-C must not feel stuck.
LONGEST_FAREWELL_SECONDS = 5.0
FAREWELL_STEP_SECONDS = 0.05


def serve(
    model: Path,
    listener: socket.socket,
    token: str,
    tracker_path: Path,
    actions_socket: Path,
    keep_seconds: float,
) -> None:
    """Load the model and serve until a signal comes; the ready line goes to stdout.

    `listener` is a bound socket; `keep_seconds` is how long a conversation without a turn is kept.
    """
    silence_logs()
    cache_event_types()
    agent = load_agent(model, tracker_path, actions_socket)
    try_use_uvloop()
    asyncio.run(_serve_until_signal(build_app(agent, token), listener, keep_seconds))


async def _serve_until_signal(app: Sanic, listener: socket.socket, keep_seconds: float) -> None:
    """Serve; on a signal stop listening, let running turns finish, close what is open.

    Sanic's own `run` ignores a signal that comes while it starts, for good.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    agent: TurnAgent = app.ctx.agent
    server = await app.create_server(
        sock=listener,
        return_asyncio_server=True,
        asyncio_server_kwargs={"start_serving": False},
        access_log=False,
    )
    await server.startup()
    await server.start_serving()
    purging = asyncio.create_task(_purge_forever(agent.tracker_store, keep_seconds))
    print(json.dumps({"ready": True, "port": listener.getsockname()[1]}), flush=True)
    await stop.wait()
    purging.cancel()
    server.close()
    await _let_turns_finish(server.connections)
    await agent.action_endpoint.close()
    agent.tracker_store.close()


async def _let_turns_finish(connections: set[HttpProtocol]) -> None:
    """Close connections as they become idle; after a while close the others too."""
    waited = 0.0
    while connections and waited < LONGEST_FAREWELL_SECONDS:
        for connection in list(connections):
            # In its first moment Sanic's connection has no state that could be asked.
            with contextlib.suppress(AttributeError):
                connection.close_if_idle()
        await asyncio.sleep(FAREWELL_STEP_SECONDS)
        waited += FAREWELL_STEP_SECONDS
    for connection in list(connections):
        connection.abort()


def load_agent(model: Path, tracker_path: Path, actions_socket: Path) -> TurnAgent:
    """Return an agent with the model loaded, its endpoint and its stores. Ends the process if it cannot."""
    try:
        store = TurnTrackerStore(tracker_path)
    except TrackerStoreUnavailable:
        environment.fail(f"Die Gespräche in {tracker_path} können nicht geöffnet werden.")
    agent = TurnAgent(
        tracker_store=store, lock_store=TurnLockStore(), action_endpoint=UnixActionEndpoint(actions_socket)
    )
    try:
        agent.load_model(model)
    except Exception as error:  # any kind: a broken archive fails wherever Rasa happens to notice
        environment.fail(
            f"Das Modell {model} kann nicht geladen werden ({type(error).__name__})."
            " Bitte „lotse train“ ausführen."
        )
    return agent


def build_app(agent: TurnAgent, token: str) -> Sanic:
    """Return the Sanic app with the internal channel alone; no Rasa API, no version at `/`."""
    app = Sanic("stadtlotse_engine", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY_BYTES
    app.config.KEEP_ALIVE_TIMEOUT = 120
    app.config.MOTD = False
    app.ctx.agent = agent
    rasa_channel.register([InternalChannel(token)], app, route="/webhooks/")
    app.error_handler.add(Exception, answer_error)
    return app


def silence_logs() -> None:
    """Let nothing but errors of ours reach stderr: Rasa's and Sanic's messages quote what people write."""
    configure_structlog(logging.ERROR)
    for name in ("sanic.root", "sanic.error", "sanic.access", "rasa", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


async def _purge_forever(store: TurnTrackerStore, keep_seconds: float) -> None:
    while True:
        try:
            store.purge(time.time() - keep_seconds)
        except TrackerStoreUnavailable:
            logging.getLogger(__name__).error("purging old conversations failed; trying again later")
        await asyncio.sleep(PURGE_EVERY_SECONDS)
