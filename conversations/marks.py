"""Marks: what stands in the log where only the citizen may see more, a number, a code, a secret link.

A mark names a subject and one fact about it. It is made of signs that JSON, HTML, addresses and Rasa's
templates leave as they are, and may stand wherever an answer has text, or at the beginning of an address.
Not in what is offered (a button's label, a form's title): that becomes the citizen's own message, and a
citizen's message is never revealed. The facts are put in at the moment of delivery and stored nowhere.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from conversations.blocks import Block, Blocks, Message

logger = logging.getLogger(__name__)

# (conversation id, subject) -> its facts, or None where this conversation may not see them (any more).
Revealer = Callable[[str, str], Awaitable[Mapping[str, str] | None]]

GONE = "[nicht mehr abrufbar]"
NOT_NOW = "[gerade nicht abrufbar]"

_SUBJECT = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FACT = re.compile(r"[a-z]{1,32}")
_MARK = re.compile(rf"~~({_SUBJECT.pattern})\.({_FACT.pattern})~~")
# Sent back as they came, so nothing is put into them.
_SENT_BACK = {"type", "choice", "form", "name"}


def mark(subject: str, fact: str) -> str:
    """The mark for one fact, such as `~~6f1c….code~~`; ASCII. Raises `ValueError` for other signs."""
    if not (_SUBJECT.fullmatch(subject) and _FACT.fullmatch(fact)):
        raise ValueError("a mark's subject and fact are plain words")
    return f"~~{subject}.{fact}~~"


async def reveal_marks(messages: Sequence[Message], conversation_id: str, reveal: Revealer) -> list[Message]:
    """`messages` as this conversation's citizen sees them; those without marks are the same objects.

    A fact that is missing reads `GONE`, or `NOT_NOW` where `reveal` failed; a link with it is left out.
    """
    subjects = [_subjects(message) for message in messages]
    facts = {
        subject: await _facts(conversation_id, subject, reveal) for subject in sorted(set().union(*subjects))
    }
    return [
        _revealed(message, facts) if named else message
        for message, named in zip(messages, subjects, strict=True)
    ]


async def nothing_to_reveal(conversation_id: str, subject: str) -> None:
    """The revealer of a service whose answers have no marks."""


class _Facts:
    """What is known of one subject, and the words for what is not."""

    def __init__(self, known: Mapping[str, str], absent: str = GONE):
        self.known = known
        self.absent = absent


async def _facts(conversation_id: str, subject: str, reveal: Revealer) -> _Facts:
    try:
        return _Facts(await reveal(conversation_id, subject) or {})
    except Exception as error:
        # The conversation must stay readable; only the kind of error is logged, its text may hold a secret.
        logger.error("a mark of %s was not revealed: %s", conversation_id, type(error).__name__)
        return _Facts({}, NOT_NOW)


def _subjects(message: Message) -> set[str]:
    """The subjects it has marks of; a citizen's own message never counts."""
    return (
        set()
        if message.sender == "citizen"
        else {found[1] for found in _MARK.finditer(message.model_dump_json())}
    )


def _revealed(message: Message, facts: Mapping[str, _Facts]) -> Message:
    blocks = [revealed for block in message.blocks if (revealed := _block(block, facts)) is not None]
    return message.model_copy(update={"blocks": blocks})


def _block(block: Block, facts: Mapping[str, _Facts]) -> Block | None:
    filled = _filled(block.model_dump(), facts)
    return None if filled is None else Blocks.validate_python([filled])[0]


def _filled(part: Any, facts: Mapping[str, _Facts]) -> Any:
    """`part` of a dumped block with its facts; None for a link that leads nowhere."""
    match part:
        case str():
            return _MARK.sub(lambda found: _fact(found, facts), part)
        case {"url": str(url)} if any(found[2] not in facts[found[1]].known for found in _MARK.finditer(url)):
            return None
        case dict():
            return {key: value if key in _SENT_BACK else _filled(value, facts) for key, value in part.items()}
        case tuple() | list():
            return [filled for each in part if (filled := _filled(each, facts)) is not None]
        case _:
            return part


def _fact(found: re.Match[str], facts: Mapping[str, _Facts]) -> str:
    of_subject = facts[found[1]]
    return of_subject.known.get(found[2], of_subject.absent)
