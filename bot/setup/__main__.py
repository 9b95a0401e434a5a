"""`python3 -m bot.setup`: installs what is missing and says what is there."""

from __future__ import annotations

import argparse
import fcntl
import shutil
import sys
from pathlib import Path
from typing import TextIO

from bot.errors import LotseError
from bot.setup import german_model, node_tools, uv_tool
from bot.setup.commands import Commands
from bot.setup.environments import Runtime, install, runtimes
from bot.setup.german_model import ReleasePage
from bot.setup.progress import Progress
from bot.setup.pythons import Interpreter, find_python, install_python

ROOT = Path(__file__).resolve().parents[2]
# Both runtimes and uv's unpacked downloads of them, measured at 2.6 GB and rounded up.
NEEDED_BYTES = 4 * 10**9

HELP = """Richtet Stadtlotse in diesem Ordner ein: uv, die Umgebung der App (.venv) und die der Engine
(bot/engine/.venv). Was schon da ist, bleibt; außerhalb des Ordners werden nur Paket-Caches berührt.

Beispiele:
  python3 -m bot.setup              richtet ein, was fehlt
  python3 -m bot.setup --model      versucht außerdem noch einmal, de_core_news_md zu laden
  python3 -m bot.setup --node       richtet auch ein, womit das Widget geprüft wird (npm)"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code is 0, 1 (a fault with its remedy on stderr) or 130 (interrupted)."""
    parser = argparse.ArgumentParser(
        prog="python3 -m bot.setup",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--model", action="store_true", help="das deutsche Sprachmodell noch einmal versuchen"
    )
    parser.add_argument("--node", action="store_true", help="auch die Werkzeuge, die das Widget prüfen")
    options = parser.parse_args(arguments)
    try:
        (ROOT / ".tools").mkdir(exist_ok=True)
        with (ROOT / ".tools" / "setup.lock").open("w") as lock:
            _wait_for(lock)
            set_up(ROOT, Commands(), ReleasePage(), sys.stdout, try_model=options.model, node=options.node)
    except LotseError as fault:
        print(f"\nFehler: {fault.message}\n{fault.remedy}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nAbgebrochen. „make setup“ macht dort weiter, wo es aufgehört hat.", file=sys.stderr)
        return 130
    return 0


def set_up(
    root: Path, commands: Commands, page: ReleasePage, out: TextIO, *, try_model: bool, node: bool
) -> None:
    """Install what is missing below `root`; report to `out` what was done, its size and its time."""
    missing = [runtime for runtime in runtimes(root) if not runtime.installed()]
    uv_missing = not uv_tool.is_current(root, commands)
    wants_model = [
        runtime
        for runtime in runtimes(root)
        if (try_model or runtime in missing) and not german_model.is_installed(runtime)
    ]
    wants_node = node and not node_tools.is_current(root)
    progress = Progress(out, uv_missing + bool(missing) + len(missing) + bool(wants_model) + wants_node)
    if missing:
        _require_space(root)
    if uv_missing:
        progress.step(f"uv {uv_tool.pinned_version()} in diesen Ordner holen")
        uv_tool.install_uv(root, commands, progress)
    uv = uv_tool.uv_path(root)
    if missing:
        progress.step("Passende Python-Versionen suchen")
    # All of them first: who lacks one should hear it now and not after minutes.
    chosen = [(runtime, _python(runtime, root, uv, commands, progress)) for runtime in missing]
    for runtime, interpreter in chosen:
        progress.step(f"Umgebung der {runtime.wanted.runtime} einrichten (beim ersten Mal einige Minuten)")
        stamp = install(runtime, interpreter, root, uv, commands, progress)
        progress.note(f"{_size(stamp['bytes'])} in {stamp['seconds']:.0f} s")
    if wants_model:
        progress.step("Deutsches Sprachmodell suchen")
        for runtime in wants_model:
            german_model.add_model(runtime, root, uv, commands, progress, page)
    if wants_node:
        progress.step("Werkzeuge holen, die das Widget prüfen")
        node_tools.install_node_tools(root, commands, progress)
    _link_command(root)
    _report(root, progress)


def _python(runtime: Runtime, root: Path, uv: Path, commands: Commands, progress: Progress) -> Interpreter:
    interpreter = find_python(runtime.wanted, root, uv, commands) or install_python(
        runtime.wanted, root, uv, commands, progress
    )
    progress.note(f"{runtime.wanted.runtime}: Python {interpreter.version} ({interpreter.path})")
    return interpreter


def _report(root: Path, progress: Progress) -> None:
    both = [(runtime, runtime.installed()) for runtime in runtimes(root)]
    sizes = ", ".join(
        f"{runtime.wanted.runtime} {_size(stamp['bytes'])} (Python {stamp['python']})"
        for runtime, stamp in both
    )
    progress.say(f"Eingerichtet: {sizes}; diesmal {progress.seconds:.0f} s.")
    models = "; ".join(f"{runtime.wanted.runtime}: {german_model.in_use(runtime)}" for runtime, _ in both)
    progress.say(f"Deutsche Sprachverarbeitung: {models}.")


def _link_command(root: Path) -> None:
    """Offer `lotse` in the app's environment too, for whoever activates it."""
    link = root / ".venv" / "bin" / "lotse"
    if not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(root / "lotse")


def _require_space(root: Path) -> None:
    free = shutil.disk_usage(root).free
    if free < NEEDED_BYTES:
        raise LotseError(
            f"Auf dieser Platte sind nur {_size(free)} frei.",
            f"Für die Einrichtung bitte {_size(NEEDED_BYTES)} frei machen.",
        )


def _wait_for(lock: TextIO) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("Eine andere Einrichtung läuft in diesem Ordner; ich warte auf sie …", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


def _size(number: float) -> str:
    if number < 10**9:
        return f"{number / 10**6:.0f} MB"
    return f"{number / 10**9:.1f} GB".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main())
