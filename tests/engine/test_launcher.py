"""The engine as a process: how it starts, how it refuses to start, how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.engine.engine_process import ROOT, EngineProcess, launch_command
from tests.engine.fake_app import FakeApp

# Far more than an end needs, far less than a hang.
END_SECONDS = 20


def launch(model: Path, data_dir: Path, *more: str, port: int = 0) -> subprocess.Popen:
    command = launch_command(model, data_dir, port, *more)
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def refusal(model: Path, data_dir: Path, *more: str, port: int = 0) -> str:
    """Start an engine that must refuse; return its single line of explanation."""
    process = launch(model, data_dir, *more, port=port)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert out == ""
    assert err.count("\n") == 1, err
    return err


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_it_says_once_that_it_is_ready_and_nothing_else(model: Path, tmp_path: Path):
    process = launch(model, tmp_path)
    ready = json.loads(process.stdout.readline())
    assert ready["ready"] is True
    socket.create_connection(("127.0.0.1", ready["port"]), timeout=5).close()
    process.terminate()
    out, err = process.communicate(timeout=END_SECONDS)
    assert (process.returncode, out, err) == (0, "", "")


def test_it_listens_on_loopback_alone(model: Path, tmp_path: Path):
    with EngineProcess(model, tmp_path) as engine:
        listening = Path(f"/proc/{engine.process.pid}/net/tcp").read_text().splitlines()
        port = f"{engine.port:04X}"
        addresses = {line.split()[1] for line in listening if line.split()[1].endswith(":" + port)}
        assert addresses
        assert all(address.startswith("0100007F:") for address in addresses)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_on_a_signal_even_while_it_starts(model: Path, tmp_path: Path, sent: signal.Signals):
    process = launch(model, tmp_path)
    engine_dir = tmp_path / "engine"
    while not engine_dir.exists():  # the handlers are in place before the directory is made
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(sent)
    out, err = process.communicate(timeout=END_SECONDS)
    assert (process.returncode, out, err) == (0, "", "")


def test_a_running_turn_is_finished_before_it_ends(model: Path, tmp_path: Path):
    with FakeApp(tmp_path / "actions.sock") as app, EngineProcess(model, tmp_path, app) as engine:
        app.delay_seconds = 0.5
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(engine.say, "a", "hallo")
            while not app.calls:
                time.sleep(0.01)
            engine.process.terminate()
            assert answer.result(END_SECONDS).status == 200
        assert engine.process.wait(END_SECONDS) == 0


@pytest.mark.parametrize("wait_until_ready", [True, False])
def test_it_ends_with_the_process_that_started_it(model: Path, tmp_path: Path, wait_until_ready: bool):
    command = launch_command(model, tmp_path)
    code = (
        "import subprocess, sys, time\n"
        f"engine = subprocess.Popen({command!r}, stdout=subprocess.PIPE)\n"
        "print(engine.pid, flush=True)\n"
        f"print(engine.stdout.readline() if {wait_until_ready} else time.sleep(1), flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    engine_pid = int(parent.stdout.readline())
    parent.stdout.readline()
    assert is_running(engine_pid)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + END_SECONDS
    while is_running(engine_pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(engine_pid)


def test_a_taken_port_is_said_in_one_line(model: Path, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Der Port {port} ist belegt" in refusal(model, tmp_path, port=port)


def test_a_broken_model_is_said_in_one_line(tmp_path: Path):
    broken = tmp_path / "kaputt.tar.gz"
    broken.write_bytes(b"kein Archiv")
    line = refusal(broken, tmp_path)
    assert "kann nicht geladen werden" in line
    assert "lotse train" in line


def test_a_model_cut_short_is_said_in_one_line(model: Path, tmp_path: Path):
    half = tmp_path / "halb.tar.gz"
    half.write_bytes(model.read_bytes()[: model.stat().st_size // 2])
    assert "kann nicht geladen werden" in refusal(half, tmp_path)


def test_a_missing_model_is_said_in_one_line(tmp_path: Path):
    assert "Kein Modell unter" in refusal(tmp_path / "leer", tmp_path)


def test_a_missing_or_empty_token_is_said_in_one_line(model: Path, tmp_path: Path):
    empty = tmp_path / "leer"
    empty.touch()
    assert "kein Zugangstoken" in refusal(model, tmp_path, "--token-file", str(empty))
    assert "nicht gelesen" in refusal(model, tmp_path, "--token-file", str(tmp_path / "fehlt"))


def test_unreadable_conversations_are_said_in_one_line(model: Path, tmp_path: Path):
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "tracker.sqlite").write_bytes(b"das ist keine Datenbank" * 100)
    assert "können nicht geöffnet werden" in refusal(model, tmp_path)


def test_of_a_directory_the_newest_model_is_taken(model: Path, tmp_path: Path):
    models = tmp_path / "modelle"
    models.mkdir()
    (models / "alt.tar.gz").write_bytes(b"kein Archiv")
    os.utime(models / "alt.tar.gz", (0, 0))
    (models / "neu.tar.gz").write_bytes(model.read_bytes())
    with EngineProcess(models, tmp_path) as engine:
        assert engine.request("GET", "health").status == 200


def test_it_writes_into_its_data_directory_alone(model: Path, tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    environment = {**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        launch_command(model, data_dir), cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline()
    process.terminate()
    process.communicate(timeout=END_SECONDS)
    assert list(home.iterdir()) == []
    assert list((data_dir / "engine" / "tmp").iterdir()) == []
