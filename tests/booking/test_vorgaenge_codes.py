"""What opens a Vorgang, what does not, and what the database tells about it."""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Engine, select

from booking.errors import BookingError, NotFound, RateLimited
from booking.model import State
from booking.tables import vorgaenge as table
from booking.vorgaenge.vorgang import Vorgang
from booking.vorgaenge.wrong_codes import MAX_IN_ALL, MAX_PER_CONVERSATION, MAX_PER_NUMBER
from tests.booking.embedded import EmbeddedDesk
from tests.booking.vorgaenge_office import CHAT, OTHER_CHAT, Office, opened

WRONG = "AAAAA-AAAAA"


@pytest.fixture(params=["sqlite", "zms"])
async def office(request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    async with opened(request.param, request) as office:
        yield office


@pytest.fixture
def embedded(sqlite: Engine) -> Office:
    return Office(sqlite, EmbeddedDesk(sqlite))


async def refusal(office: Office, number: str, code: str, chat: str | None = CHAT) -> BookingError:
    with pytest.raises(BookingError) as caught:
        await office.vorgaenge.open_with_code(chat, number, code)
    return caught.value


async def test_a_code_is_short_and_a_link_token_is_url_safe(office: Office):
    vorgang = await office.book()
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}", vorgang.code)
    assert re.fullmatch(r"[a-z]{26}\.[\w-]{43}", vorgang.link_token)
    again = await office.process().find(CHAT, vorgang.id)
    assert (again.code, again.link_token) == (vorgang.code, vorgang.link_token)


async def test_number_and_code_open_it_in_another_conversation(office: Office):
    vorgang = await office.book()
    got = await office.vorgaenge.open_with_code(OTHER_CHAT, vorgang.number, vorgang.code)
    assert got.id == (await office.vorgaenge.latest(OTHER_CHAT)).id == vorgang.id
    assert (await got.booking()).state is State.CONFIRMED


async def test_a_page_opens_it_without_taking_it_from_its_conversation(office: Office):
    vorgang = await office.book()
    for _ in range(MAX_PER_CONVERSATION + 1):
        assert isinstance(await refusal(office, vorgang.number, WRONG, None), NotFound)
    assert (await office.vorgaenge.open_with_code(None, vorgang.number, vorgang.code)).id == vorgang.id
    assert (await office.vorgaenge.latest(CHAT)).id == vorgang.id


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda text: text.replace("-", ""),
        lambda text: f"  {text.replace('-', ' – ')} ",
        lambda text: " ".join(text),
        lambda text: "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in text),
        lambda text: text.replace("0", "O").replace("1", "l"),
    ],
    ids=["small", "no hyphen", "blanks around", "spelled", "wide letters", "O and l for digits"],
)
async def test_number_and_code_may_be_typed_in_many_ways(office: Office, typed):
    vorgang = await office.book()
    got = await office.vorgaenge.open_with_code(OTHER_CHAT, typed(vorgang.number), typed(vorgang.code))
    assert got.id == vorgang.id


async def test_the_code_of_one_does_not_open_another(office: Office):
    mine, theirs = await office.book(), await office.book(3, OTHER_CHAT)
    assert isinstance(await refusal(office, theirs.number, mine.code), NotFound)
    assert (await office.vorgaenge.find(OTHER_CHAT, theirs.id)).id == theirs.id


@pytest.mark.parametrize("typed", ["", "-", "\x00", "\ud800", "ü" * 10_000, "'; DROP TABLE x; --", "½"])
async def test_whatever_is_typed_or_called_is_only_wrong(embedded: Office, typed: str):
    vorgang = await embedded.book()
    assert isinstance(await refusal(embedded, vorgang.number, typed), NotFound)
    assert isinstance(await refusal(embedded, typed, vorgang.code), NotFound)
    for token in (typed, f"{typed}.x", f"{vorgang.id}.{typed}"):
        with pytest.raises(NotFound):
            await embedded.vorgaenge.open_with_link(token)
    with pytest.raises(NotFound):
        await embedded.vorgaenge.find(CHAT, typed)


async def test_postgresql_takes_what_is_typed_as_well(postgres_database: Engine):
    office = Office(postgres_database, EmbeddedDesk(postgres_database))
    for typed in ("\x00", "\ud800"):
        assert isinstance(await refusal(office, typed, typed), NotFound)
        with pytest.raises(NotFound):
            await office.vorgaenge.open_with_link(f"{typed}.{typed}")


async def test_an_unknown_number_and_a_wrong_code_cost_the_same_work_and_read_the_same(
    embedded: Office, monkeypatch: pytest.MonkeyPatch
):
    vorgang = await embedded.book()
    work: list[str] = []
    compare, digest = hmac.compare_digest, hmac.digest
    monkeypatch.setattr(hmac, "compare_digest", lambda *a: work.append("compare") or compare(*a))
    monkeypatch.setattr(hmac, "digest", lambda *a: work.append("digest") or digest(*a))
    told, cost = [], []
    for number in (vorgang.number, "ZZZZZ-ZZZZZ"):
        work.clear()
        error = await refusal(embedded, number, WRONG)
        told.append((type(error), str(error)))
        cost.append(tuple(work))
    assert told[0] == told[1]
    assert cost[0] == cost[1] == ("digest", "compare")
    cost = []
    for token in (f"{vorgang.id}.x", f"{'a' * 26}.x"):
        work.clear()
        with pytest.raises(NotFound):
            await embedded.vorgaenge.open_with_link(token)
        cost.append(tuple(work))
    assert cost[0] == cost[1] == ("digest", "compare")


