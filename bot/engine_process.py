"""The engine as a child process: started, watched, started again when it dies, stopped with the app."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import secrets
import signal
import time
from collections.abc import Callable
from pathlib import Path

from bot.errors import LotseError
from bot.settings import ROOT, Settings, bare_environment

log = logging.getLogger("stadtlotse.engine")

# An engine that dies at once would otherwise be started many times a second.
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
# One that ran this long was healthy: the next fault starts again with the first pause.
HEALTHY_AFTER_SECONDS = 60.0
READY_TIMEOUT_SECONDS = 120.0
STOP_TIMEOUT_SECONDS = 8.0


class EngineProcess:
    """Holds one engine process and says where it listens (`bot.engine_client.EngineAddress`)."""

    def __init__(self, settings: Settings, actions_socket: Path) -> None:
        self._settings = settings
        self._actions_socket = actions_socket
        self._token = secrets.token_urlsafe(32)
        self._process: asyncio.subprocess.Process | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._base_url: str | None = None
        self.info: dict[str, object] = {}

    @property
    def base_url(self) -> str | None:
        """Where the engine listens, or None while it is down."""
        return self._base_url

    @property
    def token(self) -> str:
        """The secret of this run; the engine reads it from a file that only its user can read."""
        return self._token

    @property
    def pid(self) -> int | None:
        """The engine's process id, for operators and tests."""
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Start the engine and return when it is ready. Raises `LotseError` when it cannot start."""
        self._write_token()
        await self._launch()
        self._watcher = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """End the watch, then the engine; kill it when it does not go by itself."""
        if self._watcher:
            self._watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watcher
        await self._end_process()

    async def _watch(self) -> None:
        """Start the engine anew whenever it ends, with growing pauses."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            started = time.monotonic()
            assert self._process is not None
            code = await self._process.wait()
            self._base_url = None
            if time.monotonic() - started > HEALTHY_AFTER_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            log.warning("Die Engine ist beendet (Code %s) und startet neu.", code)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            try:
                await self._launch()
                log.warning("Die Engine ist wieder da.")
            except LotseError as error:
                log.error("%s", error)

    async def _launch(self) -> None:
        if not self._settings.engine_python.exists():
            raise LotseError(
                f"Die Engine ist nicht eingerichtet: {self._settings.engine_python} fehlt.",
                "Bitte richten Sie sie ein: make setup",
            )
        if not self._settings.model_file.exists():
            raise LotseError("Es gibt noch kein Sprachmodell.", "Bitte trainieren Sie es: lotse train")
        self._process = await asyncio.create_subprocess_exec(
            *self._command(),
            cwd=ROOT,
            env={**bare_environment(), "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            # A Ctrl-C at the terminal reaches the app alone, which then ends the engine in order.
            start_new_session=True,
        )
        try:
            self.info = await asyncio.wait_for(self._wait_until_ready(), READY_TIMEOUT_SECONDS)
        except TimeoutError:
            await self._end_process()
            raise LotseError(
                f"Die Engine war nach {READY_TIMEOUT_SECONDS:.0f} Sekunden nicht bereit.",
                "Bitte starten Sie noch einmal; hilft das nicht: lotse train --force",
            ) from None
        self._base_url = f"http://127.0.0.1:{self.info['port']}"

    def _command(self) -> list[str]:
        return [
            str(self._settings.engine_python),
            "-m",
            "bot.engine.launcher",
            *("--model", str(self._settings.model_file)),
            *("--port", "0"),
            *("--data-dir", str(self._settings.data_dir)),
            *("--actions-socket", str(self._actions_socket)),
            *("--token-file", str(self._token_file)),
            *("--keep-hours", str(self._settings.conversation_hours)),
        ]

    async def _wait_until_ready(self) -> dict[str, object]:
        """Read the launcher's one JSON line; where it ends without one, its last words are the reason."""
        assert self._process is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        errors: list[str] = []
        drain = asyncio.create_task(_drain(self._process.stderr, errors.append))
        line = await self._process.stdout.readline()
        if not line:
            await self._process.wait()
            await drain
            raise LotseError(errors[-1] if errors else "Die Engine konnte nicht starten.")
        # From here on both pipes are read so that the engine never blocks on a full one.
        self._drains = (drain, asyncio.create_task(_drain(self._process.stdout, log.info)))
        return dict(json.loads(line))

    @property
    def _token_file(self) -> Path:
        return self._settings.run_dir / "engine.token"

    def _write_token(self) -> None:
        self._settings.run_dir.mkdir(parents=True, exist_ok=True)
        self._token_file.unlink(missing_ok=True)
        descriptor = os.open(self._token_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(self._token)

    async def _end_process(self) -> None:
        self._base_url = None
        if self._process is None or self._process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), STOP_TIMEOUT_SECONDS)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()


async def _drain(stream: asyncio.StreamReader, say: Callable[[str], None]) -> None:
    """Read `stream` to its end, a line at a time."""
    async for line in stream:
        if text := line.decode(errors="replace").strip():
            say(text)
