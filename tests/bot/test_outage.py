"""The whole service when its engine dies in mid-conversation, and when it is told to stop."""

import os
import signal
import subprocess
import time
import uuid
from pathlib import Path

import httpx
import pytest

from tests.support import service as lotse_service

RETURN_SECONDS = 60


@pytest.fixture
def own_service(trained_environment, tmp_path):
    """A service of its own with the model already trained, so that killing parts of it disturbs nobody."""
    model = Path(trained_environment["LOTSE_DATA_DIR"]) / "model"
    environment = lotse_service.lotse_environment(tmp_path)
    (tmp_path / "model").symlink_to(model)
    with lotse_service.running(environment, tmp_path / "dienst.log") as process:
        yield process, f"http://127.0.0.1:{environment['LOTSE_PORT']}/api/v1"


def engine_of(process):
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return next(int(c) for c in children if "bot.engine.launcher" in Path(f"/proc/{c}/cmdline").read_text())


def ask(http, conversation, text, message_id=None):
    return http.post(
        f"/conversations/{conversation['conversation_id']}/messages",
        json={"client_message_id": message_id or str(uuid.uuid4()), "text": text},
        headers={"Authorization": f"Bearer {conversation['token']}"},
    )


def test_a_dead_engine_loses_no_conversation(own_service):
    process, address = own_service
    with httpx.Client(base_url=address, timeout=30, trust_env=False) as http:
        conversation = http.post("/conversations").json()
        assert "70,00" in ask(http, conversation, "Was kostet ein Reisepass?").text

        os.kill(engine_of(process), signal.SIGKILL)
        message_id = str(uuid.uuid4())
        away = ask(http, conversation, "Und wie lange ist der gültig?", message_id)
        assert away.status_code == 503
        assert "noch einmal" in away.text

        deadline = time.monotonic() + RETURN_SECONDS
        while (
            again := ask(http, conversation, "Und wie lange ist der gültig?", message_id)
        ).status_code == 503:
            assert time.monotonic() < deadline, "die Engine kam nicht wieder"
            time.sleep(0.5)
        assert again.status_code == 200
        assert "zehn Jahre" in again.text  # the topic is the one from before

        transcript = http.get(
            f"/conversations/{conversation['conversation_id']}",
            headers={"Authorization": f"Bearer {conversation['token']}"},
        ).json()
        said = [message for message in transcript["messages"] if message["sender"] == "citizen"]
        assert len(said) == 2
        assert transcript["open_turns"] == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_app_and_engine_and_leaves_no_orphan(own_service, number):
    process, _ = own_service
    engine = engine_of(process)
    process.send_signal(number)
    assert process.wait(timeout=20) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(engine, 0)


def test_a_second_service_on_the_same_port_says_so(own_service, trained_environment, tmp_path):
    _, address = own_service
    environment = {**trained_environment, "LOTSE_PORT": httpx.URL(address).port}
    done = subprocess.run(
        [lotse_service.ROOT / "lotse", "start"],
        env={name: str(value) for name, value in environment.items()},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "ist schon belegt" in done.stderr
    assert "Traceback" not in done.stderr
