"""One turn: Rasa's agent and processor, made to fail whole instead of half."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecutionRejected
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.app_action import AppAction


class ActionFailed(Exception):
    """An action of the app could not be run; nothing of the turn was kept."""


class TurnOutput(OutputChannel):
    """Collects what the actions say, as messages of blocks."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name as trackers and actions see it."""
        return "internal"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one bot message: the action's own blocks, or its plain text as a text block."""
        blocks = (message.get("custom") or {}).get("blocks") or []
        if message.get("text"):
            blocks = [{"type": "text", "text": message["text"]}, *blocks]
        if blocks:
            self.messages.append({"blocks": blocks})


@dataclass(frozen=True)
class Turn:
    """What one turn gave: messages of blocks, and the act that was understood."""

    messages: list[dict[str, Any]]
    intent: dict[str, Any]


class TurnProcessor(MessageProcessor):
    """Handles a message as Rasa does, but saves nothing when an action fails.

    Stock Rasa logs the failure, loses the action's events and saves the tracker: the citizen would get
    an empty answer, and the same message sent again would count twice.
    """

    async def take_turn(self, message: UserMessage, output: TurnOutput) -> Turn:
        """Run one whole turn. Raises ActionFailed or TrackerStoreUnavailable; then nothing was saved."""
        tracker = await self.log_message(message, should_save_tracker=False)
        tracker = await self.run_action_extract_slots(output, tracker)
        await self._run_prediction_loop(output, tracker)
        await self.save_tracker(tracker)
        understood = tracker.latest_message.intent if tracker.latest_message else {}
        intent = {"name": understood.get("name"), "confidence": understood.get("confidence", 0.0)}
        return Turn(output.messages, intent)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        """Run one predicted action; return whether another one is to be predicted.

        Rasa copies the tracker for every action, to be able to take the prediction's events back:
        the copy is made only when there are such events.
        """
        if isinstance(action, RemoteAction):
            action = AppAction(action.name(), self.action_endpoint)
        if prediction.events:
            seen = tracker.copy()
            seen.update_with_events(prediction.events, self.domain)
        else:
            seen = tracker
        try:
            events = await action.run(output_channel, nlg, seen, self.domain)
        except ActionExecutionRejection:
            tracker.update(
                ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence)
            )
            return self.should_predict_another_action(action.name())
        except Exception as error:
            raise ActionFailed(f"{action.name()}: {type(error).__name__}") from error
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self.execute_side_effects(events, tracker, output_channel)
        return self.should_predict_another_action(action.name())


class TurnAgent(Agent):
    """An agent whose tracker store fails closed and whose processor is a TurnProcessor."""

    async def take_turn(self, message: UserMessage, output: TurnOutput) -> Turn:
        """Run one turn, after the turns of the same sender that came before."""
        async with self.lock_store.lock(message.sender_id):
            return await self.processor.take_turn(message, output)

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load the model; endpoint and stores are the agent's own, also after a reload."""
        self.processor = TurnProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
            http_interpreter=self.http_interpreter,
        )
        self.domain = self.processor.domain
        self.tracker_store.domain = self.domain
        self._set_fingerprint(fingerprint)

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain | None) -> TrackerStore:
        """Return the store unwrapped: Rasa's wrapper turns a read error into a new conversation."""
        if store is None:
            raise ValueError("the engine keeps conversations on disk: give it a tracker store")
        return store
