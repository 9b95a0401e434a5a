"""Every setting of the app, read from the environment here and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import LotseError

ROOT = Path(__file__).resolve().parent.parent

# RFC 8314 (submissions, submission) and RFC 5321.
SMTP_PORTS = {"tls": 465, "starttls": 587, "none": 25}


class Settings(BaseSettings):
    """The settings; docs/EINSTELLUNGEN.md explains each one in German."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", env_ignore_empty=True, frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8080
    data_dir: Path = ROOT / "data"
    database_url: str | None = None
    content_dir: Path = ROOT / "knowledge" / "content"
    engine_python: Path = ROOT / "bot" / "engine" / ".venv" / "bin" / "python"
    engine_timeout_seconds: Annotated[float, Field(gt=0)] = 10.0
    conversation_hours: Annotated[float, Field(gt=0)] = 24.0
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    turns_per_minute: Annotated[int, Field(ge=1)] = 60
    conversations_per_minute: Annotated[int, Field(ge=1)] = 120
    public_url: Annotated[str, Field(pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$")] | None = None
    booking: Literal["embedded", "zms", "off"] = "embedded"
    booking_key_file: Path | None = None
    zms_url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    zms_booking_page: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    email_verification: bool = False
    smtp_host: str | None = None
    smtp_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_ca_file: Path | None = None
    mail_from: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+$")] | None = None
    mail_from_name: Annotated[str, Field(pattern=r"^[^\r\n]*$")] = "Stadtlotse"

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        """A comma separates origins: `https://www.mannheim.de,https://mannheim.de`."""
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("data_dir", "content_dir", "booking_key_file", "smtp_ca_file", mode="after")
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        return value and value.expanduser().resolve()

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force: PostgreSQL where it is set, else SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'stadtlotse.sqlite'}"

    @property
    def model_file(self) -> Path:
        """Where `lotse train` leaves the dialogue model and the engine finds it."""
        return self.data_dir / "model" / "stadtlotse.tar.gz"

    @property
    def run_dir(self) -> Path:
        """Sockets and tokens that live as long as the running service."""
        return self.data_dir / "run"

    @property
    def own_origin(self) -> str:
        """The address under which this machine reaches the service."""
        return f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.port}"

    @property
    def base_url(self) -> str:
        """The address that links to the service begin with, without a slash at the end."""
        return (self.public_url or self.own_origin).rstrip("/")

    @property
    def key_file(self) -> Path:
        """Where the key for contact data, codes and links lies: outside the database."""
        return self.booking_key_file or self.data_dir / "booking.key"

    @property
    def sends_mail(self) -> bool:
        """Whether a mail server is configured."""
        return self.smtp_host is not None

    @property
    def mails_at_home(self) -> bool:
        """Whether the mail server is this machine itself: nothing goes over a network."""
        return self.smtp_host in ("localhost", "127.0.0.1", "::1")

    @property
    def mail_port(self) -> int:
        """The port of the mail server: the one set, else the usual one for its kind of encryption."""
        return self.smtp_port or SMTP_PORTS[self.smtp_security]


def load_settings() -> Settings:
    """Read the settings; a bad value or contradiction ends in a German `LotseError` naming its variable."""
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "LOTSE_" + str(first["loc"][0]).upper() if first["loc"] else "LOTSE_…"
        raise LotseError(
            f"Die Einstellung {name} ist ungültig: {first.get('input')!r}.",
            "Erlaubte Werte stehen in docs/EINSTELLUNGEN.md.",
        ) from error
    refuse_contradictions(settings)
    return settings


def refuse_contradictions(settings: Settings) -> None:
    """Raise `LotseError` where settings that are right each by itself do not fit together."""
    for is_wrong, variable, why in (
        (
            settings.booking == "zms" and settings.zms_url is None,
            "LOTSE_ZMS_URL",
            "LOTSE_BOOKING=zms braucht die Adresse der Schnittstelle von ZMS.",
        ),
        (
            settings.booking == "zms" and settings.zms_booking_page is None,
            "LOTSE_ZMS_BOOKING_PAGE",
            "LOTSE_BOOKING=zms braucht die Adresse der Buchungsseite von ZMS.",
        ),
        (
            settings.booking == "embedded" and settings.email_verification and not settings.sends_mail,
            "LOTSE_SMTP_HOST",
            "LOTSE_EMAIL_VERIFICATION braucht einen Mailserver, der die Bestätigung verschickt.",
        ),
        (
            settings.sends_mail and settings.mail_from is None,
            "LOTSE_MAIL_FROM",
            "LOTSE_SMTP_HOST braucht eine Absenderadresse.",
        ),
        (
            settings.smtp_password is not None and settings.smtp_user is None,
            "LOTSE_SMTP_USER",
            "LOTSE_SMTP_PASSWORD braucht einen Benutzernamen.",
        ),
        (
            settings.smtp_user is not None and settings.smtp_password is None,
            "LOTSE_SMTP_PASSWORD",
            "LOTSE_SMTP_USER braucht ein Passwort.",
        ),
        (
            settings.smtp_user is not None
            and settings.smtp_security == "none"
            and not settings.mails_at_home,
            "LOTSE_SMTP_SECURITY",
            "Ohne Verschlüsselung ginge das Passwort lesbar durchs Netz.",
        ),
    ):
        if is_wrong:
            raise LotseError(
                f"Die Einstellung {variable} fehlt oder passt nicht: {why}",
                f"Bitte setzen Sie {variable}; die Werte stehen in docs/EINSTELLUNGEN.md.",
            )


def bare_environment() -> dict[str, str]:
    """What the engine gets of the environment: a path, a home, a language; none of the app's secrets."""
    return {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR") if name in os.environ
    }
