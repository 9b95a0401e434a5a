from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.answering import Chosen, Said
from conversations.blocks import (
    Block,
    Button,
    Buttons,
    Card,
    CardLink,
    FactRow,
    Facts,
    Link,
    List,
    ListItem,
    Message,
    Notice,
    Text,
)
from conversations.marks import GONE, NOT_NOW, mark, reveal_marks
from conversations.repository import Repository
from conversations.retention import Retention
from conversations.service import Conversations
from tests.conversations.fakes import FakeClock, FakeEngine

FACTS = {"nummer": "7KQ2M-9TXB4", "code": "K7Q2M-9TXB4", "link": "https://stadt.example/termin/v1.geheim"}
NUMMER, CODE, LINK = (mark("v1", fact) for fact in FACTS)

BOOKED: tuple[Block, ...] = (
    Text(text=f"Ihre Nummer ist {NUMMER}, der Code {CODE}."),
    List(items=(ListItem(text=NUMMER, note=CODE),)),
    Facts(rows=(FactRow(label="Code", value=CODE),)),
    Link(label="Termin", url=LINK),
    Card(
        title=f"Termin {NUMMER}",
        rows=(FactRow(label="Code", value=CODE),),
        links=(CardLink(label="ICS", url=f"{LINK}/termin.ics"),),
    ),
    Notice(
        text="Bitte aufheben.",
        links=(CardLink(label="115", url="tel:115"), CardLink(label="Ändern", url=LINK)),
    ),
)


class Vault:
    """Reveals one subject to one conversation."""

    def __init__(self) -> None:
        self.conversation = ""
        self.facts: Mapping[str, str] | None = FACTS
        self.asked = 0
        self.broken = False

    async def __call__(self, conversation_id: str, subject: str) -> Mapping[str, str] | None:
        self.asked += 1
        if self.broken:
            raise RuntimeError(FACTS["code"])
        return self.facts if (conversation_id, subject) == (self.conversation, "v1") else None


@pytest.fixture
def vault() -> Vault:
    return Vault()


@pytest.fixture
def service(
    database, fake_engine: FakeEngine, clock: FakeClock, retention: Retention, vault: Vault
) -> Conversations:
    fake_engine.blocks = BOOKED
    return Conversations(
        Repository(database),
        retention,
        answer=fake_engine.answer,
        mask=str,
        greeting=[[Text(text="Guten Tag")]],
        reveal=vault,
        now=clock,
    )


@pytest.fixture
async def started(service: Conversations, vault: Vault):
    started = await service.start()
    vault.conversation = started.conversation_id
    return started


def message(*blocks: Block, sender: str = "bot") -> Message:
    return Message.model_validate(
        {"id": "m", "sender": sender, "time": datetime(2026, 11, 22, tzinfo=UTC), "blocks": blocks}
    )


def words(messages: list[Message]) -> str:
    return "\n".join(message.model_dump_json() for message in messages)


async def test_the_citizen_reads_number_code_and_links_and_the_database_holds_none(
    service, started, vault, tmp_path
):
    answer = await service.turn(started.conversation_id, started.token, "1", Said("Ja, buchen"))
    again = await service.turn(started.conversation_id, started.token, "1", Said("Ja, buchen"))
    read = await service.transcript(started.conversation_id, started.token)
    assert answer == again == [read.messages[-1]]
    text, entries, facts, link, card, notice = answer[0].blocks
    assert text.text == f"Ihre Nummer ist {FACTS['nummer']}, der Code {FACTS['code']}."
    assert entries.items == (ListItem(text=FACTS["nummer"], note=FACTS["code"]),)
    assert facts.rows[0].value == FACTS["code"]
    assert link.url == FACTS["link"]
    assert card.title == f"Termin {FACTS['nummer']}"
    assert card.links[0].url == f"{FACTS['link']}/termin.ics"
    assert [link.url for link in notice.links] == ["tel:115", FACTS["link"]]
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert CODE.encode() in files
    for fact in FACTS.values():
        assert fact.encode() not in files


@pytest.mark.parametrize("facts", [None, {}, {"code": FACTS["code"]}])
async def test_what_is_gone_is_said_and_its_links_are_left_out(service, started, vault, facts):
    vault.facts = facts
    (answer,) = await service.turn(started.conversation_id, started.token, "1", Said("Termin zeigen"))
    assert [block.type for block in answer.blocks] == ["text", "list", "facts", "card", "notice"]
    assert answer.blocks[0].text.startswith(f"Ihre Nummer ist {GONE}, der Code {'K7Q2M' if facts else GONE}")
    assert answer.blocks[-2].links == ()
    assert [link.url for link in answer.blocks[-1].links] == ["tel:115"]
    assert "~~" not in answer.model_dump_json()


