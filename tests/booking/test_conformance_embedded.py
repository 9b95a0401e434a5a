"""The embedded calendar in the conformance suite: on both databases, and with verified addresses."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from booking.policy import Policy
from tests.booking.conformance import Conformance
from tests.booking.embedded import EmbeddedDesk


class TestEmbedded(Conformance):
    """On SQLite and on PostgreSQL."""


class TestEmbeddedWithVerifiedEmail(Conformance):
    """What the e-mail adds does not touch the database's ways: SQLite will do."""

    @pytest.fixture
    def desk(self, sqlite: Engine) -> EmbeddedDesk:
        return EmbeddedDesk(sqlite, Policy(email_verification=True))
