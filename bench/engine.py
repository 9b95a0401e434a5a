"""What a turn costs: Stadtlotse's engine beside Rasa as it comes, in one run, on the same data and actions.

Stock Rasa has an environment of its own (bench/stock, about 2 GB, set up at the first run) and the pipeline
and policies of `rasa init`. Both engines answer the same sentences with the same trivial actions, so that the
engine is measured and not the catalogue behind it; the third column is the whole service with everything that
it does. Memory is the proportional set size of all processes after the load.

    python -m bench.engine               the table, also written to bench/results/engine.json
    python -m bench.engine --share 0.1   a tenth of each intent's training sentences, for both engines
    python -m bench.engine --json        the figures as one JSON object

With all sentences the training of stock Rasa takes by far the longest: minutes for each thousand of them.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from bench.engine_accuracy import measure_accuracy
from bench.engine_load import measure_growth, measure_load
from bench.engine_side import ROOT, BenchFailed, Side
from bench.engine_sides import ENGINE_PYTHON, STOCK, Stadtlotse, StockRasa, WholeService
from bot.settings import load_settings
from bot.training import engine_spacy_model

RESULT = ROOT / "bench" / "results" / "engine.json"
SENTENCES = ROOT / "nlu" / "data"
SEED = 4
# Enough for a stable p95; p99 of one client rests on its four slowest turns.
TURNS_ALONE, TURNS_TOGETHER, CLIENTS = 400, 1600, 16
LONG_CONVERSATIONS = 3

# Row title, where the figure is, unit; the target for the ratio of Stadtlotse's engine to stock Rasa.
ROWS: list[tuple[str, tuple[str, ...], str, str]] = [
    ("Training", ("training_s",), "s", "≤ 0,25"),
    ("bereit nach", ("ready_s",), "s", ""),
    ("Speicher aller Prozesse", ("memory_mb",), "MB", "≤ 0,75"),
    ("1 Gespräch: p50", ("alone", "p50_ms"), "ms", ""),
    ("1 Gespräch: p95", ("alone", "p95_ms"), "ms", "≤ 0,25"),
    ("1 Gespräch: p99", ("alone", "p99_ms"), "ms", ""),
    ("16 Gespräche: p50", ("together", "p50_ms"), "ms", ""),
    ("16 Gespräche: p95", ("together", "p95_ms"), "ms", "≤ 0,25"),
    ("16 Gespräche: p99", ("together", "p99_ms"), "ms", ""),
    ("16 Gespräche: Züge/s", ("together", "turns_per_second"), "", "≥ 5"),
    ("Zug 200 : Zug 5", ("growth", "ratio"), "", "selbst ≤ 1,2"),
    ("neun Akte: Makro-F1", ("understanding", "acts_macro_f1"), "", "≥ 1"),
    ("fremde Themen: falsche Annahmen", ("understanding", "false_accepts"), "", "selbst ≤ 0,03"),
    ("eigene Sätze: Genauigkeit", ("understanding", "civic"), "", ""),
    ("eigene Sätze mit Tippfehlern", ("understanding", "civic_with_typos"), "", ""),
]


def main() -> int:
    """Measure all sides, print the table, write the result; exit code 1 when one could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.engine", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--share", type=float, default=1.0, help="share of the training sentences, above 0 up to 1 (all)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    arguments = parser.parse_args()
    if not 0 < arguments.share <= 1:
        parser.error("--share muss über 0 und höchstens 1 sein")
    console = Console(stderr=arguments.json)
    try:
        with console.status("Die Umgebung für unverändertes Rasa wird eingerichtet …"):
            _install_stock()
        result = _measure_both(arguments.share, console)
    except BenchFailed as error:
        console.print(f"[red]Die Messung ist gescheitert.[/red] {error}")
        return 1
    RESULT.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if arguments.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        console.print(_table(result))
    return 0


