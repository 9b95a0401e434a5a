"""The calendars in force: made from the live catalogue and `terminvergabe.yml`, anew when either changes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from booking.calendar import Counter, DayException, Hours, OfficeCalendar, ServiceRule, WeeklyHours
from booking.plan import Plan
from bot.content import refuse_faults
from knowledge.catalogue import VERSION_CHECK_SECONDS, Catalogue
from knowledge.model import WOCHENTAGE, Dienststelle, Zeitspanne
from knowledge.terminvergabe import FILE, Terminregel, Terminstelle, Terminvergabe, read_terminvergabe

logger = logging.getLogger(__name__)


class Terminplan:
    """Called, it gives the `Plan` in force: the same object until the catalogue or the file changes.

    An edited Dienststelle and an edited file hold within a second. A file that is broken while the
    service runs is logged, and what held before goes on; broken at the start it is a `LotseError`.
    """

    def __init__(
        self, catalogue: Catalogue, content_dir: Path, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._catalogue = catalogue
        self._dir = content_dir
        self._clock = clock
        self._lock = threading.Lock()
        self._checked = clock()
        self._stamp = _stamp(content_dir / FILE)
        terminvergabe, _, faults = read_terminvergabe(content_dir)
        refuse_faults(faults)
        self._terminvergabe = terminvergabe
        self._made = self._make()

    def __call__(self) -> Plan:
        """The plan in force; it may be asked from several threads."""
        self._look_at_file()
        version, terminvergabe, plan = self._made
        if version != self._catalogue.version or terminvergabe is not self._terminvergabe:
            self._made = version, terminvergabe, plan = self._make()
        return plan

    @property
    def terminvergabe(self) -> Terminvergabe:
        """What the file says."""
        return self._terminvergabe

    def is_example(self) -> bool:
        """Whether no office expects anybody: nobody has checked the calendars yet."""
        return not self._terminvergabe.geprueft

    def _make(self) -> tuple[int, Terminvergabe, Plan]:
        # The version first: an edit in between makes a new plan next time instead of being missed.
        version, terminvergabe = self._catalogue.version, self._terminvergabe
        return version, terminvergabe, make_plan(self._catalogue, terminvergabe)

    def _look_at_file(self) -> None:
        """One thread reads a changed file while the others go on with what held before."""
        if self._clock() - self._checked < VERSION_CHECK_SECONDS or not self._lock.acquire(blocking=False):
            return
        try:
            self._checked = self._clock()
            stamp = _stamp(self._dir / FILE)
            if stamp == self._stamp:
                return
            self._stamp = stamp
            terminvergabe, _, faults = read_terminvergabe(self._dir)
            if stamp is None:  # many programs save by putting a new file in the place of the old one
                logger.warning("%s fehlt (es gilt weiter, was vorher galt)", self._dir / FILE)
            elif faults:
                logger.warning("%s (es gilt weiter, was vorher galt)", faults[0])
            else:
                self._terminvergabe = terminvergabe
        finally:
            self._lock.release()


def make_plan(catalogue: Catalogue, terminvergabe: Terminvergabe) -> Plan:
    """The plan of what the catalogue has; an id that it does not (any more) have is left out."""
    calendars = [
        _calendar(dienststelle, stelle, terminvergabe.standard)
        for slug, stelle in terminvergabe.stellen.items()
        if (dienststelle := catalogue.dienststelle(slug))
    ]
    rules = [
        ServiceRule(
            leistung=slug,
            name=leistung.titel,
            offices=frozenset(entry.stellen),
            duration=timedelta(minutes=entry.dauer),
            max_count=entry.hoechstens,
        )
        for slug, entry in terminvergabe.leistungen.items()
        if (leistung := catalogue.leistung(slug))
    ]
    return Plan(calendars, rules)


def _calendar(dienststelle: Dienststelle, stelle: Terminstelle, standard: Terminregel) -> OfficeCalendar:
    rule = stelle.regel(standard)
    return OfficeCalendar(
        office=dienststelle.id,
        name=dienststelle.titel,
        weekly=tuple(
            WeeklyHours(frozenset(map(WOCHENTAGE.index, zeit.tage)), _hours(zeit))
            for zeit in dienststelle.oeffnungszeiten or stelle.zeiten
        ),
        exceptions=tuple(
            DayException(a.von, a.bis or a.von, tuple(map(_hours, a.zeiten))) for a in dienststelle.ausnahmen
        ),
        counters=tuple(
            Counter(frozenset(schalter.leistungen))
            for schalter in rule.schalter
            for _ in range(schalter.anzahl)
        ),
        step=timedelta(minutes=rule.schritt),
        lead=timedelta(hours=rule.vorlauf_stunden),
        horizon_days=rule.horizont_tage,
        max_duration=timedelta(minutes=rule.hoechstdauer),
        max_per_email=rule.termine_je_email,
        hint=stelle.hinweis,
    )


def _hours(zeit: Zeitspanne) -> Hours:
    return Hours(zeit.von, zeit.bis)


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when the file is written; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
