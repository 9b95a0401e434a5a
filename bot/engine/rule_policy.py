"""RulePolicy without the debug texts that Rasa writes and copies at every prediction."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class QuietRulePolicy(RulePolicy):
    """Predicts exactly what RulePolicy predicts.

    Rasa formats all states of the conversation for a debug message, and copies them, twice a prediction.
    """

    @staticmethod
    def format_tracker_states(states: list[dict[str, Any]]) -> str:
        """Return how many states there are instead of spelling them out."""
        return f"{len(states)} states"
