"""The linear act model, trained on a handful of sentences."""

import numpy as np
import pytest

from nlu.components.act_model import ActModel

SENTENCES = {
    "gebuehr": [
        "Was kostet ein Pass?",
        "Wie teuer ist der Ausweis?",
        "Gebühr für die Urkunde",
        "Was kostet das?",
    ],
    "gruss": ["Hallo zusammen", "Guten Tag", "Hallo du", "Servus"],
    "wetter": ["Regnet es morgen?", "Wie wird das Wetter?", "Scheint die Sonne?", "Wetter heute"],
}
TEXTS = [text for texts in SENTENCES.values() for text in texts]
LABELS = [label for label, texts in SENTENCES.items() for _ in texts]
KNOWN = {"was", "kostet", "teuer", "gebuhr", "hallo", "wetter", "morgen", "ausweis"}


@pytest.fixture(scope="module")
def model() -> ActModel:
    return ActModel.train(TEXTS, LABELS, KNOWN)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("was kostet eine neue Geburtsurkunde", "gebuehr"),
        ("WAS KOSTET EIN AUSWEIS", "gebuehr"),
        ("was koset der Aussweis", "gebuehr"),
        ("Hallooo!!!", "gruss"),
        ("wie wird morgen das weter", "wetter"),
    ],
)
def test_other_sentences_of_the_same_kind_are_understood(model, text, label):
    assert model.rank(text)[0][0] == label


def test_the_probabilities_are_in_order_and_add_up_to_one(model):
    chances = [chance for _, chance in model.rank("Was kostet das Wetter?")]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["", " ", "???", "你好", "x" * 5000])
def test_any_text_gets_a_ranking(model, text):
    assert len(model.rank(text)) == 3


def test_training_twice_gives_the_same_model(model):
    assert ActModel.train(TEXTS, LABELS, KNOWN).rank("was kostet das") == model.rank("was kostet das")


def test_a_stored_model_ranks_as_before_and_holds_no_code(model, tmp_path):
    model.save(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".safetensors"}
    assert ActModel.load(tmp_path).rank("Was kostet das?") == model.rank("Was kostet das?")


def test_vectors_help_with_a_word_never_trained(tmp_path):
    def vector(text: str) -> np.ndarray:
        like_weather = {"regnet", "wetter", "sonne", "gewitter"} & set(text.lower().strip("?").split())
        return np.array([1.0, 0.0] if like_weather else [0.0, 1.0], dtype=np.float32)

    model = ActModel.train(TEXTS, LABELS, KNOWN, sentence_vector=vector)
    model.save(tmp_path)
    loaded = ActModel.load(tmp_path)
    assert loaded.uses_vectors
    assert loaded.rank("Gewitter", vector("Gewitter"))[0][0] == "wetter"
    weather_by_vector = dict(loaded.rank("Gewitter", vector("Gewitter")))["wetter"]
    assert weather_by_vector > dict(loaded.rank("Gewitter", vector("anderes")))["wetter"]


def test_familiar_letters_are_counted(model):
    assert model.familiar_share("Hallo, was kostet") == 1.0
    assert model.familiar_share("你好吗") == 0.0


def test_a_word_of_a_training_sentence_is_known_and_no_other(model):
    assert model.has_known_word("Hallo Schrottfahrrad")
    assert not model.has_known_word("Schrottfahrrad")
    assert not model.has_known_word("")
