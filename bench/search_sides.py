"""The searches measured beside ours: each is built from entries and returns the ids of the best, in order."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence

import numpy as np
import tantivy
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import CountVectorizer

from knowledge.search import Index, SearchEntry

Search = Callable[[str], Sequence[str]]
LIMIT = 3
TITLE_BOOST = 5.0


def ours(entries: list[SearchEntry]) -> Search:
    """Stadtlotse's index."""
    index = Index.build(entries)
    return lambda query: [match.id for match in index.find(query, LIMIT).matches]


def four_grams(entries: list[SearchEntry]) -> Search:
    """BM25 (k 1.2, b 0.75) over groups of four letters within words, all text of an entry as one field."""
    vectorizer = CountVectorizer(analyzer="char_wb", ngram_range=(4, 4), lowercase=True)
    counts = vectorizer.fit_transform([_all_text(entry) for entry in entries]).tocoo().astype(np.float32)
    lengths = np.asarray(counts.tocsr().sum(axis=1)).ravel()
    occurrences = np.bincount(counts.col, minlength=counts.shape[1])
    idf = np.log1p((len(entries) - occurrences + 0.5) / (occurrences + 0.5))
    norm = 1.2 * (0.25 + 0.75 * lengths[counts.row] / lengths.mean())
    counts.data = idf[counts.col] * counts.data * 2.2 / (counts.data + norm)
    matrix = counts.tocsc()

    def find(query: str) -> list[str]:
        groups = vectorizer.transform([query]).indices
        scores = np.asarray(matrix[:, groups].sum(axis=1)).ravel()
        best = np.argsort(-scores, kind="stable")[:LIMIT]
        return [entries[row].id for row in best if scores[row] > 0]

    return find


def fuzzy(entries: list[SearchEntry]) -> Search:
    """rapidfuzz alone: the weighted ratio (WRatio) of the question and every title and synonym."""
    labels = [(label, entry.id) for entry in entries for label in (entry.titel, *entry.synonyme)]
    texts = [label.lower() for label, _ in labels]

    def find(query: str) -> list[str]:
        best = process.extract(query.lower(), texts, scorer=fuzz.WRatio, limit=LIMIT * 3)
        return list(dict.fromkeys(labels[position][1] for _, _, position in best))[:LIMIT]

    return find


def sqlite_fts(entries: list[SearchEntry]) -> Search:
    """SQLite's FTS5 with its own BM25, titles boosted, any word of the question."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table entry using fts5(id unindexed, titel, synonyme, volltext)")
    database.executemany(
        "insert into entry values (?, ?, ?, ?)",
        [(e.id, e.titel, " ; ".join(e.synonyme), f"{e.kurztext} {e.volltext}") for e in entries],
    )
    command = (
        "select id from entry where entry match ? "
        f"order by bm25(entry, 0, {TITLE_BOOST}, {TITLE_BOOST}, 1) limit {LIMIT}"
    )

    def find(query: str) -> list[str]:
        words = re.findall(r"\w+", query)
        asked = " OR ".join(f'"{word}"' for word in words)
        return [row[0] for row in database.execute(command, (asked,))] if words else []

    return find


def tantivy_german(entries: list[SearchEntry]) -> Search:
    """tantivy with lower-casing and German stemming, titles boosted, any word of the question."""
    stemmer = tantivy.Filter.stemmer("german")
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    schema = tantivy.SchemaBuilder().add_integer_field("row", stored=True)
    for name in ("titel", "synonyme", "volltext"):
        schema = schema.add_text_field(name, tokenizer_name="de_stem")
    index = tantivy.Index(schema.build())
    index.register_tokenizer("de_stem", analyzer.filter(stemmer).build())
    writer = index.writer(50_000_000, 1)
    for row, entry in enumerate(entries):
        texts = {"titel": entry.titel, "synonyme": " ; ".join(entry.synonyme), "volltext": entry.volltext}
        writer.add_document(tantivy.Document(row=row, **texts))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    boosts = {"titel": TITLE_BOOST, "synonyme": TITLE_BOOST, "volltext": 1.0}

    def find(query: str) -> list[str]:
        words = " ".join(re.findall(r"\w+", query)).lower()
        if not words:
            return []
        parsed = index.parse_query(words, list(boosts), field_boosts=boosts)
        return [
            entries[searcher.doc(address)["row"][0]].id for _, address in searcher.search(parsed, LIMIT).hits
        ]

    return find


def _all_text(entry: SearchEntry) -> str:
    return " ".join((entry.titel, *entry.synonyme, entry.kurztext, entry.volltext))


SIDES: dict[str, Callable[[list[SearchEntry]], Search]] = {
    "Stadtlotse": ours,
    "4-Gramm-BM25": four_grams,
    "rapidfuzz": fuzzy,
    "SQLite FTS5": sqlite_fts,
    "tantivy, Deutsch": tantivy_german,
}
