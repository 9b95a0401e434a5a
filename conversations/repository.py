"""Short transactions over the conversation tables; every one is safe to run in a thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, and_, case, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from conversations.blocks import Blocks, Message, Text
from conversations.errors import NotOffered, ReusedMessageId, UnknownConversation
from conversations.records import Claim, Entry, OpenTurn, Stored
from conversations.tables import conversations, feedback, messages, offers, turns

GREETING_ID = ""  # no client may send an empty id, so the greeting's turn cannot clash with one


class Repository:
    """The log. Times are aware; ids are opaque strings."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def add_conversation(
        self,
        row: Mapping[str, object],
        greeting: Sequence[Message],
        offered: Mapping[tuple[str, str], str],
        now: datetime,
    ) -> bool:
        """Store a new conversation (`row`: its columns) with its greeting; False if it is there already."""
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(conversations).values(dict(row)))
                conversation_id = str(row["id"])
                turn = {"conversation_id": conversation_id, "client_message_id": GREETING_ID}
                turn |= {"kind": "greeting", "content": ""}
                turn_id = _insert_turn(connection, turn, now, "answered")
                _insert_messages(connection, conversation_id, turn_id, greeting, first_position=1)
                _add_offers(connection, conversation_id, offered)
                return True
        except IntegrityError:
            return False

    def find_conversation(self, conversation_id: str) -> Stored | None:
        """The conversation's row, expired or not."""
        query = select(conversations.c.token_hash, conversations.c.expires_at)
        with self._engine.connect() as connection:
            row = connection.execute(query.where(conversations.c.id == conversation_id)).first()
        return Stored(row.token_hash, row.expires_at) if row else None

    def claim_turn(
        self, entry: Entry, message: Message, *, now: datetime, abandoned_before: datetime
    ) -> Claim:
        """Take the turn of `entry`, storing `message` as the citizen's side of it.

        A choice or form must have been offered (`NotOffered`); its label becomes the message. A form's
        is stored with the answer only, since without one nothing of it is kept. The insert itself
        decides between two callers, so exactly one of them gets `mine`. A turn left `unanswered`, or
        `pending` since before `abandoned_before`, is taken over.
        """
        try:
            with self._engine.begin() as connection:
                message = _labelled(connection, entry, message)
                turn_id = _insert_turn(connection, asdict(entry), now, "pending")
                if entry.kind != "form":
                    _insert_messages(connection, entry.conversation_id, turn_id, [message], first_position=0)
                return Claim(turn_id, "mine", message)
        except IntegrityError:
            return self._claim_again(entry, message, now, abandoned_before)

    def _claim_again(
        self, entry: Entry, message: Message, now: datetime, abandoned_before: datetime
    ) -> Claim:
        this_turn = and_(
            turns.c.conversation_id == entry.conversation_id,
            turns.c.client_message_id == entry.client_message_id,
        )
        with self._engine.begin() as connection:
            row = connection.execute(select(turns).where(this_turn)).first()
            if row is None:  # the clash was with the conversation itself: it was erased meanwhile
                raise UnknownConversation
            if (row.kind, row.content) != (entry.kind, entry.content):
                raise ReusedMessageId
            if row.state == "answered":
                return Claim(row.id, "answered", message)
            free = or_(
                turns.c.state == "unanswered",
                and_(turns.c.state == "pending", turns.c.claimed_at < abandoned_before),
            )
            taken = connection.execute(
                update(turns).where(turns.c.id == row.id, free).values(state="pending", claimed_at=now)
            )
            return Claim(row.id, "mine" if taken.rowcount == 1 else "busy", message)

    def answer_turn(
        self,
        conversation_id: str,
        turn_id: int,
        answer: Sequence[Message],
        offered: Mapping[tuple[str, str], str],
        *,
        form_sent: Message | None = None,
        intent: str | None,
        confidence: float | None,
        now: datetime,
    ) -> bool:
        """Store the answer with what it offers, after `form_sent` where it answers a form.

        False if the turn is gone or already answered.
        """
        with self._engine.begin() as connection:
            done = connection.execute(
                update(turns)
                .where(turns.c.id == turn_id, turns.c.state != "answered")
                .values(state="answered", answered_at=now, intent=intent, confidence=confidence)
            )
            if done.rowcount != 1:
                return False
            if form_sent is not None:
                _insert_messages(connection, conversation_id, turn_id, [form_sent], first_position=0)
            _insert_messages(connection, conversation_id, turn_id, answer, first_position=1)
            _add_offers(connection, conversation_id, offered)
            return True

    def release_turn(self, turn_id: int) -> None:
        """Nobody could answer: the same `client_message_id` may try again."""
        with self._engine.begin() as connection:
            connection.execute(
                update(turns)
                .where(turns.c.id == turn_id, turns.c.state == "pending")
                .values(state="unanswered")
            )

    def answer_of(self, turn_id: int) -> list[Message]:
        """What the assistant wrote in this turn, in order."""
        query = select(messages).where(messages.c.turn_id == turn_id, messages.c.sender == "bot")
        with self._engine.connect() as connection:
            return [_message(row) for row in connection.execute(query.order_by(messages.c.position))]

    def transcript(self, conversation_id: str) -> tuple[list[Message], list[OpenTurn]]:
        """All messages in order, and the turns that have no answer yet."""
        query = (
            select(messages)
            .where(messages.c.conversation_id == conversation_id)
            .order_by(messages.c.turn_id, messages.c.position)
        )
        choice = case((turns.c.kind == "choice", turns.c.content))
        unanswered = (
            select(turns.c.client_message_id, messages.c.id, turns.c.state, choice)
            .join(messages, and_(messages.c.turn_id == turns.c.id, messages.c.position == 0))
            .where(turns.c.conversation_id == conversation_id, turns.c.state != "answered")
            .order_by(turns.c.id)
        )
        with self._engine.connect() as connection:
            written = [_message(row) for row in connection.execute(query)]
            waiting = [OpenTurn(*row) for row in connection.execute(unanswered)]
        return written, waiting

    def set_feedback(
        self, conversation_id: str, message_id: str, helpful: bool, comment: str | None, now: datetime
    ) -> bool:
        """Store the latest opinion on one answer; False if this conversation has no such answer."""
        mine = select(messages.c.id).where(
            messages.c.id == message_id,
            messages.c.conversation_id == conversation_id,
            messages.c.sender == "bot",
        )
        with self._engine.begin() as connection:
            if connection.execute(mine).first() is None:
                return False
            connection.execute(delete(feedback).where(feedback.c.message_id == message_id))
            connection.execute(
                insert(feedback).values(
                    message_id=message_id,
                    conversation_id=conversation_id,
                    helpful=helpful,
                    comment=comment,
                    time=now,
                )
            )
            return True


