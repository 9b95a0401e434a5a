"""Many citizens from several processes want the same slot: who gets it?"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from multiprocessing.synchronize import Barrier
from queue import Queue
from typing import Any

from booking.appointments.service import Appointments
from booking.calendar import Hours, OfficeCalendar, ServiceRule, WeeklyHours
from booking.codes import Secrets
from booking.errors import SlotTaken
from booking.model import BERLIN, Item, SlotQuery
from booking.plan import Plan
from booking.policy import Policy
from booking.repository import Books
from bot.database import open_database
from bot.settings import Settings

NOW = datetime(2027, 2, 1, 7, 0, tzinfo=BERLIN).astimezone(UTC)
ITEMS = (Item("ausweis"),)
HANG_SECONDS = 240  # a round takes a second or two; longer is a deadlock


def race(settings: Settings, processes: int, holds: int, rounds: int) -> Iterator[int]:
    """Yield the number of winners of each round: `holds` parallel holds on one slot of capacity 1.

    Each process starts its share at once, in threads of its own. Anything but winning or
    `SlotTaken` ends the race with that process's error.
    """
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(processes), context.Queue()
    workers = [
        context.Process(
            target=_take_part, args=(settings, number, holds // processes, rounds, barrier, results)
        )
        for number in range(processes)
    ]
    for worker in workers:
        worker.start()
    try:
        for _ in range(rounds):
            outcomes = [results.get(timeout=HANG_SECONDS) for _ in workers]
            if faults := [outcome for outcome in outcomes if isinstance(outcome, str)]:
                raise RuntimeError(faults[0])
            yield sum(outcomes)
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _take_part(
    settings: Settings, number: int, holds: int, rounds: int, barrier: Barrier, results: Queue[Any]
) -> None:
    try:
        appointments = _calendar(settings)
        slots = appointments.find(SlotQuery(ITEMS, limit=rounds)).slots
        barrier.wait(HANG_SECONDS)  # nobody takes a slot before all have seen the same ones
        with ThreadPoolExecutor(holds) as threads:
            for turn, slot in enumerate(slots):
                barrier.wait(HANG_SECONDS)
                keys = [f"{turn}.{number}.{n}" for n in range(holds)]
                results.put(sum(threads.map(lambda key, slot=slot: _wins(appointments, slot.id, key), keys)))
    except Exception as error:
        results.put(f"{type(error).__name__}: {error}")
        barrier.abort()


def _wins(appointments: Appointments, slot_id: str, key: str) -> bool:
    try:
        appointments.hold(slot_id, ITEMS, key)
    except SlotTaken:
        return False
    return True


def _calendar(settings: Settings) -> Appointments:
    week = (WeeklyHours(frozenset(range(5)), Hours(time(8), time(18))),)
    plan = Plan([OfficeCalendar("amt", "Amt", week)], [ServiceRule("ausweis", "Ausweis", frozenset({"amt"}))])
    books = Books(open_database(settings))
    return Appointments(books, lambda: plan, Secrets(bytes(32)), Policy(), lambda: NOW)
