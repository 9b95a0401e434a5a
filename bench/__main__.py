"""`make bench`: every table, one after the other; each can be run alone as `python -m bench.<name>`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP = sys.executable
ENGINE = str(ROOT / "bot" / "engine" / ".venv" / "bin" / "python")

# Stock Rasa trains for minutes on each thousand sentences: with all of them it would take a morning.
ENGINE_SHARE = ["--share", "0.1"]
# Name, the runtime it needs, and what it shows.
TABLES = {
    "search": (APP, "Suche: richtige Leistung auf dem ersten Platz, Zeit und Speicher"),
    "dates": (APP, "Daten und Uhrzeiten: Genauigkeit und Zeit neben dateparser und ctparse"),
    "acts": (ENGINE, "Dialogakte: Genauigkeit, falsche Annahmen, Zeit"),
    "foreign": (APP, "Fremde Themen: wie oft sie fälschlich eine Antwort der Stadt bekommen"),
    "booking": (APP, "Terminsuche und Wettlauf um einen Termin"),
    "engine": (APP, "Engine: Kosten eines Zugs neben unverändertem Rasa"),
}


def main() -> int:
    """Run the chosen tables (all without arguments); the exit code is 0 when every one could be made."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("tables", nargs="*", metavar="TABELLE", help=", ".join(TABLES))
    chosen = parser.parse_args().tables or list(TABLES)
    if unknown := [name for name in chosen if name not in TABLES]:
        parser.error(f"unbekannt: {', '.join(unknown)}; es gibt {', '.join(TABLES)}")
    return max([_run(name) for name in chosen])


def _run(name: str) -> int:
    python, shows = TABLES[name]
    command = [f"bench.{name}", *(ENGINE_SHARE if name == "engine" else [])]
    print(f"\n▸ {shows} (python -m {' '.join(command)})", flush=True)
    begin = time.monotonic()
    code = subprocess.run([python, "-m", *command], cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    print(f"  {'fertig' if code == 0 else 'GESCHEITERT'} nach {time.monotonic() - begin:.0f} s", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
