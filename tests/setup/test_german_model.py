import hashlib
import io
import subprocess
import time
import urllib.request
import zipfile

import pytest

from bot.setup import german_model
from bot.setup.commands import Outcome
from bot.setup.environments import runtimes
from bot.setup.german_model import ReleasePage, Wheel, add_model, in_use
from tests.setup.fakes import FakeCommands, FakePage, silent_progress


def wheel_bytes(version: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"de_core_news_md-{version}.dist-info/METADATA", f"Name: x\nVersion: {version}\n\n")
    return buffer.getvalue()


@pytest.fixture
def engine(tmp_path):
    for folder in (tmp_path, tmp_path / "bot" / "engine"):
        (folder / ".venv").mkdir(parents=True)
        for name in ("pyproject.toml", "uv.lock"):
            (folder / name).touch()
    return runtimes(tmp_path)[1]


def try_model(engine, page, commands=None):
    commands = commands or FakeCommands({"pip install": Outcome(0, "")})
    added = add_model(engine, engine.project.parents[1], "uv", commands, silent_progress(), page)
    return added, commands


def test_without_the_release_page_the_fallback_is_used_and_named(engine):
    added, commands = try_model(engine, FakePage())
    assert not added
    assert commands.ran == []
    assert in_use(engine).startswith("Rückfall")


def test_the_model_comes_from_its_publisher_and_is_installed_from_a_file(engine):
    page = FakePage(wheel_bytes("3.4.0"))
    added, commands = try_model(engine, page)
    assert added
    assert page.asked[0].startswith("https://github.com/explosion/spacy-models/releases/download/")
    assert "--offline" in commands.ran[0]
    assert commands.ran[0].endswith("/de_core_news_md-3.4.0-py3-none-any.whl")


@pytest.mark.parametrize("content", [b"not a wheel", wheel_bytes("0.0.1")])
def test_what_is_not_the_model_is_thrown_away(engine, content):
    added, commands = try_model(engine, FakePage(content))
    assert not added
    assert commands.ran == []
    assert not list(engine.project.parents[1].glob(".tools/wheels/*"))


def test_a_known_checksum_must_match(engine, monkeypatch):
    good = wheel_bytes("3.4.0")
    sha256 = hashlib.sha256(good).hexdigest()
    monkeypatch.setitem(german_model.WHEELS, "engine", Wheel("3.4.0", sha256))
    assert not try_model(engine, FakePage(good + b"tampered"))[0]
    assert try_model(engine, FakePage(good))[0]


def test_a_wheel_put_in_place_by_hand_needs_no_connection(engine):
    folder = engine.project.parents[1] / ".tools" / "wheels"
    folder.mkdir(parents=True)
    (folder / german_model.WHEELS["engine"].file).write_bytes(wheel_bytes("3.4.0"))
    page = FakePage()
    assert try_model(engine, page)[0]
    assert page.asked == []


def test_a_connection_that_breaks_leaves_no_half_file(engine):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise ConnectionResetError

    class BrokenPage(FakePage):
        def open(self, url):
            return Broken()

    assert not try_model(engine, BrokenPage())[0]
    assert list((engine.project.parents[1] / ".tools" / "wheels").iterdir()) == []


def test_nobody_waits_longer_than_promised_for_a_page_that_hangs(monkeypatch):
    monkeypatch.setattr(german_model, "CONNECT_SECONDS", 0.05)
    monkeypatch.setattr(urllib.request, "urlopen", lambda url, timeout: time.sleep(5))
    begin = time.monotonic()
    assert ReleasePage().open("https://example.invalid/") is None
    assert time.monotonic() - begin < 1


def test_the_stub_on_pypi_is_in_no_lock(repository):
    for lock in ("uv.lock", "bot/engine/uv.lock"):
        assert 'name = "de-core-news' not in (repository / lock).read_text()


@pytest.mark.parametrize("index", [0, 1], ids=["app", "engine"])
def test_the_model_loads_in_the_runtime_it_was_added_to(repository, index):
    runtime = runtimes(repository)[index]
    if not german_model.is_installed(runtime):
        pytest.skip("de_core_news_md ist nicht eingerichtet; geprüft wurde mit der Rückfall-Pipeline")
    program = "import spacy; print(spacy.load('de_core_news_md').meta['version'])"
    done = subprocess.run([runtime.python, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == german_model.WHEELS[runtime.key].version
