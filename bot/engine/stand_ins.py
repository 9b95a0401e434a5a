"""Stand-ins for packages that Rasa imports and Stadtlotse never uses: they are not even installed.

Rasa imports TensorFlow for its neural components, a cloud library for its archives and one library for
each messenger, whatever the pipeline says: two thirds of the install, half of every start and more than
half of the memory. Python's import hook puts an empty module in the place of each that is missing. Its
names can be imported, subclassed and used in annotations; calling one raises StandInUsed. What is
installed is always preferred. See ADR 0001.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

# Left out in bot/engine/pyproject.toml; names of modules, not of distributions.
LEFT_OUT = frozenset(
    {
        # neural components
        *("tensorflow", "keras", "tensorflow_hub", "tensorflow_text", "sklearn_crfsuite"),
        # messengers
        *("aiogram", "engineio", "fbmessenger", "mattermostwrapper", "rocketchat_API", "slack_sdk"),
        *("socketio", "twilio", "webexteamssdk"),
        # other stores and brokers
        *("aio_pika", "aiormq", "boto3", "botocore", "bson", "confluent_kafka", "psycopg2", "pymongo"),
        # pictures
        *("matplotlib", "pydot"),
    }
)

# Asked for only to learn whether TensorFlow is there (by thinc, below spaCy): the answer is no.
ABSENT = frozenset({"tensorflow.experimental"})


class StandInUsed(RuntimeError):
    """Something that is not installed was used; the text names it."""


class _StandInType(type):
    """The type of all names in a stand-in: attributes are stand-ins again, calls are refused.

    Rasa's classes derived from a stand-in have this type too, and behave as usual.
    """

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__") or not _is_left_out(cls.__module__):
            raise AttributeError(name)
        stand_in = _stand_in(name, cls.__module__)
        setattr(cls, name, stand_in)
        return stand_in

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        if _is_left_out(cls.__module__):
            raise StandInUsed(f"{cls.__module__}.{cls.__name__}")
        return super().__call__(*arguments, **named)

    def __getitem__(cls, _: Any) -> Any:
        return cls


class _StandInModule(ModuleType):
    """A module in which every name exists."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        stand_in = _stand_in(name, self.__name__)
        setattr(self, name, stand_in)
        return stand_in


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds stand-ins for what was left out and everything below it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return a spec for what was left out, None for anything else."""
        if not _is_left_out(fullname) or fullname in ABSENT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Return the stand-in module."""
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: a stand-in has no content."""


def install() -> None:
    """Offer the stand-ins after everything that is installed; call it before Rasa is imported."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.append(_Finder())


def _is_left_out(module: str) -> bool:
    return module.partition(".")[0] in LEFT_OUT


def _stand_in(name: str, module: str) -> Any:
    return _StandInType(name, (), {"__module__": module})
