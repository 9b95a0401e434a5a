"""Finds a fitting Python interpreter, and has uv install one into the clone where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import LotseError
from bot.setup.commands import Commands
from bot.setup.progress import Progress

# An interpreter counts only when it also has what our packages need of the standard library: one that was
# built without the system's headers starts, and fails in the middle of the installation.
_QUESTION = "import ctypes, sqlite3, ssl, sys; print('%d.%d.%d' % sys.version_info[:3])"


@dataclass(frozen=True)
class Wanted:
    """The versions a runtime can use: from `lowest` up to, but not including, `below`."""

    runtime: str
    lowest: tuple[int, int]
    below: tuple[int, int]
    install: str

    @property
    def request(self) -> str:
        """Return the range as uv and PEP 440 write it."""
        return f">={_text(self.lowest)},<{_text(self.below)}"

    @property
    def names(self) -> list[str]:
        """Return the command names such an interpreter may have, newest first, then the plain one."""
        minors = range(self.below[1] - 1, self.lowest[1] - 1, -1)
        return [f"python{self.lowest[0]}.{minor}" for minor in minors] + ["python3"]

    def fits(self, version: str) -> bool:
        """Say whether a version such as `3.11.7` lies in the range."""
        numbers = tuple(int(part) for part in version.split(".")[:2])
        return self.lowest <= numbers < self.below


@dataclass(frozen=True)
class Interpreter:
    """An interpreter that was asked for its version."""

    path: Path
    version: str


# requires-python of pyproject.toml and of bot/engine/pyproject.toml; a contract test compares them.
APP = Wanted("App", (3, 11), (3, 14), install="3.12")
ENGINE = Wanted("Engine", (3, 10), (3, 11), install="3.10")


def find_python(wanted: Wanted, root: Path, uv: Path, commands: Commands) -> Interpreter | None:
    """Return the first fitting interpreter: the clone's own, uv's, pyenv's, then one on PATH."""
    for candidate in _candidates(wanted, root, uv, commands):
        answer = commands.ask([str(candidate), "-c", _QUESTION])
        version = answer.output.strip().split("\n")[-1]
        if answer.code == 0 and wanted.fits(version):
            return Interpreter(candidate, version)
    return None


def install_python(
    wanted: Wanted, root: Path, uv: Path, commands: Commands, progress: Progress
) -> Interpreter:
    """Have uv download an interpreter into `.tools/python`; where it cannot, say what to do."""
    progress.note(
        f"Kein passendes Python für die {wanted.runtime} gefunden; uv lädt Python {wanted.install}."
    )
    outcome = commands.watch(
        [str(uv), "python", "install", wanted.install, "--no-bin", "--color", "never"],
        root / ".tools" / "log" / f"python-{wanted.install}.log",
        progress,
        {"UV_PYTHON_INSTALL_DIR": str(_own_folder(root))},
    )
    found = find_python(wanted, root, uv, commands) if outcome.code == 0 else None
    if found is None:
        raise LotseError(*_missing(wanted))
    return found


def _candidates(wanted: Wanted, root: Path, uv: Path, commands: Commands) -> Iterator[Path]:
    yield from sorted(_own_folder(root).glob(f"cpython-{wanted.install}*/bin/python3"))
    answer = commands.ask(
        [str(uv), "python", "find", wanted.request, "--system", "--no-project", "--no-python-downloads"]
    )
    if answer.code == 0 and answer.output.strip():
        yield Path(answer.output.strip().split("\n")[-1])
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for minor in range(wanted.below[1] - 1, wanted.lowest[1] - 1, -1):
        yield from sorted(versions.glob(f"{wanted.lowest[0]}.{minor}.*/bin/python"), reverse=True)
    for name in wanted.names:
        found = shutil.which(name)
        if found:
            yield Path(found)


def _own_folder(root: Path) -> Path:
    return root / ".tools" / "python"


def _text(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def _missing(wanted: Wanted) -> tuple[str, str]:
    version = wanted.install
    return (
        f"Für die {wanted.runtime} fehlt Python {version}, und uv konnte es nicht laden "
        "(kein Zugang zu github.com?).",
        f"Bitte Python {version} auf einem dieser Wege bereitstellen und danach „make setup“ wiederholen:\n"
        f"  pyenv install {version}\n"
        f"  sudo apt install python{version}       (wo die Distribution es führt)\n"
        f"  .tools/uv/bin/uv python install {version}    (mit Zugang zu github.com)\n"
        "Gefunden wird es von selbst: bei pyenv, auf dem PATH oder bei uv. "
        f"Protokoll: .tools/log/python-{version}.log",
    )
