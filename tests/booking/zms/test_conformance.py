"""The ZMS adapter against the fake ZMS: both generations, with and without verified addresses.

What differs from the embedded calendar, by capability: a hold cannot be repeated under its key
(`idempotent_hold`), moving is several calls (`reschedule_atomic`). By nature: ZMS keeps a cancelled
slot blocked for a while, so its job runs where the suite expects the slot back; and expired holds
lie in ZMS until its cron job runs, so `settle` runs it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.booking.conformance import Conformance
from tests.booking.zms.desk import ZmsDesk, new_server


class ZmsConformance(Conformance):
    async def freed(self, desk: ZmsDesk) -> None:
        desk.zms.release()


class TestZms(ZmsConformance):
    pass


class TestZmsUpToMuc45(ZmsConformance):
    @pytest.fixture
    async def desk(self) -> AsyncIterator[ZmsDesk]:
        async with new_server(legacy=True).serving() as server:
            desk = ZmsDesk(server)
            yield desk
            await desk.port.close()


class TestZmsWithVerifiedEmail(ZmsConformance):
    @pytest.fixture
    async def desk(self) -> AsyncIterator[ZmsDesk]:
        async with new_server().serving() as server:
            desk = ZmsDesk(server, verifies_email=True)
            yield desk
            await desk.port.close()
