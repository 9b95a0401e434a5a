import pytest

from bot.errors import LotseError
from bot.setup import uv_tool
from bot.setup.commands import Outcome
from tests.setup.fakes import FakeCommands, silent_progress

FINE = Outcome(0, "")


def this_version() -> Outcome:
    return Outcome(0, f"uv {uv_tool.pinned_version()} (x86_64-unknown-linux-gnu)\n")


def test_the_pinned_uv_is_current(tmp_path):
    assert uv_tool.is_current(tmp_path, FakeCommands({"uv --version": this_version()}))


def test_another_version_of_uv_is_not_current(tmp_path):
    assert not uv_tool.is_current(tmp_path, FakeCommands({"uv --version": Outcome(0, "uv 0.1.0\n")}))


def test_every_file_of_uv_is_held_by_a_checksum():
    text = uv_tool.REQUIREMENTS.read_text()
    assert text.count("--hash=sha256:") > 10


def test_where_venv_is_missing_pip_installs_beside_it(tmp_path):
    commands = FakeCommands({"--target": FINE, "pip --version": FINE, "uv --version": this_version()})
    uv_tool.install_uv(tmp_path, commands, silent_progress())
    assert any(f"pip install --target {tmp_path}/.tools/uv" in line for line in commands.ran)


def test_where_venv_and_pip_are_missing_the_message_names_the_package(tmp_path):
    with pytest.raises(LotseError) as fault:
        uv_tool.install_uv(tmp_path, FakeCommands(), silent_progress())
    assert "apt install python3-venv" in fault.value.remedy


def test_where_pypi_cannot_be_reached_the_message_says_so(tmp_path):
    commands = FakeCommands({"-m venv": FINE, "pip install": Outcome(1, "No matching distribution")})
    with pytest.raises(LotseError, match="nicht von PyPI laden") as fault:
        uv_tool.install_uv(tmp_path, commands, silent_progress())
    assert "HTTPS_PROXY" in fault.value.remedy
