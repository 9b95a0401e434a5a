"""Which times are free, from either generation of the citizen API.

From muc46 on one call tells the first bookable day of a stretch with its times. Up to muc45 one
call tells the days, one more the times of a day, and nothing free is a 404. Which generation
answers is found out by asking, and remembered.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from booking.errors import Unavailable
from booking.zms.client import ZmsClient
from booking.zms.errors import EMPTY_CODES, NO_SUCH_ENDPOINT, Refused

_NOT_FOUND = 404
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: officeIds, serviceIds and counts, each 1 to 25; days from `first` to `last`.

    `wanted` are the days of the week, 0 is Monday; none is every day.
    """

    offices: tuple[int, ...]
    services: tuple[int, ...]
    counts: tuple[int, ...]
    first: date
    last: date
    wanted: frozenset[int] = frozenset()

    def days_from(self, day: date) -> Iterator[date]:
        """The days asked for, from `day` on."""
        while day <= self.last:
            if day >= self.first and (not self.wanted or day.weekday() in self.wanted):
                yield day
            day += _ONE_DAY


@dataclass(frozen=True, slots=True)
class BookableDay:
    """A day's free times (unix seconds) by officeId."""

    day: date
    times: Mapping[int, Sequence[int]]


class Generation(Protocol):
    """How one generation of the API is asked."""

    def days(self, question: Question) -> AsyncIterator[BookableDay]:
        """The bookable days in order; asks only as far as they are taken."""
        ...


class Calendar:
    """From muc46 on: `/available-calendar/`, plural parameters, nothing free is 200 and empty."""

    def __init__(self, client: ZmsClient) -> None:
        self._client = client

    async def days(self, question: Question) -> AsyncIterator[BookableDay]:
        """One call for each day: ZMS narrows a longer stretch to the first day with free times.

        It may tell days outside the stretch as well, for it paints whole months: they are passed over.
        """
        first = next(question.days_from(question.first), None)
        while first:
            body = await self._client.get("available-calendar", _calendar_params(question, first))
            told = {_day(row["date"]): _times(row.get("offices")) for row in body.get("availableDays") or ()}
            if after := body.get("nextBookableDate"):
                told.setdefault(_day(after), {})
            known = sorted(day for day in told if first <= day <= question.last)
            asked = next((day for day in known if told[day]), first)
            if told.get(asked) and asked in question.days_from(asked):
                yield BookableDay(asked, told[asked])
            upcoming = next((day for day in known if day > asked), None)
            first = next(question.days_from(upcoming), None) if upcoming else None


class DaysAndAppointments:
    """Up to muc45: first the days, then the times of one; singular parameters, nothing free is 404."""

    def __init__(self, client: ZmsClient) -> None:
        self._client = client

    async def days(self, question: Question) -> AsyncIterator[BookableDay]:
        """One call for all days, and one for each day's times."""
        for day in await self._days(question):
            if times := await self._times_on(question, day):
                yield BookableDay(day, times)

    async def _days(self, question: Question) -> list[date]:
        params = {"startDate": question.first.isoformat(), "endDate": question.last.isoformat()}
        body = await self._get(question, "available-days", params)
        rows = body.get("availableDays") or ()
        told = {_day(row["time"] if isinstance(row, dict) else row) for row in rows}
        return [day for day in question.days_from(question.first) if day in told]

    async def _times_on(self, question: Question, day: date) -> Mapping[int, Sequence[int]]:
        body = await self._get(question, "available-appointments", {"date": day.isoformat()})
        if "offices" in body:
            return _times(body["offices"])
        times = tuple(map(int, body.get("appointmentTimestamps") or ()))
        return {question.offices[0]: times} if times else {}

    async def _get(self, question: Question, path: str, params: Mapping[str, str]) -> dict[str, Any]:
        one = len(question.offices) == 1  # only the other form tells which office has which time
        ids = {
            "officeId": _csv(question.offices),
            "serviceId": _csv(question.services),
            "serviceCount": _csv(question.counts),
        }
        try:
            body = await self._client.get(path if one else f"{path}-by-office", {**params, **ids})
        except Refused as refused:
            if refused.status == _NOT_FOUND and refused.names(EMPTY_CODES):
                return {}
            raise
        return body if isinstance(body, dict) else {}


class Availability:
    """Asks a citizen API of either generation."""

    def __init__(self, client: ZmsClient) -> None:
        self._generations: tuple[Generation, ...] = (Calendar(client), DaysAndAppointments(client))
        self._known: Generation | None = None

    async def days(self, question: Question) -> AsyncIterator[BookableDay]:
        """The bookable days in order; raises `Refused`, and `Unavailable` where the answer is no ZMS's."""
        # The known one first; the other one as well, for ZMS may have been updated meanwhile.
        for generation in sorted(self._generations, key=lambda g: g is not self._known):
            try:
                async for day in generation.days(question):
                    self._known = generation
                    yield day
            except Refused as refused:
                if refused.status != _NOT_FOUND or NO_SUCH_ENDPOINT not in refused.codes:
                    raise
            except (AttributeError, KeyError, TypeError, ValueError):
                raise Unavailable from None
            else:
                self._known = generation
                return
        raise Unavailable


def _calendar_params(question: Question, first: date) -> dict[str, str]:
    first_day, last_day = first.isoformat(), question.last.isoformat()
    return {
        "startDate": first_day,
        "endDate": last_day,
        "slotsStartDate": first_day,
        "slotsEndDate": last_day,
        "officeIds": _csv(question.offices),
        "serviceIds": _csv(question.services),
        "serviceCounts": _csv(question.counts),
    }


def _times(offices: Any) -> dict[int, Sequence[int]]:
    rows = {int(row["officeId"]): tuple(map(int, row.get("appointments") or ())) for row in offices or ()}
    return {office: times for office, times in rows.items() if times}


def _csv(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))


def _day(text: str) -> date:
    return date.fromisoformat(text)
