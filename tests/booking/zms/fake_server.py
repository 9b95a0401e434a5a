"""The citizen API of `FakeZms` over real HTTP, in either generation, with faults on demand."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

from tests.booking.zms.fake_zms import FakeZms, Office, Process, Refusal

BASE = "/terminvereinbarung/api/citizen"
DROP = "drop"  # the connection breaks before ZMS has done anything
LOSE = "lose"  # ZMS does it, and the answer is lost
HANG = "hang"  # ZMS does it, and never answers
NEVER = (0, [], "")  # instead of an answer
UNCAUGHT = {"error": {"message": "uncaught", "code": 500}}


class FakeServer:
    """Answers requests. `faults[path]` is a list of what happens to the next requests of that path:
    DROP, LOSE, HANG, or `(status, body)` instead of the answer. `asked` counts requests by path.
    """

    def __init__(self, zms: FakeZms, legacy: bool = False, rate_limit: int | None = None) -> None:
        self.zms = zms
        self.legacy = legacy
        self.rate_limit = rate_limit
        self.faults: dict[str, list] = defaultdict(list)
        self.asked: Counter[str] = Counter()
        self.seen: list[tuple[str, dict]] = []
        self.out = False
        self.url = ""
        self._connections: list = []
        self._counted, self._counted_at = 0, zms.clock.now

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[FakeServer]:
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()
        self.url = f"http://{host}:{port}{BASE}"
        try:
            yield self
        finally:
            server.close()
            for connection in self._connections:
                connection.cancel()
            await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.append(asyncio.current_task())
        with contextlib.suppress(asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                method, target, _ = head[0].split(" ")
                headers = {n.lower(): v for n, v in (line.split(": ", 1) for line in head[1:] if line)}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                answer = self._answer(method, target, json.loads(body) if body else {})
                if answer is None:
                    break
                if answer is NEVER:
                    await asyncio.Event().wait()
                status, more, content = answer
                payload = content if isinstance(content, bytes) else json.dumps(content).encode()
                lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(payload)}", *more, "", ""]
                writer.write("\r\n".join(lines).encode() + payload)
                await writer.drain()
        writer.close()

    def _answer(self, method: str, target: str, body: dict) -> tuple[int, list[str], object] | None:
        url = urlsplit(target)
        path = url.path.removeprefix(BASE).strip("/")
        values = body or dict(parse_qsl(url.query))
        self.asked[path] += 1
        self.seen.append((path, values))
        fault = self.faults[path].pop(0) if self.faults[path] else None
        if self.out or fault == DROP:
            return None
        headers: list[str] = []
        if self.rate_limit is not None:
            if self.zms.clock.now - self._counted_at >= timedelta(seconds=60):
                self._counted = 0
            if self._counted >= self.rate_limit:
                return 429, [], Refusal(429, "rateLimitExceeded").body
            self._counted, self._counted_at = self._counted + 1, self.zms.clock.now
            headers = [f"X-RateLimit-Remaining: {self.rate_limit - self._counted}"]
        if isinstance(fault, tuple):
            return fault[0], headers, fault[1]
        try:
            content = self._route(method, path, values)
        except Refusal as refusal:
            return refusal.status, headers, refusal.body
        if fault == HANG:
            return NEVER
        return None if fault == LOSE else (200, headers, content)

    def _route(self, method: str, path: str, values: dict) -> object:
        gets = {"offices-and-services": self._offices, "appointment": self._appointment}
        if self.legacy:
            for name in ("available-days", "available-appointments"):
                gets |= {name: self._legacy(name, False), f"{name}-by-office": self._legacy(name, True)}
        else:
            gets["available-calendar"] = self._calendar
        posts = {f"{name}-appointment" for name in ("update", "preconfirm", "confirm", "cancel")}
        if method == "GET" and path in gets:
            return gets[path](values)
        if method == "POST" and path == "reserve-appointment":
            services = list(zip(map(int, values["serviceId"]), map(int, values["serviceCount"]), strict=True))
            start, captcha = int(values["timestamp"]), values.get("captchaToken")
            return self._process(self.zms.reserve(int(values["officeId"]), services, start, captcha))
        if method == "POST" and path in posts:
            process = self.zms.find(int(values["processId"]), values["authKey"])
            contact = {n: v for n, v in values.items() if n not in ("processId", "authKey")}
            name = path.removesuffix("-appointment")
            act = getattr(self.zms, name)
            return self._process(act(process, contact) if name == "update" else act(process))
        raise Refusal(404, "notFound")

    def _offices(self, _: dict) -> dict:
        relations = [
            {"officeId": o, "serviceId": s, "slots": slots, "public": True, "maxQuantity": most}
            for (o, s), (slots, most) in self.zms.relations.items()
        ]
        services = [{"id": n, "name": name, "maxQuantity": None} for n, name in self.zms.services.items()]
        return {
            "offices": [self._office(office) for office in self.zms.offices.values()],
            "services": services,
            "relations": relations,
        }

    def _office(self, office: Office) -> dict:
        return {
            "id": office.number,
            "name": office.calendar.name,
            "slotTimeInMinutes": office.slot // 60,
            "scope": office.scope,
        }

    def _appointment(self, values: dict) -> dict:
        return self._process(self.zms.find(int(values["processId"]), values["authKey"]))

    def _process(self, process: Process) -> dict:
        (service, count), *others = process.services
        return {
            "processId": process.id,
            "timestamp": str(process.start),
            "authKey": process.auth_key,
            **process.contact,
            "officeId": process.office.number,
            "scope": process.office.scope,
            "serviceId": service,
            "serviceCount": count,
            "subRequestCounts": [{"id": s, "name": self.zms.services[s], "count": c} for s, c in others],
            "slotCount": process.slots,
            "status": process.status,
            "displayNumber": None,
        }

    def _calendar(self, values: dict) -> dict:
        offices, services = self._asked_for(values, "officeIds", "serviceIds", "serviceCounts")
        start, end = date.fromisoformat(values["startDate"]), date.fromisoformat(values["endDate"])
        if not timedelta() <= end - start <= timedelta(days=365):
            raise Refusal(400, "invalidEndDate")
        bookable = self._bookable(offices, services, start, end)
        first = next((day for day in bookable if day >= date.fromisoformat(values["slotsStartDate"])), None)
        # ZMS paints the whole month of the first day; later months are told by `nextBookableDate`.
        painted = [d for d in bookable if first and (d.year, d.month) == (first.year, first.month)]
        return {
            "startDate": values["startDate"],
            "endDate": values["endDate"],
            "prevBookableDate": None,
            "nextBookableDate": next((d.isoformat() for d in bookable if painted and d > painted[-1]), None),
            "availableDays": [
                {
                    "date": day.isoformat(),
                    "providerIDs": ",".join(map(str, bookable[day])),
                    "offices": [
                        {"officeId": str(o), "appointments": times} for o, times in bookable[day].items()
                    ]
                    if day == first
                    else [],
                }
                for day in painted
            ],
        }

    def _legacy(self, name: str, by_office: bool):
        def days(values: dict) -> dict:
            offices, services = self._asked_for(values, "officeId", "serviceId", "serviceCount")
            start, end = date.fromisoformat(values["startDate"]), date.fromisoformat(values["endDate"])
            bookable = self._bookable(offices, services, start, end)
            if not bookable:
                raise Refusal(404, "noAppointmentForThisDay")
            if not by_office:
                return {"availableDays": [day.isoformat() for day in bookable]}
            rows = [
                {"time": d.isoformat(), "providerIDs": ",".join(map(str, o))} for d, o in bookable.items()
            ]
            return {"availableDays": rows}

        def appointments(values: dict) -> dict:
            offices, services = self._asked_for(values, "officeId", "serviceId", "serviceCount")
            day = date.fromisoformat(values["date"])
            times = self._bookable(offices, services, day, day).get(day, {})
            if not times:
                raise Refusal(404, "appointmentNotAvailable")
            if not by_office:
                return {"appointmentTimestamps": [t for free in times.values() for t in free]}
            return {"offices": [{"officeId": o, "appointments": free} for o, free in times.items()]}

        return days if name == "available-days" else appointments

    def _asked_for(self, values: dict, *names: str) -> tuple[list[int], list[tuple[int, int]]]:
        offices, services, counts = ([int(n) for n in values[name].split(",")] for name in names)
        if not all(1 <= len(ids) <= 25 for ids in (offices, services, counts)):
            raise Refusal(400, "invalidServiceCount")
        if any(self.zms.offices[o].scope["captchaActivatedRequired"] for o in offices):
            raise Refusal(400, "captchaMissing")
        return offices, list(zip(services, counts, strict=True))

    def _bookable(
        self, offices: list[int], services: list[tuple[int, int]], start: date, end: date
    ) -> dict[date, dict[int, list[int]]]:
        found = {}
        for day in (start + timedelta(days=n) for n in range((end - start).days + 1)):
            times = {office: self.zms.free(office, day, services) for office in offices}
            if times := {office: free for office, free in times.items() if free}:
                found[day] = times
        return found
