from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP

from channels.mail.addresses import to_address
from channels.mail.errors import Refused, RefusedForGood, ServerAway
from channels.mail.letter import Letter
from channels.mail.message import build_message
from channels.mail.settings import Security
from channels.mail.smtp import Smtp
from tests.channels.mail.mail_server import HOST, PASSWORD, USER, MailServer, certificate, running

TO = "erika@müller.example"


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with running() as server:
        yield server


async def send(server: MailServer, **settings: object) -> None:
    chosen = server.settings(**settings)
    letter = Letter("Termin gebucht: Größe", "Grüße\n", "<p>Grüße</p>")
    message = build_message(
        letter,
        sender=chosen.sender,
        to=to_address(TO),
        message_id="confirmed.1.7KQ2M-9TXB4",
        sent_at=datetime(2026, 11, 22, 9, tzinfo=UTC),
    )
    await Smtp(chosen)(message)


async def test_the_server_gets_the_mail_as_it_was_written(server: MailServer):
    await send(server)
    (mail,) = server.mails
    assert (mail.sender, mail.recipients) == ("termine@stadt.example", ["erika@xn--mller-kva.example"])
    assert mail.message["Subject"] == "Termin gebucht: Größe"
    assert mail.message["From"].addresses[0].display_name == "Bürgerservice Stadt – Köln"
    assert mail.part("plain") == "Grüße\r\n"
    assert mail.raw.isascii()


@pytest.mark.parametrize(
    ("stage", "reply", "error"),
    [
        ("RCPT", "550 5.1.1 <{address}>: unknown", RefusedForGood),
        ("RCPT", "552 5.2.2 <{address}>: mailbox full", RefusedForGood),
        ("RCPT", "553 <{address}> is nobody", RefusedForGood),
        ("RCPT", "450 4.2.0 <{address}>: greylisted", Refused),
        ("RCPT", "554 5.7.1 <{address}>: Relay access denied", Refused),
        ("DATA", "554 5.6.0 unacceptable", RefusedForGood),
        ("DATA", "451 4.3.0 later", Refused),
        ("DATA", "503 bad sequence", Refused),
        ("DATA", "550 5.7.26 not authenticated", Refused),
        ("MAIL", "550 5.1.8 sender refused", ServerAway),
        ("MAIL", "451 4.3.2 not now", ServerAway),
    ],
)
async def test_a_refusal_says_whether_to_try_again_and_repeats_no_address(
    server: MailServer, stage: str, reply: str, error: type[Exception]
):
    server.replies[stage] = reply
    with pytest.raises(error) as caught:
        await send(server)
    assert type(caught.value) is error
    assert reply[:3] in str(caught.value)
    assert "erika" not in str(caught.value)
    assert caught.value.__suppress_context__
    assert server.mails == []


async def test_a_server_that_is_not_there_is_away():
    async with running() as server:
        pass
    with pytest.raises(ServerAway, match=str(server.port)):
        await send(server)


async def test_a_server_that_says_nothing_is_away_after_the_timeout():
    done = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await done.wait()
        writer.close()

    listener = await asyncio.start_server(say_nothing, HOST, 0)
    silent = MailServer(port=listener.sockets[0].getsockname()[1])
    with pytest.raises(ServerAway, match="Timeout"):
        await send(silent, timeout=0.1)
    done.set()
    listener.close()


async def test_a_server_that_breaks_off_before_its_last_word_is_away(server: MailServer):
    async def break_off(connection: SMTP, *_: object) -> str:
        connection.transport.abort()
        return "250 OK"

    server.handle_DATA = break_off
    with pytest.raises(ServerAway, match="Disconnected"):
        await send(server)


class TestEncryption:
    @pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
    async def test_a_trusted_server_gets_the_mail_encrypted(self, tmp_path: Path, security: Security):
        context, ca_file = certificate(tmp_path)
        offered = {"starttls" if security is Security.STARTTLS else "tls": context}
        async with running(**offered) as server:
            await send(server, security=security, ca_file=ca_file)
            assert [mail.encrypted or security is Security.TLS for mail in server.mails] == [True]

    @pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
    async def test_an_unknown_certificate_gets_nothing(self, tmp_path: Path, security: Security):
        context, _ = certificate(tmp_path)
        offered = {"starttls" if security is Security.STARTTLS else "tls": context}
        async with running(**offered) as server:
            with pytest.raises(ServerAway, match="certificate verify failed"):
                await send(server, security=security)
            assert (server.mails, server.tries) == ([], 0)

    async def test_a_certificate_for_another_name_gets_nothing(self, tmp_path: Path):
        context, ca_file = certificate(tmp_path, "other.example")
        async with running(starttls=context) as server:
            with pytest.raises(ServerAway, match="not valid for"):
                await send(server, security=Security.STARTTLS, ca_file=ca_file)
            assert server.mails == []

    async def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for(self, server: MailServer):
        with pytest.raises(ServerAway, match="STARTTLS"):
            await send(server, security=Security.STARTTLS)
        assert (server.mails, server.tries) == ([], 0)

    async def test_the_password_opens_the_server(self, tmp_path: Path):
        context, ca_file = certificate(tmp_path)
        async with running(starttls=context, login=True) as server:
            access = {"security": Security.STARTTLS, "ca_file": ca_file, "user": USER}
            await send(server, password=PASSWORD, **access)
            with pytest.raises(ServerAway, match="535") as caught:
                await send(server, password="falsches Passwort", **access)
            assert "falsches" not in str(caught.value)
            assert len(server.mails) == 1