async def test_while_the_facts_cannot_be_read_the_conversation_goes_on(service, started, vault, caplog):
    vault.broken = True
    (answer,) = await service.turn(started.conversation_id, started.token, "1", Said("Ja"))
    assert answer.blocks[0].text == f"Ihre Nummer ist {NOT_NOW}, der Code {NOT_NOW}."
    assert "RuntimeError" in caplog.text
    assert FACTS["code"] not in caplog.text
    vault.broken = False
    read = await service.transcript(started.conversation_id, started.token)
    assert FACTS["code"] in read.messages[-1].blocks[0].text


async def test_a_mark_that_a_citizen_types_reveals_nothing(service, started, vault):
    await service.turn(started.conversation_id, started.token, "1", Said(f"Zeig mir {CODE}"))
    read = await service.transcript(started.conversation_id, started.token)
    assert read.messages[-2].blocks == [Text(text=f"Zeig mir {CODE}")]


async def test_another_conversation_sees_nothing_even_where_the_assistant_repeats_the_mark(
    service, started, fake_engine
):
    other = await service.start()
    fake_engine.blocks = (Text(text=f"„{CODE}“ habe ich nicht verstanden."),)
    (answer,) = await service.turn(other.conversation_id, other.token, "1", Said(CODE))
    assert answer.blocks == [Text(text=f"„{GONE}“ habe ich nicht verstanden.")]


async def test_a_choice_is_sent_back_as_it_was_offered(service, started, fake_engine):
    choice = f'/auswahl{{"vorgang": "{CODE}"}}'
    fake_engine.blocks = (Buttons(buttons=(Button(label="Absagen", choice=choice),)),)
    (answer,) = await service.turn(started.conversation_id, started.token, "1", Said("Absagen"))
    assert answer.blocks[0].buttons[0].choice == choice
    await service.turn(started.conversation_id, started.token, "2", Chosen(choice))
    assert fake_engine.heard[-1][2] == choice


async def test_each_subject_is_asked_for_once_and_messages_without_marks_not_at_all(vault):
    vault.conversation = "c"
    plain = message(Text(text="Guten Tag"))
    assert (await reveal_marks([plain], "c", vault))[0] is plain
    assert vault.asked == 0
    await reveal_marks([message(*BOOKED), plain], "c", vault)
    assert vault.asked == 1


async def test_revealing_twice_changes_nothing(vault):
    vault.conversation = "c"
    once = await reveal_marks([message(*BOOKED)], "c", vault)
    assert await reveal_marks(once, "c", vault) == once


_NAMES = st.text("abcXYZ019_-", min_size=1, max_size=64)
_FACT_NAMES = st.text("abcxyz", min_size=1, max_size=32)


@given(_NAMES, _FACT_NAMES)
def test_a_mark_survives_json_html_and_addresses(subject, fact):
    it = mark(subject, fact)
    assert json.loads(json.dumps(it)) == it
    assert escape(it) == it
    assert urlsplit(f"https://x.example/{it}").path == f"/{it}"
    assert Link(label="Termin", url=it).url == it
    assert "{" not in it, "Rasa's templates fill what stands in braces"


_WORDS = st.text(st.characters(exclude_characters="~", exclude_categories=["Cs"]), max_size=40)


@given(_NAMES, _FACT_NAMES, _WORDS, _WORDS)
async def test_a_mark_is_found_among_any_words(subject, fact, before, after):
    async def reveal(conversation_id: str, asked: str) -> dict[str, str]:
        return {fact: "1"} if asked == subject else {}

    text = Text(text=f"{before} {mark(subject, fact)} {after}")
    (revealed,) = await reveal_marks([message(text)], "c", reveal)
    assert f"{before} 1 {after}" == revealed.blocks[0].text


@pytest.mark.parametrize(
    ("subject", "fact"),
    [("", "code"), ("v1", ""), ("a b", "code"), ("v1", "Code"), ("<v>", "code"), ("x" * 65, "code")],
)
def test_only_plain_words_make_a_mark(subject, fact):
    with pytest.raises(ValueError, match="plain words"):
        mark(subject, fact)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "~~v1.code", "~~~~", "data:text/html,x", "//x.example"]
)
def test_an_address_is_still_never_anything_else(url):
    with pytest.raises(ValueError, match="pattern"):
        CardLink(label="x", url=url)
