"""Sanic apps on sockets of one event loop: opened with clear messages, closed in order."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from sanic import Sanic

from bot.errors import LotseError

BACKLOG = 256
# An open answer stream may still finish; after this long the citizen's widget resumes it elsewhere.
CLOSING_TIMEOUT_SECONDS = 3.0


def open_port(host: str, port: int) -> socket.socket:
    """A listening TCP socket. Raises `LotseError` when the port is taken or not allowed."""
    try:
        return socket.create_server((host, port), backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise LotseError(
                f"Der Port {port} ist schon belegt.",
                "Bitte beenden Sie das andere Programm oder wählen Sie einen anderen: "
                f"LOTSE_PORT={port + 1} make start",
            ) from None
        raise LotseError(
            f"An {host}:{port} lässt sich kein Dienst öffnen ({os.strerror(error.errno or 0)}).",
            "Bitte prüfen Sie LOTSE_HOST und LOTSE_PORT.",
        ) from None


def open_unix_socket(path: Path) -> socket.socket:
    """A listening Unix socket that only this user can reach; a stale file of an ended run is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # The kernel takes at most 107 bytes: a long data folder is therefore named by its descriptor.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        server.bind(f"/proc/self/fd/{folder}/{path.name}" if Path("/proc/self/fd").exists() else str(path))
    finally:
        os.close(folder)
    path.chmod(0o600)
    server.listen(BACKLOG)
    return server


@contextlib.asynccontextmanager
async def serving(app: Sanic[Any, Any], sock: socket.socket) -> AsyncIterator[None]:
    """Serve `app` on `sock` while the context is open; open requests end before it closes."""
    # Sanic's start-up rewrites its HTTP class for one app; a second one in the process cannot do it again.
    app.config.TOUCHUP = False
    server: Any = await app.create_server(sock=sock, access_log=False)
    if server is None:
        raise LotseError("Der Dienst ließ sich nicht öffnen.", "Bitte starten Sie ihn noch einmal.")
    await server.startup()
    await server.before_start()
    await server.after_start()
    await server.start_serving()
    try:
        yield
    finally:
        await server.before_stop()
        closing = server.close()
        for connection in tuple(server.connections):
            connection.close_if_idle()
        with contextlib.suppress(TimeoutError):
            if closing is not None:
                await asyncio.wait_for(closing, CLOSING_TIMEOUT_SECONDS)
        await server.after_stop()
