"""Random lives on the embedded calendar."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine, select

from booking.appointments.record import LIVE
from booking.policy import Policy
from booking.tables import appointments, claims, days
from tests.booking.conftest import emptied
from tests.booking.embedded import EmbeddedDesk
from tests.booking.lifecycle import machine

LIVES = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


def consistent(engine: Engine) -> None:
    """The guarding rows, the bits of the days and the appointments tell the same."""
    with engine.connect() as connection:
        rows = connection.execute(select(appointments).where(appointments.c.state.in_(LIVE))).all()
        claimed = {(c.ref, c.counter, c.segment) for c in connection.execute(select(claims))}
        bits = sum(int.from_bytes(d.taken, "little").bit_count() for d in connection.execute(select(days)))
    expected = {(r.ref, r.counter, r.first_segment + n) for r in rows for n in range(r.segments)}
    assert claimed == expected
    assert bits == len(expected)


@pytest.mark.parametrize("policy", [Policy(), Policy(email_verification=True)], ids=["plain", "verified"])
def test_any_life_of_appointments_goes_as_the_model_says(sqlite: Engine, policy: Policy):
    run_state_machine_as_test(_checked(sqlite, policy), settings=LIVES)


def test_and_it_goes_so_on_postgresql(postgres_engine: Engine):
    run_state_machine_as_test(_checked(postgres_engine, Policy()), settings=settings(LIVES, max_examples=8))


def _checked(engine: Engine, policy: Policy):
    base = machine(lambda: EmbeddedDesk(emptied(engine), policy))

    class Lives(base):
        def teardown(self) -> None:
            consistent(engine)
            super().teardown()

    return Lives
