"""No sentence is both learned and tested: a test would then measure memory, not understanding."""

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest
from ruamel.yaml import YAML

from tests.contracts.files import project_files, read

# One or two words („Hallo“, „Vielen Dank“) are the act itself: there is no other way to say it.
MIN_WORDS = 3
# Where sentences measure what the trained model understands. Other tests use sentences as mere cargo.
MEASURES = ("tests/nlu/", "tests/dialogues/", "bench/")
# Common phrases („Sind Sie ein Mensch?“) occur to everybody who writes training data; copying measuring data
# into it, or writing variants along it, would reach far more of it than chance does.
MAX_SHARE_BY_CHANCE = 0.03
# Fields of the tests' YAML that hold what a citizen writes.
SAID = {"sagt", "text", "satz", "saetze", "examples"}
ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def normal(sentence: str) -> str:
    """Return a sentence without annotation, case and punctuation."""
    return " ".join(re.findall(r"\w+", ANNOTATION.sub(r"\1", sentence).casefold()))


def long_enough(sentences: Iterator[str]) -> set[str]:
    return {text for text in map(normal, sentences) if len(text.split()) >= MIN_WORDS}


@cache
def training_sentences() -> set[str]:
    def examples() -> Iterator[str]:
        for name in project_files():
            if name.startswith("nlu/data/") and name.endswith(".yml"):
                for entry in (YAML(typ="safe").load(read(name)) or {}).get("nlu", []):
                    for line in str(entry.get("examples", "")).splitlines():
                        yield line.removeprefix("- ")

    return long_enough(examples())


def sentences_that_measure() -> set[str]:
    def said(value: object, field: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from said(inner, str(key).casefold())
        elif isinstance(value, list):
            for inner in value:
                yield from said(inner, field)
        elif isinstance(value, str) and field in SAID:
            yield from value.splitlines()

    def all_files() -> Iterator[str]:
        for name in project_files():
            if name.startswith(MEASURES) and name.endswith(".yml"):
                yield from said(YAML(typ="safe").load(read(name)))
            elif name.startswith(MEASURES) and name.endswith(".jsonl"):
                yield from (str(json.loads(line).get("text", "")) for line in read(name).splitlines() if line)

    return long_enough(all_files())


def test_no_sentence_is_both_learned_and_tested():
    assert training_sentences() & sentences_that_measure() == set()


def test_there_are_sentences_to_compare():
    assert len(training_sentences()) > 100
    assert len(sentences_that_measure()) > 30


MEASURING_DATA = ("dialogue_acts_de/dev.jsonl", "duckling_de/time_de.jsonl", "munich/keywords_dev.jsonl")


@pytest.mark.parametrize("file", MEASURING_DATA)
def test_the_measuring_data_is_not_learned(shared_data, file):
    records = [json.loads(line) for line in (shared_data / file).read_text().splitlines()]
    measured = long_enough(str(record.get("text") or record.get("query")) for record in records)
    assert len(measured) > 50
    assert len(training_sentences() & measured) <= MAX_SHARE_BY_CHANCE * len(measured)
