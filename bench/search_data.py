"""What the search is measured on: catalogues, FAQ entries, questions, foreign sentences."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup

from knowledge.search import SearchEntry

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
OWN = ROOT / "bench" / "data"
MUNICH, BERLIN = SHARED / "munich" / "services_de.json", SHARED / "berlin" / "services_de.json"
# Names that make copies of a Leistung different ones, for measuring at 5,000 entries.
PLACES = ("Nord", "Süd", "Ost", "West", "Mitte", "Altstadt", "Neustadt", "Hafen")


class Question(NamedTuple):
    """A question and the ids of the entries that answer it."""

    query: str
    right: frozenset[str]


def entries_from_dldb(path: Path, with_keywords: bool = False) -> list[SearchEntry]:
    """Return a DLDB file's services as entries, for measuring only (the importer is
    knowledge/importers/dldb.py).

    `with_keywords` takes the search terms in `meta.keywords` as synonyms.
    """
    return [_entry(record, with_keywords) for record in _read(path)["data"]]


def _entry(record: dict[str, Any], with_keywords: bool) -> SearchEntry:
    keywords = (record.get("meta") or {}).get("keywords") or "" if with_keywords else ""
    return SearchEntry(
        id=str(record["id"]),
        kind="leistung",
        titel=record["name"],
        synonyme=_split(keywords),
        leika=_split(record.get("leika") or ""),
        volltext=BeautifulSoup(record.get("description") or "", "html.parser").get_text(" "),
    )


def _split(listed: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in listed.split(",") if part.strip())


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def many_entries(count: int) -> list[SearchEntry]:
    """Return `count` entries: Munich's and Berlin's services, then copies of them with changed names."""
    services = entries_from_dldb(MUNICH) + [
        dataclasses.replace(entry, id=f"berlin-{entry.id}") for entry in entries_from_dldb(BERLIN)
    ]
    return list(itertools.islice(_copies(services), count))


def _copies(services: list[SearchEntry]) -> Iterator[SearchEntry]:
    yield from services
    for number in itertools.count(1):
        place = PLACES[number % len(PLACES)]
        for entry in services:
            yield dataclasses.replace(
                entry, id=f"{entry.id}-{number}", titel=f"{entry.titel} {place} {number}"
            )


def keywords() -> list[Question]:
    """Return 406 search terms that Munich's editors gave (not imported) and what they stand for."""
    rows = _lines(SHARED / "munich" / "keywords_dev.jsonl")
    return [Question(row["query"], frozenset(row["service_ids"])) for row in rows]


def sentences(half: str) -> list[Question]:
    """Return own everyday sentences over Munich's services: `dev` was looked at in tuning, `test` not."""
    rows = _lines(OWN / "saetze_muenchen.jsonl")
    return [Question(row["query"], frozenset(row["service_ids"])) for row in rows if row["half"] == half]


def faq_entries() -> list[SearchEntry]:
    """Return the questions of COVID-QA as entries."""
    questions = _read(SHARED / "covidqa_de" / "canonical_questions.json")
    return [SearchEntry(question, "leistung", question) for question in questions]


def faq_questions() -> list[Question]:
    """Return the paraphrases of COVID-QA and the FAQ entries they mean."""
    rows = _lines(SHARED / "covidqa_de" / "retrieval_gold.jsonl")
    return [Question(row["query"], frozenset(row["gold"])) for row in rows]


def foreign(name: str) -> list[str]:
    """Return sentences that no Leistung answers: `dialogue_acts` (small talk, foreign products) or `own`."""
    if name == "own":
        return (OWN / "fremde_fragen.txt").read_text(encoding="utf-8").splitlines()
    rows = _lines(SHARED / "dialogue_acts_de" / "dev.jsonl")
    return [row["text"] for row in rows if row["act"] == "kein_anliegen"]


def followups() -> list[str]:
    """Return questions that keep the topic of the conversation (»Und was kostet das?«)."""
    return (OWN / "anschlussfragen.txt").read_text(encoding="utf-8").splitlines()


def ambiguous() -> list[str]:
    """Return questions that fit several Leistungen equally."""
    return [row["query"] for row in _lines(OWN / "mehrdeutig.jsonl")]
