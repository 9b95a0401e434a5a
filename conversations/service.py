"""Conversations: started, continued, read, judged and erased, each call bound to its token."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from conversations.access import Access, Started, Transcript, new_access
from conversations.answering import (
    Answerer,
    Chosen,
    Contribution,
    EngineUnavailable,
    Filled,
    FormHandler,
    Mask,
    Reply,
    Said,
)
from conversations.blocks import SENT, Block, Form, Message, Text, offered_choices
from conversations.errors import (
    FormRejected,
    FormUnanswered,
    NotOffered,
    Unanswered,
    UnknownConversation,
    UnknownMessage,
    WrongToken,
)
from conversations.marks import Revealer, nothing_to_reveal, reveal_marks
from conversations.placeholders import without_placeholders
from conversations.records import Claim, Entry, Kind
from conversations.repository import Repository
from conversations.retention import Retention
from conversations.tokens import hash_token, matches

logger = logging.getLogger(__name__)

DEFAULT_LIFETIME = timedelta(hours=24)
# A citizen waits no longer than this for one answer; the engine's own time-outs are shorter.
ANSWER_LIMIT = timedelta(seconds=30)
# A turn still pending after this was left behind by a process that died; another may take it over.
ABANDONED_AFTER = ANSWER_LIMIT + timedelta(seconds=10)
# How often a second request with the same id looks whether the first one has its answer.
WATCH_INTERVAL = 0.05


class Conversations:
    """The one way into the log; masks before it stores and before anyone answers."""

    def __init__(
        self,
        repository: Repository,
        retention: Retention,
        *,
        answer: Answerer,
        mask: Mask,
        greeting: Sequence[Sequence[Block]],
        forms: Mapping[str, FormHandler] | None = None,
        reveal: Revealer = nothing_to_reveal,
        lifetime: timedelta = DEFAULT_LIFETIME,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        self._repository = repository
        self._retention = retention
        self._answer = answer
        self._mask = mask
        self.greeting = greeting
        self._forms = {} if forms is None else forms
        self._reveal = reveal
        self._lifetime = lifetime
        self._now = now
        self._running: set[asyncio.Task[None]] = set()

    async def start(self, access: Access | None = None) -> Started:
        """Begin a conversation with the greeting.

        With an `access` handed out before, beginning twice begins once. Raises `WrongToken` if the
        conversation is there with another token.
        """
        access = access or new_access()
        now = self._now()
        row = {"id": access.conversation_id, "token_hash": hash_token(access.token), "created_at": now}
        greeting = [self._message("bot", blocks) for blocks in self.greeting]
        await asyncio.to_thread(
            self._repository.add_conversation,
            {**row, "expires_at": now + self._lifetime},
            greeting,
            _offers(self.greeting),
            now,
        )
        transcript = await self.transcript(access.conversation_id, access.token)
        return Started(access.conversation_id, access.token, transcript.expires_at, transcript.messages)

    async def turn(
        self, conversation_id: str, token: str, client_message_id: str, contribution: Contribution
    ) -> list[Message]:
        """Answer one contribution; the same `client_message_id` again gives the same answer.

        The answering goes on when the caller is cancelled (the citizen reloads the page), so a repeat
        finds it. Raises `NotOffered`, `ReusedMessageId`, `Unanswered` after keeping the message, or
        `FormRejected` or `FormUnanswered` with nothing of the form kept.
        """
        await self._admit(conversation_id, token)
        kind, content = self._described(contribution)
        entry = Entry(conversation_id, client_message_id, kind, content)
        message = self._message("citizen", (Text(text=content),))
        while True:
            now = self._now()
            claim = await asyncio.to_thread(
                self._repository.claim_turn,
                entry,
                message,
                now=now,
                abandoned_before=now - ABANDONED_AFTER,
            )
            if claim.state == "mine":
                task = asyncio.create_task(self._reply(entry, claim, contribution))
                self._running.add(task)
                task.add_done_callback(self._settle)
                await asyncio.shield(task)
            if claim.state != "busy":
                answer = await asyncio.to_thread(self._repository.answer_of, claim.turn_id)
                return await reveal_marks(answer, conversation_id, self._reveal)
            await asyncio.sleep(WATCH_INTERVAL)

    async def transcript(self, conversation_id: str, token: str) -> Transcript:
        """The whole conversation so far."""
        expires_at = await self._admit(conversation_id, token)
        messages, open_turns = await asyncio.to_thread(self._repository.transcript, conversation_id)
        messages = await reveal_marks(messages, conversation_id, self._reveal)
        return Transcript(expires_at, messages, open_turns)

    async def judge(
        self, conversation_id: str, token: str, message_id: str, helpful: bool, comment: str | None = None
    ) -> None:
        """Keep the citizen's opinion on one answer; a later one replaces it."""
        await self._admit(conversation_id, token)
        masked = self._mask(comment) if comment else None
        known = await asyncio.to_thread(
            self._repository.set_feedback, conversation_id, message_id, helpful, masked, self._now()
        )
        if not known:
            raise UnknownMessage

    async def erase(self, conversation_id: str, token: str) -> None:
        """Delete the conversation here and have the engine forget it."""
        await self._admit(conversation_id, token)
        await self._retention.erase(conversation_id)

    async def finish(self) -> None:
        """Wait for the answers under way; for a clean stop."""
        await asyncio.gather(*self._running, return_exceptions=True)

    def _settle(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has it; unread, asyncio would log it with its text

    async def _admit(self, conversation_id: str, token: str) -> datetime:
        stored = await asyncio.to_thread(self._repository.find_conversation, conversation_id)
        if stored is None or stored.expires_at <= self._now():
            raise UnknownConversation
        if not matches(token, stored.token_hash):
            raise WrongToken
        return stored.expires_at

    def _described(self, contribution: Contribution) -> tuple[Kind, str]:
        match contribution:
            case Said(text):
                return "text", self._mask(text)
            case Chosen(choice):
                return "choice", choice
            case Filled(form):
                if form not in self._forms:
                    raise NotOffered
                return "form", form

    async def _reply(self, entry: Entry, claim: Claim, contribution: Contribution) -> None:
        conversation_id, turn_id = entry.conversation_id, claim.turn_id
        is_form = isinstance(contribution, Filled)
        unanswered = FormUnanswered if is_form else Unanswered
        try:
            async with asyncio.timeout(ANSWER_LIMIT.total_seconds()):
                reply = await self._ask(conversation_id, entry.content, contribution)
        except FormRejected:
            await asyncio.to_thread(self._repository.release_turn, turn_id)
            raise
        except (EngineUnavailable, TimeoutError) as error:
            await asyncio.to_thread(self._repository.release_turn, turn_id)
            raise unanswered from error
        except Exception as error:
            # Only the kind of error is logged: its text may quote what the citizen wrote.
            logger.error("turn %d of %s failed: %s", turn_id, conversation_id, type(error).__name__)
            await asyncio.to_thread(self._repository.release_turn, turn_id)
            raise unanswered from None
        if not await self._store(
            conversation_id, turn_id, reply, form_sent=claim.message if is_form else None
        ):
            # Erased while the engine was thinking: its memory of this turn has to go as well.
            await self._retention.forget(conversation_id)
            raise UnknownConversation

    async def _ask(self, conversation_id: str, content: str, contribution: Contribution) -> Reply:
        match contribution:
            case Said():
                return await self._answer(conversation_id, without_placeholders(content), None)
            case Chosen(choice):
                return await self._answer(conversation_id, None, choice)
            case Filled(form, values):
                return await self._forms[form](conversation_id, values)

    async def _store(
        self, conversation_id: str, turn_id: int, reply: Reply, *, form_sent: Message | None = None
    ) -> bool:
        return await asyncio.to_thread(
            self._repository.answer_turn,
            conversation_id,
            turn_id,
            [self._message("bot", blocks) for blocks in reply.messages],
            _offers(reply.messages),
            form_sent=form_sent,
            intent=reply.intent,
            confidence=reply.confidence,
            now=self._now(),
        )

    def _message(self, sender: str, blocks: Sequence[Block]) -> Message:
        return Message.model_validate(
            {"id": secrets.token_hex(16), "sender": sender, "time": self._now(), "blocks": list(blocks)}
        )


def _offers(messages: Iterable[Sequence[Block]]) -> dict[tuple[str, str], str]:
    """The choices and forms that may come back, each with what the citizen then has said."""
    offered: dict[tuple[str, str], str] = {}
    for blocks in messages:
        offered |= {("choice", choice): label for choice, label in offered_choices(list(blocks)).items()}
        offered |= {("form", block.form): SENT + block.title for block in blocks if isinstance(block, Form)}
    return offered
