"""The generated training sentences: reproducible, apart from the test sentences, in one intent each."""

from pathlib import Path

import pytest
import yaml

from bench.act_sentences import civic_sentences, dialogue_acts
from nlu.generate import VARIANTS, generate, read_patterns, read_reserved, sentence_key

DATA = Path("nlu/data")
TWINS = Path("tests/nlu/data")


@pytest.fixture(scope="module")
def training() -> list[tuple[str, str]]:
    """(sentence, intent) of all training files."""
    blocks = (
        (line[2:], block["intent"])
        for path in sorted(DATA.rglob("*.yml"))
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
        for line in block["examples"].splitlines()
    )
    return list(blocks)


def test_the_script_makes_the_committed_files_again():
    committed = {path.name: path.read_text(encoding="utf-8") for path in VARIANTS.glob("*.yml")}
    assert generate() == committed


def test_every_pattern_file_has_a_twin_with_test_sentences():
    assert {file.stem for file in read_patterns()} == {path.stem for path in TWINS.glob("*.yml")}


def test_a_twin_tests_the_intent_of_its_patterns():
    intents = {file.stem: file.intent for file in read_patterns()}
    for path in TWINS.glob("*.yml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["absicht"] == intents[path.stem]


def test_no_test_sentence_is_in_the_training(training):
    tested = {sentence_key(sentence) for sentence, _ in civic_sentences()}
    assert [sentence for sentence, _ in training if sentence_key(sentence) in tested] == []


def test_no_measuring_sentence_is_in_the_training(training):
    acts = dialogue_acts()
    if acts is None:
        pytest.skip("../shared/data/dialogue_acts_de liegt nicht neben dem Repositorium")
    measured = {sentence_key(sentence) for sentence, _ in acts}
    assert measured <= read_reserved()
    assert [sentence for sentence, _ in training if sentence_key(sentence) in measured] == []


def test_no_sentence_has_two_intents(training):
    intents: dict[str, str] = {}
    for sentence, intent in training:
        assert intents.setdefault(sentence_key(sentence), intent) == intent, sentence


def test_there_are_enough_test_sentences_over_all_intents():
    sentences = civic_sentences()
    assert len(sentences) >= 400
    assert len({intent for _, intent in sentences}) == len(read_patterns())
