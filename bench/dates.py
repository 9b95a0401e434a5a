"""How well and how fast German dates are read: Stadtlotse beside dateparser and ctparse, in one run,
on one input.

The input is Duckling's German time corpus (../shared/data/duckling_de, reference instant 2013-02-12
04:30). „Right" means
that the whole meaning is right: the beginning at the grain asked for and, for stretches and for open
ends, the other
side. Duckling counts the closing minute of „9:30 - 11:00" in; the expected end is 11:00 for all three.

    python -m bench.dates              the table, also written to bench/results/dates.json
    python -m bench.dates --json       the figures as one JSON object
    python -m bench.dates --left-out   what is left out of the appointment-relevant figures, and why
    python -m bench.dates --wrong      what Stadtlotse reads otherwise than Duckling
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.progress import track
from rich.table import Table
from ruamel.yaml import YAML

from bench.dates_readers import READERS, Answer, Reader, quiet
from nlu.dates.periods import period_of

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "duckling_de" / "time_de.jsonl"
LEFT_OUT = Path(__file__).with_name("dates_left_out.yml")
RESULT = ROOT / "bench" / "results" / "dates.json"
OURS = "Stadtlotse"
OTHER_READING = "other_reading"
"""The category that is counted in one subset all the same, so that our own choices stay visible."""
TARGET_SHARE = 0.95
TARGET_MS = 0.3
ROUNDS = 3
"""Times each expression is read by every reader; the median counts."""


class Case(NamedTuple):
    """One expression with Duckling's reading; `line` counts from 1."""

    line: int
    text: str
    kind: str
    values: list[datetime]
    grain: str
    direction: str | None


def load_cases() -> list[Case]:
    """The corpus; a month or day 0 stands for „not said" and becomes the first."""
    cases = []
    for line, row in enumerate(CORPUS.read_text(encoding="utf-8").splitlines(), 1):
        data = json.loads(row)
        values = [datetime(y, m or 1, d or 1, h, mi, s) for y, m, d, h, mi, s in data["values"]]
        cases.append(Case(line, data["text"], data["kind"], values, data["grain"], data["direction"]))
    return cases


def load_left_out() -> list[dict[str, Any]]:
    """The categories with `reason` and `lines` as a set of numbers."""
    categories = YAML(typ="safe").load(LEFT_OUT.read_text(encoding="utf-8"))
    for category in categories:
        lines: set[int] = set()
        for entry in category["lines"]:
            first, _, last = str(entry).partition("-")
            lines |= set(range(int(first), int(last or first) + 1))
        category["lines"] = lines
    return list(categories)


def is_right(case: Case, answer: Answer | None) -> bool:
    """Compares a reading with Duckling's, at the grain that Duckling gives."""
    if answer is None:
        return False
    first = case.values[0]
    if case.kind == "datetimeOpenInterval":
        named, other = (answer.begin, answer.end) if case.direction == "After" else (answer.end, answer.begin)
        return named == first and other is None and answer.open
    if len(case.values) == 2:
        last = case.values[1]
        if case.grain == "Minute" and last.minute % 5 == 1:
            last -= timedelta(minutes=1)  # Duckling's closing minute
        if answer.day_part:
            return answer.begin is not None and answer.begin.date() == first.date()
        return (answer.begin, answer.end) == (first, last)
    if case.grain in ("Hour", "Minute", "Second"):
        return answer.begin == first
    whole = period_of(first.date(), case.grain.lower())
    if answer.begin is None or answer.open:
        return False
    if answer.end is None:  # a library without ends is judged by the instant, cut to the grain
        return period_of(answer.begin.date(), case.grain.lower()) == whole
    return answer.begin == first and answer.end == datetime.combine(whole.end, datetime.min.time())


def measure(
    name: str, reader: Reader, cases: list[Case], now: datetime, quiet_run: bool
) -> dict[int, tuple[bool, float]]:
    """For each line: right or not, and milliseconds for one reading."""
    reader(cases[0].text, now)  # loading is not reading
    results = {}
    for case in track(cases, description=name, console=Console(stderr=True), disable=quiet_run):
        times = []
        answer = None
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            answer = reader(case.text, now)
            times.append((time.perf_counter() - begin) * 1000)
        results[case.line] = (is_right(case, answer), statistics.median(times))
    return results


def figures(
    cases: list[Case], results: dict[int, tuple[bool, float]], keep: Callable[[Case], bool]
) -> dict[str, Any]:
    """Share right and the times of the kept cases."""
    chosen = [results[case.line] for case in cases if keep(case)]
    times = sorted(taken for _, taken in chosen)
    right = sum(was_right for was_right, _ in chosen)
    return {
        "count": len(chosen),
        "right": right,
        "share": round(right / len(chosen), 4),
        "p50_ms": round(statistics.median(times), 4),
        "p95_ms": round(times[int(len(times) * 0.95)], 4),
    }


