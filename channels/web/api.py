"""The HTTP API under /api/v1: conversations, their messages, feedback, and its own description."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from pydantic import BaseModel
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, empty, json, raw

from channels.web.limits import Allowance
from channels.web.openapi import describe
from channels.web.reading import bearer_token, clean_text, read_json, read_message, validated
from channels.web.schemas import (
    AnswerOut,
    FeedbackIn,
    HealthOut,
    OpenTurnOut,
    StartedOut,
    StartIn,
    TranscriptOut,
)
from channels.web.settings import READING
from channels.web.stream import stream_answer, wants_stream
from conversations.service import Conversations

PREFIX = "/api/v1"

HealthCheck = Callable[[], Awaitable[bool]]


def add_api(
    blueprint: Blueprint, service: Conversations, allowance: Allowance, engine_healthy: HealthCheck | None
) -> None:
    """Add the API's routes to `blueprint`."""
    description = describe()

    @blueprint.post(f"{PREFIX}/conversations")
    async def start(request: Request) -> HTTPResponse:
        validated(StartIn, read_json(request, optional=True))
        allowance.count_start()
        started = await service.start()
        body = StartedOut(
            conversation_id=started.conversation_id,
            token=started.token,
            expires_at=started.expires_at,
            messages=started.messages,
        )
        location = f"{PREFIX}/conversations/{started.conversation_id}"
        return _model(body, HTTPStatus.CREATED, {"Location": location})

    @blueprint.post(f"{PREFIX}/conversations/<conversation_id:str>/messages")
    async def send(request: Request, conversation_id: str) -> HTTPResponse | None:
        token = bearer_token(request)
        message = read_message(request)
        allowance.count_turn(conversation_id)
        answer = service.turn(conversation_id, token, message.client_message_id, message.contribution())
        if wants_stream(request):
            await stream_answer(request, answer)
            return None
        return _model(AnswerOut(messages=await answer))

    @blueprint.get(f"{PREFIX}/conversations/<conversation_id:str>")
    async def read(request: Request, conversation_id: str) -> HTTPResponse:
        transcript = await service.transcript(conversation_id, bearer_token(request))
        body = TranscriptOut(
            conversation_id=conversation_id,
            expires_at=transcript.expires_at,
            messages=transcript.messages,
            open_turns=[
                OpenTurnOut(
                    client_message_id=turn.client_message_id,
                    message_id=turn.message_id,
                    state=turn.state,
                    choice=turn.choice,
                )
                for turn in transcript.open_turns
            ],
        )
        return _model(body)

    @blueprint.delete(f"{PREFIX}/conversations/<conversation_id:str>")
    async def erase(request: Request, conversation_id: str) -> HTTPResponse:
        await service.erase(conversation_id, bearer_token(request))
        return empty(HTTPStatus.NO_CONTENT)

    @blueprint.post(f"{PREFIX}/conversations/<conversation_id:str>/feedback")
    async def judge(request: Request, conversation_id: str) -> HTTPResponse:
        token = bearer_token(request)
        opinion = validated(FeedbackIn, read_json(request))
        allowance.count_turn(conversation_id)
        comment = clean_text(opinion.comment) if opinion.comment else None
        await service.judge(conversation_id, token, opinion.message_id, opinion.helpful, comment)
        return empty(HTTPStatus.NO_CONTENT)

    async def openapi(request: Request) -> HTTPResponse:
        return json(description, ensure_ascii=False)

    blueprint.add_route(openapi, f"{PREFIX}/openapi.json", methods=READING)

    async def health(request: Request) -> HTTPResponse:
        engine = await engine_healthy() if engine_healthy is not None else True
        return _model(HealthOut(status="ok" if engine else "eingeschränkt", engine=engine))

    blueprint.add_route(health, "/health", methods=READING)


def _model(
    body: BaseModel, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> HTTPResponse:
    return raw(
        body.model_dump_json().encode(),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
