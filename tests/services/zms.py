"""The town's ZMS: the fake one over HTTP, by the clock on the wall or by a test's."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime, time, timedelta

from booking.calendar import Hours, OfficeCalendar, WeeklyHours
from tests.booking.zms.desk import scope
from tests.booking.zms.fake_server import FakeServer
from tests.booking.zms.fake_zms import FakeZms, Office
from tests.services.clock import Clock
from tests.services.threads import in_thread
from tests.services.town import AUSWEIS, MITTE, NECKARAU, OFFICES, PASS, SERVICES, TITLES, WALDHOF

STEP = timedelta(minutes=30)
PAGE = "https://stadt.example/termine#/services/{service}/locations/{office}"
EVERY_DAY = (WeeklyHours(frozenset(range(7)), Hours(time(8), time(18))),)
OFFERS = ((MITTE, AUSWEIS), (MITTE, PASS), (NECKARAU, AUSWEIS), (WALDHOF, AUSWEIS))


class WallClock:
    """The time as it is, in the shape of a clock that tests move."""

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)


def town_zms(clock: WallClock | Clock) -> FakeZms:
    """One counter in each office, Waldhof behind a captcha, e-mail optional."""
    offices = [
        Office(
            OFFICES[office],
            OfficeCalendar(office, TITLES[office], EVERY_DAY, step=STEP, lead=timedelta(hours=2)),
            scope(emailRequired=False, captchaActivatedRequired=office == WALDHOF),
        )
        for office in OFFICES
    ]
    relations = {(OFFICES[office], SERVICES[leistung]): (1.0, 2) for office, leistung in OFFERS}
    names = {SERVICES[AUSWEIS]: "Personalausweis", SERVICES[PASS]: "Reisepass"}
    return FakeZms(clock, offices, names, relations)  # type: ignore[arg-type]  # clocks like FakeClock


def serving(clock: Clock | None = None, **how: object) -> AbstractContextManager[FakeServer]:
    """The town's ZMS at `url` until the block ends; `how` is what `FakeServer` takes."""
    return in_thread(FakeServer(town_zms(clock or WallClock()), **how).serving())