def run(quiet_run: bool) -> tuple[dict[str, Any], list[Case]]:
    """All figures, and the relevant cases that Stadtlotse reads otherwise."""
    quiet()
    cases = load_cases()
    now = datetime(2013, 2, 12, 4, 30)
    categories = load_left_out()
    left_out = set().union(*(category["lines"] for category in categories))
    other = next(category["lines"] for category in categories if category["category"] == OTHER_READING)
    subsets: dict[str, Callable[[Case], bool]] = {
        "alle": lambda case: True,
        "einfache Daten": lambda case: case.kind == "datetime",
        "mit anderen Lesarten": lambda case: case.line not in left_out or case.line in other,
        "für Termine": lambda case: case.line not in left_out,
    }
    results = {name: measure(name, reader, cases, now, quiet_run) for name, reader in READERS.items()}
    report = {
        "command": "python -m bench.dates",
        "corpus": "Duckling, Time/DE/Corpus.hs (siehe ../shared/data/duckling_de/SOURCE.txt)",
        "left_out": {category["category"]: len(category["lines"]) for category in categories},
        "figures": {
            subset: {name: figures(cases, results[name], keep) for name in READERS}
            for subset, keep in subsets.items()
        },
        "target": {"share": TARGET_SHARE, "p50_ms": TARGET_MS},
    }
    wrong = [case for case in cases if case.line not in left_out and not results[OURS][case.line][0]]
    return report, wrong


def show(report: dict[str, Any], console: Console) -> None:
    """The table with the ratios to ours."""
    table = Table(
        title="Deutsche Daten und Uhrzeiten (Sammlung von Duckling)",
        caption="wir/er: Anteil von Stadtlotse durch den des anderen; Zeit: sein p50 durch unseres",
    )
    for column in ("Teilmenge", "Leser", "richtig", "Anteil", "p50 ms", "p95 ms", "wir/er", "Zeit"):
        table.add_column(column, justify="left" if column in ("Teilmenge", "Leser") else "right")
    for subset, readers in report["figures"].items():
        ours = readers[OURS]
        for name, row in readers.items():
            share = f"{ours['share'] / row['share']:.2f}×" if row["share"] and name != OURS else ""
            speed = f"{row['p50_ms'] / ours['p50_ms']:.0f}×" if name != OURS else ""
            right = f"{row['right']}/{row['count']}"
            table.add_row(
                subset, name, right, f"{row['share']:.3f}", f"{row['p50_ms']:.3f}",
                f"{row['p95_ms']:.3f}",
                share, speed, style="bold" if name == OURS else None, end_section=name == OURS,
            )  # fmt: skip
    console.print(table)
    left_out = ", ".join(f"{name} {count}" for name, count in report["left_out"].items())
    console.print(f"Nicht gezählt bei „für Termine“ ({LEFT_OUT.relative_to(ROOT)}): {left_out}")


def main() -> int:
    """Exit code 0 if both targets are met, 1 if not, 2 if the corpus is absent."""
    parser = argparse.ArgumentParser(prog="python -m bench.dates", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--json", action="store_true", help="die Zahlen als ein JSON-Objekt")
    parser.add_argument(
        "--left-out", action="store_true", help="nur zeigen, was nicht gezählt wird und warum"
    )
    parser.add_argument("--wrong", action="store_true", help="auch zeigen, was Stadtlotse anders liest")
    options = parser.parse_args()
    console = Console()
    if not CORPUS.exists():
        print(
            f"Die Sammlung fehlt: {CORPUS}. Sie liegt neben dem Projekt in ../shared/data.", file=sys.stderr
        )
        return 2
    if options.left_out:
        cases = {case.line: case.text for case in load_cases()}
        for category in load_left_out():
            console.print(f"[bold]{category['category']}[/bold]: {category['reason']}")
            console.print(
                "  " + " · ".join(cases[line] for line in sorted(category["lines"])), highlight=False
            )
        return 0
    report, wrong = run(quiet_run=options.json)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        show(report, console)
    if options.wrong:
        for case in wrong:
            console.print(f"  {case.line}: {case.text} → {', '.join(map(str, case.values))}", highlight=False)
    ours = report["figures"]["für Termine"][OURS]
    return 0 if ours["share"] >= TARGET_SHARE and ours["p50_ms"] <= TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
