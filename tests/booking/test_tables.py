from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, inspect

import bot.migrations as migrations
from booking.tables import metadata


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or name in metadata.tables},
        )
        return compare_metadata(context, metadata)


def migrate(engine: Engine, direction: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", next(iter(migrations.__path__)))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        getattr(command, direction)(config, revision)


def test_the_revisions_build_exactly_the_tables(database: Engine):
    assert differences(database) == []


def test_the_revisions_can_be_taken_back(tmp_path: Path):
    engine = create_engine(f"sqlite:///{tmp_path / 'test.sqlite'}")
    for step in (("upgrade", "booking@head"), ("downgrade", "booking@base"), ("upgrade", "booking@head")):
        migrate(engine, *step)
        left = {name for name in inspect(engine).get_table_names() if name.startswith("booking_")}
        assert left == (set() if step[0] == "downgrade" else set(metadata.tables))
    assert differences(engine) == []


ROWS_OF_BEFORE = """
INSERT INTO booking_appointments (ref, secret_hash, confirm_hash, hold_hash, uid, sequence, state, office,
    counter, first_segment, segments, items, contact, email_folded, created_at, changed_at, expires_at)
VALUES ('A', x'00', x'00', x'00', 'u', 0, 'confirmed', 'mitte', 0, 1, 1, '[["ausweis", 1]]',
    '{"name": "Erika Mustermann"}', 'erika@example.de', '2027-03-20', '2027-03-20', '2027-03-20');
INSERT INTO booking_claims VALUES ('mitte', 0, 1, 'A');
INSERT INTO booking_watches (ref, secret_hash, state, wish, last_day, email, email_folded, created_at, offers)
VALUES ('B', x'00', 'waiting', '{}', '2027-03-22', 'Otto@example.de', 'otto@example.de', '2027-03-20', 0)
"""


def test_contact_data_of_before_the_sealing_is_forgotten_and_appointments_stand(tmp_path: Path):
    engine = create_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON"))
    migrate(engine, "upgrade", "booking_0002")
    with engine.begin() as connection:
        for statement in ROWS_OF_BEFORE.split(";"):
            connection.exec_driver_sql(statement)
    migrate(engine, "upgrade", "booking@head")
    with engine.connect() as connection:
        state = connection.exec_driver_sql("SELECT state FROM booking_appointments").scalar_one()
        assert state == "confirmed"
        assert connection.exec_driver_sql("SELECT count(*) FROM booking_claims").scalar_one() == 1
        assert connection.exec_driver_sql("SELECT state FROM booking_watches").scalar_one() == "ended"
        for name in ("booking_appointments", "booking_watches"):
            left = repr(connection.exec_driver_sql(f"SELECT * FROM {name}").all())
            assert "Mustermann" not in left
            assert "example.de" not in left
    assert differences(engine) == []
