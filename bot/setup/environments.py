"""The two runtimes: what each is installed from, whether it is current, and installing it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import LotseError
from bot.setup.commands import Commands
from bot.setup.progress import Progress
from bot.setup.pythons import APP, ENGINE, Interpreter, Wanted

# Raised when the way of installing changes, so that every clone installs once more.
_FORMAT = 1


@dataclass(frozen=True)
class Runtime:
    """One locked environment: `project` holds its pyproject.toml, uv.lock and `.venv`."""

    key: str
    wanted: Wanted
    project: Path

    @property
    def venv(self) -> Path:
        """Return the environment's folder."""
        return self.project / ".venv"

    @property
    def python(self) -> Path:
        """Return the environment's interpreter."""
        return self.venv / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """Return the note on what was installed; it lies in the environment and goes with it."""
        return self.venv / "stadtlotse.json"

    def inputs(self) -> str:
        """Return a fingerprint of everything the installation depends on."""
        digest = hashlib.sha256(str(_FORMAT).encode())
        for name in ("pyproject.toml", "uv.lock"):
            digest.update((self.project / name).read_bytes())
        return digest.hexdigest()

    def installed(self) -> dict[str, Any]:
        """Return the stamp of a current installation, or nothing where there is none."""
        try:
            stamp: dict[str, Any] = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if stamp.get("inputs") == self.inputs() and self.python.exists() else {}


def runtimes(root: Path) -> tuple[Runtime, Runtime]:
    """Return the app's and the engine's runtime of the clone at `root`."""
    return Runtime("app", APP, root), Runtime("engine", ENGINE, root / "bot" / "engine")


def install(
    runtime: Runtime, interpreter: Interpreter, root: Path, uv: Path, commands: Commands, progress: Progress
) -> dict[str, Any]:
    """Make the environment equal to its lock and return its stamp (sizes in bytes, times in seconds)."""
    log = root / ".tools" / "log" / f"{runtime.key}.log"
    # `sync` removes what the lock does not name, so a half-made or foreign environment mends itself.
    outcome = commands.watch(
        [
            str(uv),
            "sync",
            "--locked",
            "--project",
            str(runtime.project),
            "--python",
            str(interpreter.path),
            "--no-python-downloads",
            "--color",
            "never",
        ],
        log,
        progress,
    )
    if outcome.code != 0:
        raise LotseError(*_explain(runtime, outcome.output, log.relative_to(root)))
    stamp = {
        "inputs": runtime.inputs(),
        "python": interpreter.version,
        "bytes": folder_bytes(runtime.venv),
        "seconds": round(progress.step_seconds, 1),
    }
    write_stamp(runtime, stamp)
    return stamp


def write_stamp(runtime: Runtime, stamp: dict[str, Any]) -> None:
    """Write the stamp in one go: a half-written one would count as no installation."""
    draft = runtime.stamp.with_suffix(".tmp")
    draft.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    os.replace(draft, runtime.stamp)


def folder_bytes(folder: Path) -> int:
    """Return the size of all files below `folder` in bytes, each linked file counted once."""
    seen: set[int] = set()
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            state = os.lstat(os.path.join(place, name))
            if state.st_ino not in seen:
                seen.add(state.st_ino)
                total += state.st_size
    return total


def _explain(runtime: Runtime, output: str, log: Path) -> tuple[str, str]:
    title = runtime.wanted.runtime
    if "needs to be updated" in output:
        return (
            f"uv.lock der {title} passt nicht zu pyproject.toml.",
            f"Bitte erneuern: .tools/uv/bin/uv lock --project {os.path.relpath(runtime.project)}",
        )
    if "No space left" in output:
        return (
            f"Für die Umgebung der {title} reicht der Plattenplatz nicht.",
            "Bitte Platz schaffen (etwa 4 GB).",
        )
    if "invalid peer certificate" in output:
        return (
            f"Die Pakete der {title} ließen sich nicht laden: Das Netz hier zeigt ein eigenes Zertifikat.",
            "Bitte die Zertifikate dieses Rechners verwenden: UV_SYSTEM_CERTS=1 make setup",
        )
    if "Failed to fetch" in output or "Failed to download" in output or "error sending request" in output:
        return (
            f"Die Pakete der {title} ließen sich nicht laden.",
            "Bitte die Verbindung zu pypi.org prüfen (hinter einem Proxy: HTTPS_PROXY setzen) und "
            f"„make setup“ wiederholen; was schon geladen ist, bleibt. Protokoll: {log}",
        )
    return f"Die Umgebung der {title} ließ sich nicht einrichten.", f"Die Ursache steht in {log}."
