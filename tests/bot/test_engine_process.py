"""The engine as a child process, with small scripts in its place."""

import asyncio
import os
import signal
import stat
import sys

import pytest

from bot.engine_process import EngineProcess
from bot.errors import LotseError
from bot.settings import Settings

READY = """#!{python}
import json, os, time
print(json.dumps({{"ready": True, "port": 4711, "pid": os.getpid()}}), flush=True)
time.sleep(60)
"""
FAILING = """#!{python}
import sys
print("Das Modell passt nicht zur Engine.", file=sys.stderr)
sys.exit(1)
"""


@pytest.fixture
def engine_of(tmp_path):
    def build(script, model=True):
        python = tmp_path / "engine"
        python.write_text(script.format(python=sys.executable))
        python.chmod(python.stat().st_mode | stat.S_IXUSR)
        settings = Settings(data_dir=tmp_path / "data", engine_python=python)
        if model:
            settings.model_file.parent.mkdir(parents=True)
            settings.model_file.touch()
        return EngineProcess(settings, settings.run_dir / "actions.sock")

    return build


async def until(condition):
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.02)


async def test_it_is_ready_when_it_says_so_and_gone_when_stopped(engine_of):
    engine = engine_of(READY)
    await engine.start()
    assert engine.base_url == "http://127.0.0.1:4711"
    pid = engine.pid
    await engine.stop()
    assert engine.base_url is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_killed_engine_is_away_and_then_back(engine_of):
    engine = engine_of(READY)
    await engine.start()
    first = engine.pid
    os.kill(first, signal.SIGKILL)
    await until(lambda: engine.base_url is None)
    await until(lambda: engine.base_url is not None)
    assert engine.pid != first
    await engine.stop()


async def test_why_it_could_not_start_is_said(engine_of):
    with pytest.raises(LotseError, match="Das Modell passt nicht"):
        await engine_of(FAILING).start()


async def test_without_a_model_it_says_what_to_do(engine_of):
    with pytest.raises(LotseError, match="lotse train"):
        await engine_of(READY, model=False).start()


async def test_the_secret_is_readable_by_its_user_alone(engine_of, tmp_path):
    engine = engine_of(READY)
    await engine.start()
    file = tmp_path / "data" / "run" / "engine.token"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == engine.token
    await engine.stop()
