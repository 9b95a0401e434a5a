"""What the mail channel needs to be told about the city's mail server and sender."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from email.headerregistry import Address
from enum import StrEnum
from pathlib import Path

from channels.mail.addresses import to_address

MAX_TIMEOUT = 30.0  # seconds; what takes longer is tried again, and `mailer.BATCH` counts on it

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})  # nothing goes over a network


class Security(StrEnum):
    """How the connection is encrypted. NONE is for a mail server on the same machine or network."""

    NONE = "none"
    STARTTLS = "starttls"  # usually port 587; a server without it gets no mail
    TLS = "tls"  # usually port 465


@dataclass(frozen=True, slots=True)
class MailSettings:
    """A bad value raises `ValueError` with a German sentence.

    `timeout` in seconds, for one mail from connecting to the server's last word. `ca_file`: PEM
    certificates to trust in place of the system's, for a city with a certificate authority of its own.
    """

    host: str
    port: int
    sender_address: str
    sender_name: str
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = MAX_TIMEOUT
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        if not self.host.strip():
            raise ValueError("Bitte nennen Sie den Mailserver.")
        if not 1 <= self.port <= 65535:
            raise ValueError("Der Port des Mailservers muss zwischen 1 und 65535 liegen.")
        if not 0 < self.timeout <= MAX_TIMEOUT:
            raise ValueError(
                f"Die Wartezeit auf den Mailserver liegt zwischen 0 und {MAX_TIMEOUT:g} Sekunden."
            )
        if bool(self.user) != bool(self.password):
            raise ValueError("Bitte geben Sie für den Mailserver beides an: Benutzername und Passwort.")
        if self.password and self.security is Security.NONE and self.host not in LOOPBACK:
            raise ValueError(
                "Das Passwort für den Mailserver geht nur verschlüsselt hinaus. "
                "Bitte wählen Sie starttls oder tls."
            )
        if not self.sender_name.strip() or any(unicodedata.category(s)[0] == "C" for s in self.sender_name):
            raise ValueError("Der Absendername muss eine Zeile Text sein.")
        if self.ca_file is not None and not self.ca_file.is_file():
            raise ValueError(
                f"Die Datei mit den Zertifikaten für den Mailserver gibt es nicht: {self.ca_file}"
            )
        to_address(self.sender_address)

    @property
    def sender(self) -> Address:
        """What stands in „Von"."""
        return to_address(self.sender_address, self.sender_name.strip())
