"""Tries to add spaCy's German model to both runtimes; without it the fallback pipeline does the work.

The model comes from its publisher's release page alone: the name on PyPI is a stub that guards against
dependency confusion and is never installed.
"""

from __future__ import annotations

import hashlib
import os
import threading
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.setup.commands import Commands
from bot.setup.environments import Runtime, folder_bytes, write_stamp
from bot.setup.progress import Progress

NAME = "de_core_news_md"
FALLBACK = "Rückfall (spacy.blank und Nachschlage-Lemmata)"
_PAGE = "https://github.com/explosion/spacy-models/releases/download"
# Long enough for a connection across the world, short enough that nobody without one waits for it.
CONNECT_SECONDS = 3.0
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Wheel:
    """One release of the model; `sha256` is the checksum where its publisher's is known to us."""

    version: str
    sha256: str | None = None

    @property
    def file(self) -> str:
        """Return the file name, which must keep this form for an installer to accept it."""
        return f"{NAME}-{self.version}-py3-none-any.whl"

    @property
    def url(self) -> str:
        """Return the address on the publisher's release page."""
        return f"{_PAGE}/{NAME}-{self.version}/{self.file}"


# The release that fits each runtime's spaCy (3.8 in the app, 3.4 in the engine).
WHEELS = {
    "app": Wheel("3.8.0", "b903f59220f1e76dd672acdaa7fa454d6703fe056c5ccd6457820e70874116d0"),
    "engine": Wheel("3.4.0"),
}


class ReleasePage:
    """The publisher's release page; the tests put a fake in its place."""

    def open(self, url: str) -> BinaryIO | None:
        """Begin a download, or return nothing where the page does not answer in `CONNECT_SECONDS`."""
        answers: list[BinaryIO] = []

        def connect() -> None:
            try:
                answers.append(urllib.request.urlopen(url, timeout=CONNECT_SECONDS))
            except OSError:  # URLError and HTTPError among them: offline, blocked, moved
                return

        # Looking up a name knows no timeout of its own, so a slow one is left behind in its thread.
        thread = threading.Thread(target=connect, daemon=True)
        thread.start()
        thread.join(CONNECT_SECONDS)
        return answers[0] if answers else None


def is_installed(runtime: Runtime) -> bool:
    """Say whether the runtime has its release of the model."""
    name = f"{NAME}-{WHEELS[runtime.key].version}.dist-info"
    return any(runtime.venv.glob(f"lib/python3.*/site-packages/{name}"))


def in_use(runtime: Runtime) -> str:
    """Return what the runtime uses, for example `de_core_news_md 3.4.0`."""
    return f"{NAME} {WHEELS[runtime.key].version}" if is_installed(runtime) else FALLBACK


def add_model(
    runtime: Runtime, root: Path, uv: Path, commands: Commands, progress: Progress, page: ReleasePage
) -> bool:
    """Fetch and install the model; False where it cannot be had, which is no fault."""
    wheel = WHEELS[runtime.key]
    file = root / ".tools" / "wheels" / wheel.file
    if not (file.exists() or _fetch(wheel, file, progress, page)):
        progress.note(f"{runtime.wanted.runtime}: {NAME} {wheel.version} ist nicht erreichbar; {FALLBACK}.")
        return False
    if not _is_genuine(wheel, file):
        progress.note(f"{wheel.file} ist beschädigt oder nicht das Original und wird nicht eingerichtet.")
        file.unlink()
        return False
    outcome = commands.watch(
        [str(uv), "pip", "install", "--python", str(runtime.python), "--no-deps", "--offline", str(file)],
        root / ".tools" / "log" / f"{NAME}-{runtime.key}.log",
        progress,
    )
    if outcome.code != 0:
        progress.note(f"{wheel.file} ließ sich nicht einrichten; {FALLBACK}.")
        return False
    stamp = runtime.installed()
    write_stamp(runtime, {**stamp, "bytes": folder_bytes(runtime.venv)})
    progress.note(f"{runtime.wanted.runtime}: {NAME} {wheel.version} eingerichtet.")
    return True


def _fetch(wheel: Wheel, file: Path, progress: Progress, page: ReleasePage) -> bool:
    answer = page.open(wheel.url)
    if answer is None:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".part")
    told = progress.step_seconds
    size = 0
    try:
        with answer, draft.open("wb") as target:
            while chunk := answer.read(_CHUNK):
                size += len(chunk)
                target.write(chunk)
                if progress.step_seconds - told >= progress.interval:
                    told = progress.step_seconds
                    progress.sign_of_life(f"{size / 1e6:.0f} MB von {wheel.file} geladen")
    except OSError:
        draft.unlink()
        return False
    os.replace(draft, file)
    return True


def _is_genuine(wheel: Wheel, file: Path) -> bool:
    if wheel.sha256 is not None:
        return hashlib.sha256(file.read_bytes()).hexdigest() == wheel.sha256
    # No checksum is known for this release. It came from the publisher's page over TLS; that it is whole
    # and is what its name says can still be seen.
    try:
        with zipfile.ZipFile(file) as archive:
            metadata = archive.read(f"{NAME}-{wheel.version}.dist-info/METADATA").decode("utf-8")
            return archive.testzip() is None and f"\nVersion: {wheel.version}\n" in metadata
    except (KeyError, UnicodeDecodeError, zipfile.BadZipFile):
        return False
