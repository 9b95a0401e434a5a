"""`python -m tests`: everything this machine can test, in both runtimes; what `make test` and CI run.

Every step runs even when an earlier one failed, so that one run tells all. The app's tests come last and
with them pytest's own closing line; before it stands what could not be tested here, and why.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from tests.support.ledger import write_entries

ROOT = Path(__file__).resolve().parent.parent
LEDGER = ROOT / "test-results" / "ledger.jsonl"
ENGINE_PYTHON = ROOT / "bot" / "engine" / ".venv" / "bin" / "python"
ENGINE_TESTS = ("tests/engine", "tests/nlu/components")

LINT = {
    "ruff check": [sys.executable, "-m", "ruff", "check", "--output-format", "concise", "."],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "--output-format", "concise", "."],
    "mypy --strict": [sys.executable, "-m", "mypy"],
    "import-linter": [str(Path(sys.executable).with_name("lint-imports"))],
    "tsc": ["npm", "run", "--silent", "check"],
}


def main() -> int:
    """Run the steps; the exit code is 0 only when every step passed."""
    parser = argparse.ArgumentParser(prog="python -m tests", description=__doc__)
    parser.add_argument("--lint", action="store_true", help="nur ruff, mypy, import-linter und tsc")
    options = parser.parse_args()
    LEDGER.unlink(missing_ok=True)
    failed = [name for name, command in LINT.items() if not _passes(name, command)]
    if options.lint:
        print(f"\nGescheitert: {', '.join(failed)}" if failed else "\nAlles in Ordnung.", flush=True)
        return bool(failed)
    folders = [folder for folder in ENGINE_TESTS if (ROOT / folder).is_dir()]
    ledger = f"--ledger={LEDGER}"
    if not _passes("Tests der Engine", [str(ENGINE_PYTHON), "-m", "pytest", ledger, *folders]):
        failed.append("Tests der Engine")
    write_entries(LEDGER, ({"failed": name} for name in failed))
    app_passes = _passes("Tests der App", [sys.executable, "-m", "pytest", ledger, "--close-ledger", "tests"])
    return not app_passes or bool(failed)


def _passes(name: str, command: list[str]) -> bool:
    print(f"\n▸ {name}", flush=True)
    begin = time.monotonic()
    try:
        code = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    except FileNotFoundError:
        print(f"  {command[0]} fehlt auf diesem Rechner.", flush=True)
        code = 127
    if "pytest" not in command:  # pytest says it in its own closing line
        print(
            f"  {'in Ordnung' if code == 0 else 'GESCHEITERT'} nach {time.monotonic() - begin:.0f} s",
            flush=True,
        )
    return code == 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
