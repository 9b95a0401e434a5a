"""The booking desk of the tests in this folder is a client of the fake ZMS."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.booking.zms.desk import ZmsDesk, new_server


@pytest.fixture
async def desk() -> AsyncIterator[ZmsDesk]:
    async with new_server().serving() as server:
        desk = ZmsDesk(server)
        yield desk
        await desk.port.close()
