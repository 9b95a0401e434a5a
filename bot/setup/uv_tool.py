"""Puts uv, the installer of everything else, into the clone."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from bot.errors import LotseError
from bot.setup.commands import Commands
from bot.setup.progress import Progress

REQUIREMENTS = Path(__file__).with_name("uv.txt")


def pinned_version() -> str:
    """Return the uv version that `uv.txt` pins, for example `0.13.9`."""
    for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("uv=="):
            return line[len("uv==") :].split()[0]
    raise LotseError(f"{REQUIREMENTS.name} nennt keine Version von uv.", "Bitte die Datei wiederherstellen.")


def is_current(root: Path, commands: Commands) -> bool:
    """Say whether the clone's uv is there, starts, and has the pinned version."""
    answer = commands.ask([str(uv_path(root)), "--version"])
    return answer.code == 0 and answer.output.split()[1:2] == [pinned_version()]


def uv_path(root: Path) -> Path:
    """Return where the clone keeps its uv."""
    return root / ".tools" / "uv" / "bin" / "uv"


def install_uv(root: Path, commands: Commands, progress: Progress) -> None:
    """Install the pinned uv into `.tools/uv`: in a venv, or beside one where Debian left `venv` out."""
    folder = root / ".tools" / "uv"
    shutil.rmtree(folder, ignore_errors=True)
    log = root / ".tools" / "log" / "uv.log"
    options = ["--disable-pip-version-check", "--no-input", "--require-hashes", "-r", str(REQUIREMENTS)]
    if commands.watch([sys.executable, "-m", "venv", str(folder)], log, progress).code == 0:
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install"]
    else:
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--target", str(folder)]
        if commands.ask([sys.executable, "-m", "pip", "--version"]).code != 0:
            raise LotseError(
                f"Dem Python dieses Rechners ({sys.executable}) fehlen die Module „venv“ und „pip“.",
                "Bitte nachrüsten und danach „make setup“ wiederholen, unter Debian und Ubuntu so:\n"
                "  sudo apt install python3-venv",
            )
    if commands.watch(pip + options, log, progress).code != 0 or not is_current(root, commands):
        raise LotseError(
            f"uv {pinned_version()} ließ sich nicht von PyPI laden.",
            "Bitte die Verbindung zu pypi.org prüfen (hinter einem Proxy: HTTPS_PROXY setzen; mit eigenem "
            "Paketspiegel: PIP_INDEX_URL setzen) und „make setup“ wiederholen. Protokoll: .tools/log/uv.log",
        )
