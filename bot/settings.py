"""Every setting of the app, read from the environment here and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import LotseError

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The settings; docs/EINSTELLUNGEN.md explains each one in German."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", frozen=True, extra="forbid")

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

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        """A comma separates origins: `https://www.mannheim.de,https://mannheim.de`."""
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("data_dir", "content_dir", mode="after")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

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


def load_settings() -> Settings:
    """Read the settings; a bad value is named in German with its variable and ends in `LotseError`."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "LOTSE_" + str(first["loc"][0]).upper() if first["loc"] else "LOTSE_…"
        raise LotseError(
            f"Die Einstellung {name} ist ungültig: {first.get('input')!r}.",
            "Erlaubte Werte stehen in docs/EINSTELLUNGEN.md.",
        ) from error


def bare_environment() -> dict[str, str]:
    """What the engine gets of the environment: a path, a home, a language; none of the app's secrets."""
    return {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR") if name in os.environ
    }
