"""One database for the app: SQLite with write-ahead log by default, PostgreSQL where a URL says so."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import LotseError
from bot.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"
# A writer waits this long for another one before SQLite gives up.
SQLITE_BUSY_SECONDS = 10


def open_database(settings: Settings) -> Engine:
    """Connect, bring the schema to the newest revision, and return the engine.

    Raises `LotseError` where the database cannot be reached or opened.
    """
    url = settings.database
    is_sqlite = url.startswith("sqlite")
    try:
        if is_sqlite:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        options = {"connect_args": {"timeout": SQLITE_BUSY_SECONDS}} if is_sqlite else {"pool_pre_ping": True}
        # A statement that fails must not carry a citizen's words into a log.
        engine = create_engine(url, hide_parameters=True, **options)
        if is_sqlite:
            event.listen(engine, "connect", _tune_sqlite)
        migrate(engine)
    except (SQLAlchemyError, OSError, ModuleNotFoundError) as error:
        raise LotseError(
            f"Die Datenbank lässt sich nicht öffnen ({type(error).__name__}).",
            "Bitte prüfen Sie LOTSE_DATABASE_URL und ob LOTSE_DATA_DIR beschreibbar ist.",
        ) from error
    return engine


def migrate(engine: Engine) -> None:
    """Apply all revisions that the database does not have yet."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "heads")


def _tune_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers do not wait for the writer, a power cut loses nothing that was answered, keys are held."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
