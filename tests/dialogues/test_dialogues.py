"""Whole conversations, as editors write them in `*.yml`, played over HTTP against the running service.

How such a file is written: CONTRIBUTING.md.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

from tests.support.conversation import Answer, Conversation, FreeTime
from tests.support.days import placeholders
from tests.support.expectations import check, check_refused

FOLDER = Path(__file__).parent
DIALOGUE = {"titel", "schritte", "hoechstens_zuege"}
ACTIONS = {"sagt", "waehlt", "fuellt_aus", "sendet_noch_einmal", "neue_unterhaltung"}
STEP = ACTIONS | {"lotse", "abgelehnt", "merkt_als"}
# What is typed into these forms is nobody's business but the calendar's.
PERSONAL = {"termin_kontakt", "termin_bescheid"}
SHORTEST_PERSONAL = 4  # letters; shorter values occur by chance


def dialogues(pattern: str = "*.yml") -> Iterator[Any]:
    for file in sorted(FOLDER.glob(pattern)):
        for dialogue in YAML(typ="safe").load(file):
            yield pytest.param(dialogue, id=f"{file.stem}: {dialogue['titel']}")


class Play:
    """One dialogue on its way: the conversation, the words for placeholders, the times offered before."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self._today = date.today()
        # An address of its own: a citizen may have three appointments, not all citizens together.
        address = f"{uuid.uuid4().hex}@example.de"
        self._words = placeholders(self._today) | {"email": address, "dreihundert_zeichen": "x" * 300}
        self._before: list[FreeTime] = []
        self._personal: set[str] = set()
        self.conversation = Conversation(http)

    def step(self, step: dict[str, Any]) -> None:
        assert set(step) <= STEP, f"unbekannt: {set(step) - STEP}"
        assert len(set(step) & ACTIONS) == 1, f"genau eine Handlung je Schritt: {step}"
        if step.get("neue_unterhaltung"):
            self.conversation, self._before = Conversation(self._http), []
            return
        self._before = self.conversation.times
        answer = self._act(step)
        self._words |= answer.secrets | {f"{name}_klein": v.lower() for name, v in answer.secrets.items()}
        if name := step.get("merkt_als"):
            self._words |= {f"{name}_{fact}": value for fact, value in answer.secrets.items()}
        if "abgelehnt" in step:
            check_refused(answer, step["abgelehnt"])
        else:
            check(answer, self._filled(step["lotse"]), self._before, self._today)

    def _act(self, step: dict[str, Any]) -> Answer:
        if "sagt" in step:
            return self.conversation.send(text=self._filled(step["sagt"]))
        if "waehlt" in step:
            return self.conversation.send(choice=self._choice(step["waehlt"]))
        if "fuellt_aus" in step:
            form = self._filled(step["fuellt_aus"])
            if form["formular"] in PERSONAL:
                self._personal |= {v for v in form["werte"].values() if len(v.strip()) >= SHORTEST_PERSONAL}
            return self.conversation.send(form=form["formular"], values=form["werte"])
        return self.conversation.send_again()

    def nothing_personal_is_said(self) -> None:
        """Nor does the transcript hold it: contact data goes to the calendar alone."""
        said = self.conversation.transcript()
        assert not {value for value in self._personal if value in said}

    def _choice(self, chosen: str | dict[str, int]) -> str:
        if isinstance(chosen, dict):
            return self.conversation.times[chosen["zeit"] - 1].choice
        assert chosen in self.conversation.buttons, list(self.conversation.buttons)
        return self.conversation.buttons[chosen]

    def _filled(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.format_map(self._words) if "{" in value else value
        if isinstance(value, dict):
            return {key: self._filled(inner) for key, inner in value.items()}
        return [self._filled(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("dialogue", list(dialogues()))
def test_the_conversation_goes_as_written(dialogue, service):
    assert set(dialogue) <= DIALOGUE, f"unbekannt: {set(dialogue) - DIALOGUE}"
    with httpx.Client(base_url=service, timeout=20, trust_env=False) as http:
        play = Play(http)
        for step in dialogue["schritte"]:
            play.step(step)
            play.nothing_personal_is_said()
        if "hoechstens_zuege" in dialogue:
            assert play.conversation.turns <= dialogue["hoechstens_zuege"]


@pytest.mark.parametrize(("pattern", "least", "steps"), [("*.yml", 42, 150), ("termin_*.yml", 30, 110)])
def test_there_are_enough_conversations_to_trust_them(pattern, least, steps):
    counted = [dialogue.values[0]["schritte"] for dialogue in dialogues(pattern)]
    assert len(counted) >= least
    assert sum(map(len, counted)) >= steps
