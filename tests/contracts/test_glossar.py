"""GLOSSAR.md holds exactly the German words that the catalogue's model uses."""

import inspect
import re
from typing import get_args

import pytest
from pydantic import BaseModel

from knowledge import dienststelle, model, terminvergabe, vocabulary
from knowledge.answer import ASPEKTE
from tests.contracts.files import read

# English, because technical: they are in no editor's vocabulary.
TECHNICAL = {"id", "url", "external_id"}
MODULES = (vocabulary, dienststelle, model, terminvergabe)


def section(title: str) -> list[str]:
    """The words in the first column of the table under a heading, in order."""
    text = read("GLOSSAR.md").split(f"## {title}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


def classes() -> dict[str, type[BaseModel]]:
    return {
        name: found
        for module in MODULES
        for name, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, BaseModel) and found.__module__ == module.__name__ and found.model_fields
    }


def test_every_thing_of_the_model_is_explained_and_nothing_else():
    assert set(section("Dinge")) == set(classes())


def test_every_property_of_the_model_is_explained_and_nothing_else():
    fields = {field for found in classes().values() for field in found.model_fields}
    modules = set(get_args(vocabulary.Textmodul))
    assert set(section("Eigenschaften")) == (fields | modules) - TECHNICAL


def test_every_aspect_is_explained():
    assert section("Aspekte einer Frage") == list(ASPEKTE)


@pytest.mark.parametrize("title", ["Dinge", "Eigenschaften", "Aspekte einer Frage"])
def test_no_word_is_explained_twice(title):
    words = section(title)
    assert len(words) == len(set(words))


def test_the_closed_values_stand_in_the_explanation_of_their_property():
    text = read("GLOSSAR.md")
    for kind in (vocabulary.Ebene, vocabulary.Terminart, vocabulary.Wochentag):
        for value in get_args(kind):
            assert f"`{value}`" in text, value
