"""The tools that check the widget (axe, TypeScript), from npm; running Stadtlotse needs none of them."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from bot.setup.commands import Commands
from bot.setup.progress import Progress


def is_current(root: Path) -> bool:
    """Say whether `node_modules` was installed from this lock."""
    stamp = _stamp(root)
    return stamp.exists() and stamp.read_text(encoding="utf-8") == _inputs(root)


def install_node_tools(root: Path, commands: Commands, progress: Progress) -> bool:
    """Install what package-lock.json names; False, and a note, where that cannot be done."""
    npm = shutil.which("npm")
    if npm is None:
        progress.note("npm fehlt; die Prüfungen des Widgets brauchen Node 20 (sudo apt install nodejs npm).")
        return False
    log = root / ".tools" / "log" / "npm.log"
    # Nothing of these packages runs at installation: they are read by the tests, that is all.
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    outcome = commands.watch([npm, "ci", "--prefix", str(root), *options], log, progress)
    if outcome.code != 0:
        progress.note(f"npm konnte sie nicht laden; die Ursache steht in {log.relative_to(root)}.")
        return False
    _stamp(root).write_text(_inputs(root), encoding="utf-8")
    return True


def _stamp(root: Path) -> Path:
    return root / "node_modules" / ".stadtlotse"


def _inputs(root: Path) -> str:
    return hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
