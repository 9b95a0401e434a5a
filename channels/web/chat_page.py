"""The same conversation as a page of plain forms, for browsers without JavaScript.

Every form carries the conversation's id and token and a message number in hidden fields: no cookie, nothing
in the address, and a page sent twice (reload, double click) acts once, as in the API. The first page hands
out an access of which nothing is stored; the conversation begins when it comes back.
"""

from __future__ import annotations

import re
import secrets
from functools import partial
from http import HTTPStatus

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, html

from channels.web.errors import NoAnswer, Refusal, foreign_form, from_conversation, missing_token
from channels.web.forms import CHECK_PREFIX, VALUE_PREFIX, Returned, read_values, say_until, waiting_forms
from channels.web.limits import Allowance
from channels.web.reading import clean_text, validated
from channels.web.schemas import MAX_TEXT, ChoiceMessage, FormMessage, MessageIn, TextMessage
from channels.web.settings import READING
from channels.web.templating import render
from conversations.access import Access, Transcript, new_access
from conversations.errors import ConversationError, ReusedMessageId
from conversations.service import Conversations

PATH = "/chat"
# The form of what `new_access` hands out.
ID_FORM = re.compile(r"[0-9a-f]{32}")
TOKEN_LENGTH = 43


def add_chat_page(blueprint: Blueprint, service: Conversations, allowance: Allowance) -> None:
    """Add the page to `blueprint`."""

    async def begin(request: Request) -> HTTPResponse:
        return _page(service, new_access())

    blueprint.add_route(begin, PATH, methods=READING)

    @blueprint.post(PATH)
    async def go_on(request: Request) -> HTTPResponse:
        fields = {name: values[0] for name, values in (request.form or {}).items()}
        access = Access(fields.get("conversation_id", ""), fields.get("token", ""))
        try:
            _refuse_foreign_forms(request)
            if fields.get("action") == "erase":
                await service.erase(access.conversation_id, access.token)
                return _page(service, new_access(), status_text="Ihre Unterhaltung ist gelöscht.")
            message = _message(fields)
            if "begin" in fields:
                await _begin(service, allowance, access)
            allowance.count_turn(access.conversation_id)
            await _send(service, access, message)
            return _page(service, access, await service.transcript(access.conversation_id, access.token))
        except (ConversationError, Refusal) as error:
            refusal = error if isinstance(error, Refusal) else from_conversation(error)
            return await _refused(service, access, fields, refusal)


def _refuse_foreign_forms(request: Request) -> None:
    """Another site must not put its own conversation, which it could read, before a citizen."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise foreign_form()


async def _begin(service: Conversations, allowance: Allowance, access: Access) -> None:
    if not (ID_FORM.fullmatch(access.conversation_id) and len(access.token) >= TOKEN_LENGTH):
        raise missing_token()
    allowance.count_start()
    await service.start(access)


async def _send(service: Conversations, access: Access, message: MessageIn) -> None:
    contribution = message.contribution()
    send = partial(service.turn, access.conversation_id, access.token)
    try:
        await send(message.client_message_id, contribution)
    except ReusedMessageId:
        # Gone back in the browser and written something else: that is a new message.
        await send(secrets.token_hex(16), contribution)


def _message(fields: dict[str, str]) -> MessageIn:
    number = {"client_message_id": fields.get("client_message_id", "")}
    if "choice" in fields:
        return validated(ChoiceMessage, {**number, "choice": fields["choice"]})
    if "form" in fields:
        return validated(FormMessage, {**number, "form": fields["form"], "values": read_values(fields)})
    # Browsers send line ends as CRLF; the API counts them as one.
    text = clean_text(fields.get("text", "").replace("\r\n", "\n"))
    return validated(TextMessage, {**number, "text": text})


async def _refused(
    service: Conversations, access: Access, fields: dict[str, str], refusal: Refusal
) -> HTTPResponse:
    """The page again with what went wrong and everything that was written."""
    try:
        transcript = await service.transcript(access.conversation_id, access.token)
    except ConversationError:
        access, transcript = new_access(), None
    return _page(
        service,
        access,
        transcript,
        # What the service keeps needs no second copy in the input.
        text="" if isinstance(refusal, NoAnswer) else fields.get("text", ""),
        returned=Returned(fields.get("form", ""), read_values(fields), refusal),
        refusal=refusal,
        status=refusal.status,
    )


def _page(
    service: Conversations,
    access: Access,
    transcript: Transcript | None = None,
    *,
    text: str = "",
    returned: Returned | None = None,
    status_text: str = "",
    refusal: Refusal | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTTPResponse:
    page = render(
        "chat.html",
        path=PATH,
        access=access,
        greeting=service.greeting,
        transcript=transcript,
        unanswered={turn.message_id: turn for turn in transcript.open_turns} if transcript else {},
        new_number=lambda: secrets.token_hex(16),
        value_prefix=VALUE_PREFIX,
        check_prefix=CHECK_PREFIX,
        waiting_forms=waiting_forms(transcript.messages) if transcript else {},
        returned=returned or Returned(),
        say_until=say_until,
        max_text=MAX_TEXT,
        text=text,
        status_text=status_text,
        refusal=refusal,
    )
    headers = {"Cache-Control": "no-store", **(refusal.headers if refusal else {})}
    headers.pop("WWW-Authenticate", None)  # a page has no bearer token to ask for
    return html(page, status=status, headers=headers)