def _insert_turn(connection: Connection, row: Mapping[str, object], now: datetime, state: str) -> int:
    result = connection.execute(insert(turns).values(**row, state=state, claimed_at=now))
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def _insert_messages(
    connection: Connection,
    conversation_id: str,
    turn_id: int,
    written: Iterable[Message],
    first_position: int,
) -> None:
    for position, message in enumerate(written, first_position):
        connection.execute(
            insert(messages).values(
                id=message.id,
                conversation_id=conversation_id,
                turn_id=turn_id,
                position=position,
                sender=message.sender,
                time=message.time,
                blocks=Blocks.dump_python(message.blocks, mode="json"),
            )
        )


def _labelled(connection: Connection, entry: Entry, message: Message) -> Message:
    if entry.kind == "text":
        return message
    this_offer = and_(
        offers.c.conversation_id == entry.conversation_id,
        offers.c.kind == entry.kind,
        offers.c.value == entry.content,
    )
    label: str | None = connection.scalar(select(offers.c.label).where(this_offer))
    if label is None:
        raise NotOffered
    return message.model_copy(update={"blocks": [Text(text=label)]})


def _add_offers(connection: Connection, conversation_id: str, offered: Mapping[tuple[str, str], str]) -> None:
    for (kind, value), label in offered.items():
        this_offer = and_(
            offers.c.conversation_id == conversation_id, offers.c.kind == kind, offers.c.value == value
        )
        if connection.execute(update(offers).where(this_offer).values(label=label)).rowcount == 0:
            connection.execute(
                insert(offers).values(conversation_id=conversation_id, kind=kind, value=value, label=label)
            )


def _message(row: Any) -> Message:
    return Message(id=row.id, sender=row.sender, time=row.time, blocks=Blocks.validate_python(row.blocks))
