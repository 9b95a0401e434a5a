"""Fixtures for the components: a place to store models, and a stand-in for the German model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.engine import stand_ins

stand_ins.install()  # Rasa can be imported only after it

import spacy  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402

from nlu.components import german_pipeline  # noqa: E402

WORDS = ("kostet", "Gebühr", "teuer", "Preis", "hallo", "servus", "Wetter", "Sonne")
WIDTH = 8


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    """An empty model storage."""
    folder = tmp_path / "storage"
    folder.mkdir()
    return LocalModelStorage(folder)


@pytest.fixture
def resource() -> Resource:
    """Where a component stores itself."""
    return Resource("component")


@pytest.fixture
def context() -> ExecutionContext:
    """An execution context without a graph."""
    return ExecutionContext(GraphSchema({}), "test")


@pytest.fixture
def fresh_pipeline() -> Iterator[None]:
    """The pipeline is looked for again, in this test and after it."""
    german_pipeline.load_german_pipeline.cache_clear()
    yield
    german_pipeline.load_german_pipeline.cache_clear()


@pytest.fixture
def installed_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_pipeline: None) -> str:
    """A small pipeline with vectors, tagger and entities, packaged under the German model's name."""
    nlp = spacy.blank("de")
    rng = np.random.default_rng(7)
    for word in WORDS:
        nlp.vocab.set_vector(word, rng.normal(size=WIDTH).astype("float32"))
    nlp.add_pipe("tagger").add_label("NN")
    nlp.add_pipe("ner").add_label("LOC")
    nlp.initialize()
    nlp.meta.update(name="core_news_md", version="3.4.0")
    site = tmp_path / "site-packages"
    package = site / german_pipeline.MODEL
    package.mkdir(parents=True)
    nlp.to_disk(package / f"{german_pipeline.MODEL}-3.4.0")
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n\n\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    (package / "meta.json").write_text(json.dumps({**nlp.meta, "lang": "de"}))
    metadata = site / f"{german_pipeline.MODEL}-3.4.0.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.1\nName: {german_pipeline.MODEL}\nVersion: 3.4.0\n")
    monkeypatch.syspath_prepend(str(site))
    return f"{german_pipeline.MODEL} 3.4.0"
