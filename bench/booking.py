"""How fast the embedded calendar finds the earliest slot, and whether a race for one slot has one winner.

    python -m bench.booking              the tables, also written to bench/results/booking.json
    python -m bench.booking --json       the figures as one JSON object
    python -m bench.booking --no-race    only the search

Beside the search by bits the same question is answered the plain way: read every claim of the sixty
days, and try start after start. PostgreSQL is measured where Debian's server is installed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import Engine, select

from bench import booking_city as city
from bench.booking_race import race
from booking.appointments.service import Appointments
from booking.codes import Secrets
from booking.model import Item, SlotQuery
from booking.plan import Plan
from booking.policy import Policy
from booking.repository import Books
from booking.segments import bits_of, first_segment, moment_of
from booking.tables import claims, metadata
from bot.database import open_database
from bot.settings import Settings
from tests.booking import postgres

RESULT = Path(__file__).resolve().parent / "results" / "booking.json"
TARGET_MS = 15.0
ROUNDS = 60
PLAIN_ROUNDS = 3
# Name, share of the slots that is booked, and for how many days everything is.
FILLINGS = {
    "leer": (0.0, 0),
    "60 % belegt": (0.6, 0),
    "90 % belegt, 3 Wochen ganz": (0.9, 21),
    "alles belegt": (1.0, 61),
}
ITEMS = (Item("ausweis"),)
RACE = {"processes": 4, "holds": 200, "rounds": 50}


@contextmanager
def databases() -> Iterator[dict[str, Settings]]:
    """The databases of this machine, new and empty."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": Settings(data_dir=Path(folder))}
        if reason := postgres.why_not():
            Console(stderr=True).print(f"Ohne PostgreSQL: {reason}")
            yield found
            return
        with postgres.cluster() as url:
            yield found | {"PostgreSQL": Settings(data_dir=Path(folder), database_url=url)}


def measure_search(engine: Engine, share: float, full_days: int) -> dict[str, Any]:
    """Times of the earliest slot over 20 offices and 60 days, by bits and the plain way."""
    _empty(engine)
    plan = city.plan()
    booked = city.fill(engine, plan, share, full_days)
    now = city.NOW.astimezone(UTC)
    appointments = Appointments(Books(engine), lambda: plan, Secrets(bytes(32)), Policy(), lambda: now)
    query = SlotQuery(ITEMS, limit=1)
    slots = appointments.find(query).slots
    earliest = slots[0].start if slots else None
    plain = _plain_earliest(engine, plan)
    if plain != earliest:
        raise RuntimeError(f"{earliest} by bits, {plain} the plain way")
    times = _times(lambda: appointments.find(query), ROUNDS)
    plain_ms = statistics.median(_times(lambda: _plain_earliest(engine, plan), PLAIN_ROUNDS))
    return {
        "appointments": booked,
        "earliest": earliest and earliest.isoformat(),
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(sorted(times)[int(len(times) * 0.95)], 2),
        "plain_p50_ms": round(plain_ms, 1),
        "ratio": round(plain_ms / statistics.median(times), 1),
    }


def measure_race(settings: Settings, quiet: bool) -> dict[str, Any]:
    """How many of the rounds had exactly one winner."""
    engine = open_database(settings)
    _empty(engine)
    engine.dispose()
    begin = time.perf_counter()
    rounds = track(race(settings, **RACE), "Wettlauf", RACE["rounds"], disable=quiet)
    winners = list(rounds)
    return {**RACE, "one_winner": winners.count(1), "seconds": round(time.perf_counter() - begin, 1)}


def run(with_race: bool, quiet: bool) -> dict[str, Any]:
    """All figures of this machine."""
    report: dict[str, Any] = {
        "command": "python -m bench.booking",
        "offices": city.OFFICES,
        "counters": city.COUNTERS,
        "days": city.DAYS,
        "search": {},
        "race": {},
    }
    with databases() as found:
        for name, settings in found.items():
            engine = open_database(settings)
            report["search"][name] = {
                filling: measure_search(engine, *how)
                for filling, how in track(FILLINGS.items(), f"Suche, {name}", disable=quiet)
            }
            engine.dispose()
            if with_race:
                report["race"][name] = measure_race(settings, quiet)
    return report


def show(report: dict[str, Any], console: Console) -> None:
    """Print the tables."""
    table = Table(
        title=f"Frühester Termin über {report['offices']} Stellen und {report['days']} Tage",
        caption="Verhältnis: Zeit des schlichten Wegs durch unsere",
    )
    for column in ("Datenbank", "Kalender", "Termine", "p50 ms", "p95 ms", "schlicht p50 ms", "Verhältnis"):
        table.add_column(column, justify="left" if column in ("Datenbank", "Kalender") else "right")
    for name, fillings in report["search"].items():
        for filling, row in fillings.items():
            table.add_row(
                name, filling, str(row["appointments"]), f"{row['p50_ms']:.2f}", f"{row['p95_ms']:.2f}",
                f"{row['plain_p50_ms']:.1f}", f"{row['ratio']:.1f}×",
            )  # fmt: skip
    console.print(table)
    for name, row in report["race"].items():
        console.print(
            f"{name}: {row['holds']} gleichzeitige Reservierungen aus {row['processes']} Prozessen, "
            f"{row['one_winner']} von {row['rounds']} Runden mit genau einem Gewinner, {row['seconds']} s"
        )


def main() -> int:
    """Exit code 0 if every search meets the target and every round had one winner."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.booking",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="die Zahlen als ein JSON-Objekt")
    parser.add_argument("--no-race", action="store_true", help="nur die Suche; schreibt keine Datei")
    options = parser.parse_args()
    report = run(not options.no_race, options.json)
    if not options.no_race:
        RESULT.parent.mkdir(parents=True, exist_ok=True)
        RESULT.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        show(report, Console())
    slow = [r for f in report["search"].values() for r in f.values() if r["p50_ms"] > TARGET_MS]
    unfair = [r for r in report["race"].values() if r["one_winner"] != r["rounds"]]
    return 1 if slow or unfair else 0


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())


def _times(act: Callable[[], object], rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        act()
        times.append((time.perf_counter() - begin) * 1000)
    return times


def _plain_earliest(engine: Engine, plan: Plan) -> Any:
    """The first start of ten minutes (two segments) at which some counter of some office has no claim."""
    now = city.NOW + plan.timetables["amt-00"].calendar.lead
    with engine.connect() as connection:
        taken = {
            tuple(row)
            for row in connection.execute(select(claims.c.office, claims.c.counter, claims.c.segment))
        }
    for offset in range(city.DAYS + 1):
        day = city.NOW.date() + timedelta(days=offset)
        starts = sorted({b for t in plan.timetables.values() for b in bits_of(t.on(day).starts)})
        for start in (first_segment(day) + bit for bit in starts):
            for office in plan.timetables:
                for counter in range(city.COUNTERS):
                    free = all((office, counter, start + n) not in taken for n in range(2))
                    if free and moment_of(start) >= now:
                        return moment_of(start)
    return None


if __name__ == "__main__":
    sys.exit(main())
