"""The README's figures, written from `bench/results/*.json`, so that none stands there without its command.

python -m bench.readme            writes them
python -m bench.readme --check    exit code 1 where the README says something else
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
README = ROOT / "README.md"
BEGIN, END = "<!-- Messwerte: python -m bench.readme -->", "<!-- Ende der Messwerte -->"

Row = tuple[str, str, str, str]


def main() -> int:
    """Write the figures, or compare them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="nur vergleichen")
    check = parser.parse_args().check
    text = README.read_text(encoding="utf-8")
    fresh = with_figures(text)
    if check:
        return int(fresh != text)
    README.write_text(fresh, encoding="utf-8")
    return 0


def with_figures(text: str) -> str:
    """`text` with the table between the two marks renewed. Raises ValueError where a mark is missing."""
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    lines = ["| was | Stadtlotse | daneben | Befehl |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows()]
    return text[:begin] + "\n" + "\n".join(lines) + "\n" + text[end:]


def rows() -> list[Row]:
    """Every figure that the README quotes: what, ours, the best of the others in the same run, command."""
    return [*_search(), *_understanding(), *_dates(), *_engine(), *_booking()]


def _search() -> list[Row]:
    result, command = _read("search"), "`python -m bench.search`"
    accuracy = result["accuracy"]
    sets = {
        "eigene Alltagssätze, vom Abstimmen getrennt gehalten": "Sätze (test)",
        "Suchbegriffe, die der Katalog nicht nennt": "Suchbegriffe",
        "Fragen zu Corona-FAQ": "FAQ",
    }
    found = []
    for name, key in sets.items():
        others = {side: hits[key] for side, hits in accuracy.items() if side != "Stadtlotse"}
        best = max(others, key=lambda side: others[side]["hit@1"])
        found.append(
            (
                f"Suche im Münchner Katalog: {name}" if key != "FAQ" else f"Suche: {name}",
                _hits(accuracy["Stadtlotse"][key]),
                f"{_hits(others[best])} ({best})",
                command,
            )
        )
    load = result["load"]["Stadtlotse"]
    speed = f"p50 {_number(load['p50_ms'], 1)} ms, p99 {_number(load['p99_ms'], 1)} ms"
    return [*found, ("Suche in 5.000 Leistungen", speed, "", command)]


def _understanding() -> list[Row]:
    acts, foreign = _read("acts"), _read("foreign")
    command, whole_way = "`python -m bench acts`", "`python -m bench.foreign`"
    answered = sum(foreign[kind] for kind in ("answered", "offered", "booked")) / foreign["sentences"]
    return [
        ("Dialogakte, Makro-F1 über neun Akte", _number(acts["acts_macro_f1"], 2), "", command),
        ("eigene Sätze von Bürgerinnen und Bürgern richtig verstanden", _percent(acts["civic"]), "", command),
        ("dieselben mit Tippfehlern", _percent(acts["civic_with_typos"]), "", command),
        (
            "fremde Themen, die eine Antwort der Stadt bekommen oder eine Buchung beginnen",
            _percent(answered),
            "",
            whole_way,
        ),
    ]


def _dates() -> list[Row]:
    figures = _read("dates")["figures"]["für Termine"]
    other = f"{_percent(figures['ctparse']['share'])} (ctparse)"
    ours = _percent(figures["Stadtlotse"]["share"])
    return [("Daten und Uhrzeiten für Termine, genau richtig", ours, other, "`python -m bench.dates`")]


def _engine() -> list[Row]:
    result = _read("engine")
    stock, engine, service = result["Rasa unverändert"], result["Stadtlotse"], result["ganzer Dienst"]
    command, both = f"`{result['command']}`", {"Engine": engine, "ganzer Dienst": service}
    compared = {
        "Training": (("training_s",), 2),
        "Speicher aller Prozesse": (("memory_mb",), 2),
        "p95 eines Zugs, 16 Gespräche": (("together", "p95_ms"), 2),
        "Züge in der Sekunde, 16 Gespräche": (("together", "turns_per_second"), 1),
        "Makro-F1 über neun Akte, beide mit einem Zehntel der Sätze": (("understanding", "acts_macro_f1"), 2),
        "eigene Sätze richtig, beide mit einem Zehntel der Sätze": (("understanding", "civic"), 2),
    }
    found = []
    for name, (path, places) in compared.items():
        # The service around the engine neither trains nor judges acts of its own.
        sides = {"Engine": engine} if path[0] in {"training_s", "understanding"} else both
        ours = ", ".join(
            f"{_number(_value(side, path) / _value(stock, path), places)}-fach ({title})"
            for title, side in sides.items()
        )
        found.append((name, ours, "1 (unverändertes Rasa)", command))
    growth = [_number(side["growth"]["ratio"], 2) for side in (engine, stock)]
    return [*found, ("Zug 200 gegenüber Zug 5", growth[0], f"{growth[1]} (unverändertes Rasa)", command)]


def _booking() -> list[Row]:
    result = _read("booking")
    race, busy = result["race"]["PostgreSQL"], result["search"]["PostgreSQL"]["60 % belegt"]
    wins = f"{race['one_winner']} von {race['rounds']} Läufen mit genau einer Buchung"
    command = "`python -m bench.booking`"
    return [
        (f"{race['holds']} gleichzeitige Griffe nach einem Termin (PostgreSQL)", wins, "", command),
        ("frühester Termin in 20 Ämtern und 60 Tagen", f"p50 {_number(busy['p50_ms'], 1)} ms", "", command),
    ]


def _read(name: str) -> dict[str, Any]:
    return dict(json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8")))


def _value(side: dict[str, Any], path: tuple[str, ...]) -> float:
    found: Any = side
    for key in path:
        found = found[key]
    return float(found)


def _hits(hits: dict[str, float]) -> str:
    return f"{_percent(hits['hit@1'])} auf Platz 1, {_percent(hits['hit@3'])} unter den ersten drei"


def _percent(share: float) -> str:
    return f"{_number(share * 100, 1)} %"


def _number(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main())
