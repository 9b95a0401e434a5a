"""A real SMTP server in this process; it keeps what it takes and refuses what it is told to."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from channels.mail.settings import MailSettings, Security

HOST = "127.0.0.1"
USER, PASSWORD = "lotse", "ein langes Passwort"


@dataclass
class Received:
    """One mail as the server has it."""

    sender: str
    recipients: list[str]
    raw: bytes
    encrypted: bool

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=SMTP_POLICY)

    def part(self, subtype: str) -> str:
        found = next(p for p in self.message.walk() if p.get_content_type() == f"text/{subtype}")
        return found.get_content()


@dataclass
class MailServer:
    """`replies`: what the server says to MAIL, RCPT or DATA in place of yes."""

    port: int = 0
    mails: list[Received] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    tries: int = 0

    def settings(self, **changes: Any) -> MailSettings:
        values: dict[str, Any] = {
            "host": HOST,
            "port": self.port,
            "sender_address": "termine@stadt.example",
            "sender_name": "Bürgerservice Stadt – Köln",
            "security": Security.NONE,
            "timeout": 5.0,
        }
        return MailSettings(**(values | changes))

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.tries += 1
        if "MAIL" in self.replies:
            return self.replies["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" in self.replies:
            return self.replies["RCPT"].format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.replies:
            return self.replies["DATA"]
        self.mails.append(
            Received(
                envelope.mail_from or "", list(envelope.rcpt_tos), envelope.content, session.ssl is not None
            )
        )
        return "250 OK"


@asynccontextmanager
async def running(*, starttls: Any = None, tls: Any = None, login: bool = False) -> AsyncIterator[MailServer]:
    """A server on a free port of this machine; with `starttls` or `tls` contexts it encrypts."""
    mail_server = MailServer()

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (
            USER.encode(),
            PASSWORD.encode(),
        )
        return AuthResult(success=is_right, handled=False)

    def connection() -> SMTP:
        return SMTP(
            mail_server,
            hostname="mail.stadt.example",
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=check if login else None,
            auth_required=login,
            auth_require_tls=starttls is not None,
        )

    listener = await asyncio.get_running_loop().create_server(connection, HOST, 0, ssl=tls)
    mail_server.port = listener.sockets[0].getsockname()[1]
    try:
        yield mail_server
    finally:
        listener.close()


def certificate(folder: Path, name: str = HOST) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context for `name`, and the file that makes clients trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    alternative = x509.IPAddress(ip_address(name)) if name == HOST else x509.DNSName(name)
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "server.pem", folder / "server.key"
    public.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, private)
    return context, public
