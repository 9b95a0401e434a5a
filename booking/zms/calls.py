"""The calls that create and change a process, with ZMS's refusals as the port's errors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from booking.errors import SlotTaken
from booking.model import Contact
from booking.zms.client import ZmsClient
from booking.zms.contact import as_zms
from booking.zms.errors import CAPTCHA_CODES, NO_SUCH_ENDPOINT, Refused
from booking.zms.process import Process, read_process

_NOT_FOUND = 404


class Processes:
    """Processes of one ZMS. Nothing is ever repeated: ZMS has no idempotency key."""

    def __init__(self, client: ZmsClient) -> None:
        self._client = client

    async def reserve(
        self, office: int, services: Sequence[int], counts: Sequence[int], start: datetime
    ) -> Process:
        """A new process, `reserved`. Raises `Refused` for a captcha, else the port's errors."""
        body = {
            "officeId": office,
            "serviceId": list(services),
            "serviceCount": list(counts),
            "timestamp": int(start.timestamp()),
        }
        try:
            return read_process(await self._client.post("reserve-appointment", body))
        except Refused as refused:
            if refused.names(CAPTCHA_CODES):
                raise
            # A lost race has several names, `unknownError` among them.
            if refused.status == _NOT_FOUND and NO_SUCH_ENDPOINT not in refused.codes:
                raise SlotTaken from None
            raise refused.as_port_error() from None

    async def get(self, process: int, auth_key: str) -> Process:
        """The process as it stands."""
        params = {"processId": str(process), "authKey": auth_key}
        try:
            return read_process(await self._client.get("appointment", params))
        except Refused as refused:
            raise refused.as_port_error() from None

    async def update(self, process: Process, contact: Contact) -> Process:
        """Say who comes."""
        return await self._change("update-appointment", process, as_zms(contact))

    async def preconfirm(self, process: Process) -> Process:
        """Have ZMS ask for a confirmation by e-mail."""
        return await self._change("preconfirm-appointment", process)

    async def confirm(self, process: Process) -> Process:
        """Book; ZMS takes a reserved process as well as a preconfirmed one."""
        return await self._change("confirm-appointment", process)

    async def cancel(self, process: Process) -> Process:
        """Delete; the answer has a new authKey, the old one opens nothing any more."""
        return await self._change("cancel-appointment", process)

    async def _change(self, path: str, process: Process, more: dict[str, str] | None = None) -> Process:
        body: dict[str, object] = {"processId": process.id, "authKey": process.auth_key, **(more or {})}
        try:
            return read_process(await self._client.post(path, body))
        except Refused as refused:
            raise refused.as_port_error() from None