def _install_stock() -> None:
    uv = ROOT / ".tools" / "uv" / "bin" / "uv"
    # uv does not see every Python 3.10 by itself; the engine's is certainly one.
    command = [str(uv), "sync", "--locked", "--project", str(STOCK), "--python", str(ENGINE_PYTHON)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise BenchFailed(f"bench/stock lässt sich nicht einrichten: {done.stderr[-400:]}")


def _measure_both(share: float, console: Console) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="lotse-bench-") as folder:
        data = Path(folder) / "nlu"
        texts, count = _write_sentences(data, share)
        stock, engine = StockRasa(Path(folder) / "stock", data), Stadtlotse(Path(folder) / "engine", data)
        service = WholeService(Path(folder) / "dienst", engine.model)
        figures = {side.name: _measure(side, texts, console) for side in (stock, engine)}
        figures[service.name] = _measure(service, texts, console, understanding=False)
    return {
        "command": "python -m bench.engine" + (f" --share {share:g}" if share < 1 else ""),
        "training_sentences": count,
        "processors": len(os.sched_getaffinity(0)),
        "german_pipeline": engine_spacy_model(load_settings()),
        **figures,
    }


def _write_sentences(target: Path, share: float) -> tuple[list[str], int]:
    """Write the training data both sides get; return sentences to say, and how many are trained with."""
    chance, spoken, count = random.Random(SEED), [], 0
    target.mkdir()
    for file in sorted(SENTENCES.rglob("*.yml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        for entry in content.get("nlu", []):
            lines = [line for line in entry.get("examples", "").splitlines() if line.startswith("- ")]
            if share < 1:
                lines = sorted(chance.sample(lines, math.ceil(share * len(lines))))
            entry["examples"] = "\n".join(lines) + "\n"
            count += len(lines)
            spoken += [line[2:] for line in chance.sample(lines, min(8, len(lines)))]
        name = "_".join(file.relative_to(SENTENCES).parts)
        (target / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000))
    if not count:
        raise BenchFailed("nlu/data enthält keine Trainingssätze.")
    chance.shuffle(spoken)
    return spoken, count


def _measure(side: Side, texts: list[str], console: Console, understanding: bool = True) -> dict[str, Any]:
    with console.status(f"{side.name}: Training …"):
        begin = time.perf_counter()
        side.train()
        training = time.perf_counter() - begin
    console.print(f"{side.name}: trainiert in {training:.0f} s")
    try:
        with console.status(f"{side.name}: Start und Last …"):
            begin = time.perf_counter()
            side.start()
            ready = time.perf_counter() - begin
            measure_load(side.connect, texts, 1, 40)  # warm
            alone = measure_load(side.connect, texts, 1, TURNS_ALONE)
            together = measure_load(side.connect, texts, CLIENTS, TURNS_TOGETHER)
            growth = measure_growth(side.connect(), texts, LONG_CONVERSATIONS)
            memory = side.memory_mb()
        with console.status(f"{side.name}: Verstehen …"):
            understood = measure_accuracy(side) if understanding else {}
    finally:
        side.stop()
    return {
        "training_s": round(training, 1),
        "ready_s": round(ready, 1),
        "memory_mb": round(sum(memory.values()), 1),
        "memory_by_process": memory,
        "alone": alone,
        "together": together,
        "growth": growth,
        "understanding": understood,
    }


def _table(result: dict[str, Any]) -> Table:
    size = f"{result['training_sentences']} Trainingssätze, {result['processors']} Prozessoren"
    table = Table(title=f"Engine ({size}, {result['german_pipeline']})")
    names = (StockRasa.name, Stadtlotse.name, WholeService.name)
    for heading in ("", *names[:2], "Verhältnis", "Ziel", names[2]):
        table.add_column(heading, justify="right" if heading else "left")
    for heading, path, unit, target in ROWS:
        stock, engine, service = (_figure(result[name], path) for name in names)
        ratio = f"{engine / stock:.2f}" if stock and engine is not None else "–"
        shown = (f"{value:g} {unit}" if value is not None else "–" for value in (stock, engine))
        table.add_row(heading, *shown, ratio, target, "–" if service is None else f"{service:g} {unit}")
    return table


def _figure(figures: dict[str, Any], path: tuple[str, ...]) -> float | None:
    group, *rest = path
    return figures[group].get(rest[0]) if rest else figures[group]


if __name__ == "__main__":
    sys.exit(main())
