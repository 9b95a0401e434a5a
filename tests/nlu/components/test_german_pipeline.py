"""The German pipeline, in both ways."""

import numpy as np
import pytest

from nlu.components.german_pipeline import load_german_pipeline


@pytest.mark.usefixtures("fresh_pipeline")
def test_without_the_model_the_lookup_lemmatizer_is_used():
    pipeline = load_german_pipeline()
    assert pipeline.name.startswith("blank:de")
    assert pipeline.vector_width == 0
    assert pipeline.lemmas("Ausweise verloren") == ["Ausweis", "verlieren"]


def test_the_installed_model_is_used_and_named(installed_model):
    pipeline = load_german_pipeline()
    assert pipeline.name == installed_model
    assert pipeline.vector_width == 8


@pytest.mark.usefixtures("installed_model")
def test_a_sentence_vector_has_length_one_or_is_zero():
    pipeline = load_german_pipeline()
    assert np.linalg.norm(pipeline.sentence_vector("Was kostet das, teuer?")) == pytest.approx(1)
    assert not pipeline.sentence_vector("xyz").any()
    assert pipeline.sentence_vector("").shape == (8,)


@pytest.mark.usefixtures("installed_model")
def test_syntax_and_entities_are_not_loaded():
    assert "ner" not in load_german_pipeline().nlp.pipe_names