async def test_after_some_wrong_codes_a_conversation_waits_whether_or_not_the_number_exists(
    embedded: Office,
):
    vorgang = await embedded.book()
    told = []
    for chat, number in (("chat 1", vorgang.number), ("chat 2", "ZZZZZ-ZZZZZ")):
        for n in range(MAX_PER_CONVERSATION):
            assert isinstance(await refusal(embedded, number + "2" * n, WRONG, chat), NotFound)
        limited = await refusal(embedded, vorgang.number, vorgang.code, chat)
        assert isinstance(limited, RateLimited)
        told.append(str(limited))
    assert told[0] == told[1]
    assert "in 15 Minuten" in told[0]
    embedded.clock.advance(minutes=14, seconds=59)
    assert "in einer Minute" in str(await refusal(embedded, vorgang.number, vorgang.code, "chat 1"))
    embedded.clock.advance(seconds=1)
    assert await embedded.vorgaenge.open_with_code("chat 1", vorgang.number, vorgang.code)


async def test_after_some_wrong_codes_a_number_is_closed_from_everywhere(embedded: Office):
    vorgang = await embedded.book()
    for number in (vorgang.number, "ZZZZZ-ZZZZZ"):
        for n in range(MAX_PER_NUMBER):
            typed = number.lower() if n % 2 else number
            assert isinstance(await refusal(embedded, typed, WRONG, f"chat {number} {n}"), NotFound)
        assert isinstance(await refusal(embedded, number, vorgang.code, "another chat"), RateLimited)
    embedded.clock.advance(minutes=15)
    assert await embedded.vorgaenge.open_with_code("another chat", vorgang.number, vorgang.code)


async def test_many_tries_at_once_count_as_many(embedded: Office):
    vorgang = await embedded.book()
    tries = [embedded.vorgaenge.open_with_code(CHAT, vorgang.number, WRONG) for _ in range(30)]
    outcomes = [type(got) for got in await asyncio.gather(*tries, return_exceptions=True)]
    assert outcomes.count(NotFound) == MAX_PER_CONVERSATION
    assert outcomes.count(RateLimited) == 30 - MAX_PER_CONVERSATION


async def test_the_whole_process_has_a_bound_and_remembers_no_more_than_that(embedded: Office):
    for n in range(MAX_IN_ALL):
        assert isinstance(await refusal(embedded, f"N{n:04}", WRONG, f"chat {n}"), NotFound)
    assert isinstance(await refusal(embedded, "another", WRONG, "another"), RateLimited)
    assert len(embedded.vorgaenge._wrong_codes._tries) == MAX_IN_ALL


async def test_right_codes_are_not_counted(embedded: Office):
    vorgang = await embedded.book()
    for _ in range(3 * MAX_PER_NUMBER):
        await embedded.vorgaenge.open_with_code(CHAT, vorgang.number, vorgang.code)


async def test_a_link_of_what_was_forged_or_cut_opens_nothing(office: Office):
    mine, theirs = await office.book(), await office.book(3, OTHER_CHAT)
    secret = mine.link_token.partition(".")[2]
    for token in (
        f"{theirs.id}.{secret}",
        mine.link_token[:-1],
        mine.link_token + "A",
        mine.id,
        f"{mine.id}.",
    ):
        with pytest.raises(NotFound):
            await office.vorgaenge.open_with_link(token)


def secrets_of(vorgang: Vorgang) -> set[str]:
    code = vorgang.code
    return {code, code.replace("-", ""), vorgang.link_token, vorgang.link_token.partition(".")[2]}


async def test_the_row_holds_neither_code_nor_secret(office: Office):
    vorgang = await office.book()
    secret = (await vorgang.booking()).secret
    with office.engine.connect() as connection:
        row = connection.execute(select(table)).one()
    raw = b" ".join(
        value if isinstance(value, bytes) else str(value).encode() for value in row._mapping.values()
    )
    for hidden in secrets_of(vorgang) | {secret}:
        assert hidden.encode() not in raw
    assert vorgang.number.encode() in raw


async def test_nothing_that_is_printed_tells_more_than_the_id(office: Office):
    vorgang = await office.book()
    printed = repr(vorgang) + repr(vorgang._record) + repr(await office.vorgaenge.find(CHAT, vorgang.id))
    assert vorgang.id in repr(vorgang)
    for hidden in {*secrets_of(vorgang), vorgang.number, CHAT + "'", (await vorgang.booking()).secret}:
        assert hidden not in printed
