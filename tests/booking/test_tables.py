from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect

import bot.migrations as migrations
from booking.tables import metadata


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or name in metadata.tables},
        )
        return compare_metadata(context, metadata)


def test_the_revisions_build_exactly_the_tables(database: Engine):
    assert differences(database) == []


def test_the_revisions_can_be_taken_back(tmp_path: Path):
    engine = create_engine(f"sqlite:///{tmp_path / 'test.sqlite'}")
    config = Config()
    config.set_main_option("script_location", next(iter(migrations.__path__)))
    for step in (("upgrade", "booking@head"), ("downgrade", "booking@base"), ("upgrade", "booking@head")):
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            getattr(command, step[0])(config, step[1])
        left = {name for name in inspect(engine).get_table_names() if name.startswith("booking_")}
        assert left == (set() if step[0] == "downgrade" else set(metadata.tables))
    assert differences(engine) == []
