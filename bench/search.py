"""How often the right Leistung comes first, how fast, and how often a foreign question is turned away:
Stadtlotse beside 4-gram BM25, rapidfuzz, SQLite FTS5 and tantivy, in one run, on the same entries and
questions.

    python -m bench.search          the tables, also written to bench/results/search.json
    python -m bench.search --json   the figures as one JSON object
    python -m bench.search --wrong  the own sentences (dev) that ours gets wrong
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench import search_data as data
from bench.search_sides import SIDES, Search
from knowledge.search import Index, SearchEntry
from nlu.lexicon import load_lexicon

RESULT = Path(__file__).resolve().parent / "results" / "search.json"
OURS = "Stadtlotse"
MANY = 5000
# Times each question is asked; the fastest counts, for what else the machine does is not measured.
ROUNDS = 3
SENTENCES = (0.80, 0.93)
TARGETS = {
    "Suchbegriffe": (0.52, 0.72),
    "Suchbegriffe importiert": (0.97, 0.97),
    "Sätze (dev)": SENTENCES,
    "Sätze (test)": SENTENCES,
    "FAQ": (0.45, 0.45),
}


def question_sets() -> dict[str, tuple[list[SearchEntry], list[data.Question]]]:
    """Return for each set its name, the entries searched and the questions."""
    munich = data.entries_from_dldb(data.MUNICH)
    return {
        "Suchbegriffe": (munich, data.keywords()),
        "Suchbegriffe importiert": (data.entries_from_dldb(data.MUNICH, with_keywords=True), data.keywords()),
        "Sätze (dev)": (munich, data.sentences("dev")),
        "Sätze (test)": (munich, data.sentences("test")),
        "FAQ": (data.faq_entries(), data.faq_questions()),
    }


def hits(search: Search, questions: list[data.Question]) -> dict[str, float]:
    """Return the shares of questions whose right entry is first, or among the first three."""
    found = [(search(question.query), question.right) for question in questions]
    return {
        "hit@1": round(statistics.fmean(bool(set(ids[:1]) & right) for ids, right in found), 4),
        "hit@3": round(statistics.fmean(bool(set(ids[:3]) & right) for ids, right in found), 4),
    }


def decisions() -> dict[str, dict[str, float]]:
    """Return the shares of answer, clarify and none that ours decides on each kind of question."""
    index = Index.build(data.entries_from_dldb(data.MUNICH))
    kinds = {
        "eigene Sätze (test)": [question.query for question in data.sentences("test")],
        "mehrdeutig": data.ambiguous(),
        "fremd (dialogue_acts)": data.foreign("dialogue_acts"),
        "fremd (eigene)": data.foreign("own"),
        "Anschlussfragen": data.followups(),
    }
    shares = {}
    for name, queries in kinds.items():
        counted = Counter(index.find(query).decision for query in queries)
        shares[name] = {
            decision: round(counted[decision] / len(queries), 4) for decision in ("answer", "clarify", "none")
        }
        shares[name]["count"] = len(queries)
    return shares


def load_figures() -> dict[str, dict[str, float]]:
    """Return for each side, at 5,000 entries: CPU seconds to build, milliseconds to find, megabytes added."""
    entries = data.many_entries(MANY)
    queries = [question.query for question in data.sentences("dev") + data.keywords()]
    figures = {}
    for name, build in SIDES.items():
        gc.collect()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begin = time.process_time()
        search = build(entries)
        built = time.process_time() - begin
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        times = sorted(min(_milliseconds(search, query) for _ in range(ROUNDS)) for query in queries)
        figures[name] = {
            "build_s": round(built, 2),
            "p50_ms": round(times[len(times) // 2], 3),
            "p99_ms": round(times[int(len(times) * 0.99)], 3),
            # The peak of the process: a side built after a hungrier one may show nothing.
            "peak_mb": round(grown, 1),
        }
    return figures


def _milliseconds(search: Search, query: str) -> float:
    begin = time.perf_counter()
    search(query)
    return (time.perf_counter() - begin) * 1000


def run(quiet: bool) -> dict[str, Any]:
    """Return all figures."""
    load = load_figures()
    accuracy: dict[str, dict[str, Any]] = {}
    sets = question_sets()
    for name, build in track(SIDES.items(), "Suchen", console=Console(stderr=True), disable=quiet):
        accuracy[name] = {
            kind: hits(build(entries), questions) for kind, (entries, questions) in sets.items()
        }
    counts = {kind: len(questions) for kind, (_, questions) in sets.items()}
    concepts = len(load_lexicon().concepts)
    return {
        "accuracy": accuracy,
        "counts": counts,
        "load": load,
        "decisions": decisions(),
        "concepts": concepts,
    }


def show(figures: dict[str, Any], console: Console) -> None:
    """Print the three tables."""
    table = Table(title="Richtige Leistung an erster Stelle / unter den ersten drei")
    table.add_column("Suche")
    for kind, count in figures["counts"].items():
        table.add_column(f"{kind} ({count})", justify="right")
    for name, kinds in figures["accuracy"].items():
        table.add_row(name, *(f"{kind['hit@1']:.3f} / {kind['hit@3']:.3f}" for kind in kinds.values()))
    marks = (TARGETS[kind] for kind in figures["counts"])
    table.add_row("Ziel", *(f"{first:.2f} / {three:.2f}" for first, three in marks), style="dim")
    console.print(table)
    table = Table(title=f"Bei {MANY} Leistungen (Ziel: Aufbau ≤ 5 s, p50 ≤ 3 ms, p99 ≤ 10 ms, ≤ 150 MB)")
    for column in ("Suche", "Aufbau CPU-s", "p50 ms", "p99 ms", "Spitze MB", "p50 zu Stadtlotse"):
        table.add_column(column, justify="left" if column == "Suche" else "right")
    own = figures["load"][OURS]["p50_ms"]
    for name, row in figures["load"].items():
        cells = (row["build_s"], row["p50_ms"], row["p99_ms"], row["peak_mb"])
        table.add_row(name, *map(str, cells), f"{row['p50_ms'] / own:.1f} ×")
    console.print(table)
    table = Table(title="Entscheidung (fremde Fragen: unter 3 % dürfen nicht »none« sein)")
    for column in ("Fragen", "Zahl", "answer", "clarify", "none"):
        table.add_column(column, justify="left" if column == "Fragen" else "right")
    for name, row in figures["decisions"].items():
        shares = (f"{row[decision]:.1%}" for decision in ("answer", "clarify", "none"))
        table.add_row(name, str(row["count"]), *shares)
    console.print(table)


def show_wrong(console: Console) -> None:
    """Print the dev sentences whose right entry is not first."""
    index = Index.build(data.entries_from_dldb(data.MUNICH))
    for question in data.sentences("dev"):
        result = index.find(question.query, 3)
        if not result.matches or result.matches[0].id not in question.right:
            found = " | ".join(f"{match.titel} {match.score:.2f}" for match in result.matches)
            console.print(f"{question.query}\n    {result.decision}: {found}", highlight=False)


def main() -> int:
    """Run the benchmark; exit code 0, or 2 where the data is missing."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="ein JSON-Objekt statt der Tabellen")
    parser.add_argument(
        "--wrong", action="store_true", help="zeigt die falsch beantworteten eigenen Sätze (dev)"
    )
    options = parser.parse_args()
    if not data.MUNICH.exists():
        print(f"Es fehlt {data.MUNICH}: Die Messung braucht die Daten aus ../shared.", file=sys.stderr)
        return 2
    if options.wrong:
        show_wrong(Console())
        return 0
    figures = run(quiet=options.json)
    RESULT.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        show(figures, Console())
    return 0


if __name__ == "__main__":
    sys.exit(main())
