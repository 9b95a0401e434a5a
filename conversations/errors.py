"""What can go wrong with a conversation; the channel decides how each is shown."""

from __future__ import annotations


class ConversationError(Exception):
    """Base of the small tree below; never carries a citizen's words."""


class UnknownConversation(ConversationError):
    """There is no such conversation, or no longer: it was erased or has expired."""


class WrongToken(ConversationError):
    """The token is not the one that this conversation was started with."""


class NotOffered(ConversationError):
    """A choice or a form came back that this conversation never offered."""


class ReusedMessageId(ConversationError):
    """A `client_message_id` came back with other content than the first time."""


class UnknownMessage(ConversationError):
    """Feedback names a message that the assistant did not write in this conversation."""


class Unanswered(ConversationError):
    """The message is kept but nobody could answer it now; the same id may be sent again."""


class FormUnanswered(Unanswered):
    """Nobody could take the form now; as its values are kept nowhere, it has to be sent again."""


class FormRejected(ConversationError):
    """A form handler refuses a value; nothing of the form is kept and the same id may be sent again.

    `message` is the German sentence that the citizen reads beside `field`, or beside the whole form
    where `field` is None. It does not quote the value.
    """

    def __init__(self, field: str | None, message: str):
        super().__init__(message)
        self.field = field
        self.message = message
