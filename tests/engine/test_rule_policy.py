"""The quiet policy decides as Rasa's does, and does not spell out the conversation."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.app_action import AppAction
from bot.engine.rule_policy import QuietRulePolicy
from bot.engine.server import load_agent
from bot.engine.turns import TurnAgent


@pytest.fixture
def agent(model: Path, tmp_path: Path) -> TurnAgent:
    return load_agent(model, tmp_path / "tracker.sqlite", tmp_path / "actions.sock")


def test_it_decides_exactly_as_rasas_own(agent: TurnAgent, monkeypatch: pytest.MonkeyPatch):
    domain: Domain = agent.domain
    for intent in [*domain.intents, "ganz_fremd"]:
        said = UserUttered("…", {"name": intent, "confidence": 1.0})
        events = [ActionExecuted("action_listen"), SlotSet("leistung", "x"), said]
        tracker = DialogueStateTracker.from_events("a", events, slots=domain.slots)
        quiet = agent.processor.predict_next_with_tracker(tracker)
        with monkeypatch.context() as patch:
            patch.setattr(
                QuietRulePolicy, "format_tracker_states", staticmethod(Policy.format_tracker_states)
            )
            assert agent.processor.predict_next_with_tracker(tracker)["scores"] == quiet["scores"]


def test_every_intent_leads_to_an_action_of_the_app_whatever_else_was_said(agent: TurnAgent):
    own = {"back", "restart", "session_start", "out_of_scope"}  # Rasa's, refused by the channel
    for intent in set(agent.domain.intents) - own:
        entities = [
            {"entity": name, "value": {"from": "heute"}, "role": "x"} for name in agent.domain.entities
        ]
        said = UserUttered("…", {"name": intent, "confidence": 1.0}, entities)
        tracker = DialogueStateTracker.from_events("a", [ActionExecuted("action_listen"), said])
        scores = agent.processor.predict_next_with_tracker(tracker)["scores"]
        best = max(scores, key=lambda score: score["score"])
        assert best["score"] == 1, f"no rule for {intent}"
        assert best["action"] in agent.domain.user_actions


def test_states_are_counted_and_not_spelled_out():
    states = [{"user": {"text": "geheim"}}] * 3
    assert QuietRulePolicy.format_tracker_states(states) == "3 states"
    assert "geheim" in RulePolicy.format_tracker_states(states)


def test_an_answer_of_the_app_is_checked_against_rasas_schema():
    action = AppAction("action_gruss", None)
    good = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "x"}]}
    assert action._validate_action_result(good)
    for bad in ({"events": "keine"}, {"events": [{"event": "erfunden"}]}, {"responses": ["x"]}, []):
        with pytest.raises(Exception, match="action_gruss") as raised:
            action._validate_action_result(bad)
        assert "erfunden" not in str(raised.value)
