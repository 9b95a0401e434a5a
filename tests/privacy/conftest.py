from __future__ import annotations

import asyncio
import shlex
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.channels.mail import mail_server
from tests.privacy.citizen import ASCII, UMLAUTS, Known, live_through
from tests.support import service as lotse_service

ENGINE_PYTHON = lotse_service.ROOT / "bot" / "engine" / ".venv" / "bin" / "python"
RECORDER = Path(__file__).with_name("recording_engine.py")
# Mail goes out every few seconds.
MAIL_SECONDS = 60


@dataclass(frozen=True)
class Run:
    """What one run of the service left behind; `recipients` got mails."""

    data_dir: Path
    traffic: bytes
    log: bytes
    recipients: set[str]
    known: Known
    conversations: list[str]


@pytest.fixture(scope="session")
def run(trained_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Two citizens' appointments from the first sentence to the cancellation, and the service stopped."""
    folder = tmp_path_factory.mktemp("privat")
    data_dir = folder / "data"
    data_dir.mkdir()
    (data_dir / "model").symlink_to(Path(trained_environment["LOTSE_DATA_DIR"]) / "model")
    record, log, known = folder / "engine.bytes", folder / "dienst.log", Known()
    with _mail_server() as server:
        environment = {
            **lotse_service.lotse_environment(data_dir),
            "LOTSE_ENGINE_PYTHON": str(_recording_python(folder, record)),
            "LOTSE_SMTP_HOST": "127.0.0.1",
            "LOTSE_SMTP_PORT": str(server.port),
            "LOTSE_SMTP_SECURITY": "none",
            "LOTSE_MAIL_FROM": "termine@stadt.example",
        }
        with lotse_service.running(environment, log) as process:
            address = f"http://127.0.0.1:{environment['LOTSE_PORT']}"
            with httpx.Client(base_url=address, timeout=30, trust_env=False) as http:
                conversations = [live_through(http, person, known) for person in (ASCII, UMLAUTS)]
                _wait_for_mails(server, citizens=2)
        said = process.stdout.read() if process.stdout else ""
        recipients = _recipients(server)
    return Run(
        data_dir=data_dir,
        traffic=record.read_bytes(),
        log=log.read_bytes() + said.encode(),
        recipients=recipients,
        known=known,
        conversations=conversations,
    )


def _recording_python(folder: Path, record: Path) -> Path:
    """What the app takes for the engine's Python."""
    script = folder / "python"
    command = shlex.join([sys.executable, str(RECORDER), str(ENGINE_PYTHON), str(record)])
    script.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    script.chmod(0o700)
    return script


@contextmanager
def _mail_server() -> Iterator[mail_server.MailServer]:
    """A real mail server in a thread of its own."""
    loop = asyncio.new_event_loop()
    started: list[mail_server.MailServer] = []
    is_up, is_over = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with mail_server.running() as server:
            started.append(server)
            is_up.set()
            await is_over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    assert is_up.wait(10)
    try:
        yield started[0]
    finally:
        loop.call_soon_threadsafe(is_over.set)
        thread.join(10)


def _wait_for_mails(server: mail_server.MailServer, *, citizens: int) -> None:
    deadline = time.monotonic() + MAIL_SECONDS
    while len(_recipients(server)) < citizens:
        assert time.monotonic() < deadline, "die E-Mails kamen nicht an"
        time.sleep(0.2)


def _recipients(server: mail_server.MailServer) -> set[str]:
    return {recipient for mail in list(server.mails) for recipient in mail.recipients}
