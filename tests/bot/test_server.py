"""What the running service does again and again."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.server import _jobs, _repeating


class Job:
    """Fails as often as it is told; `enough` is set once it has run `wanted` times."""

    def __init__(self, failures: int, wanted: int) -> None:
        self.failures, self.wanted, self.runs = failures, wanted, 0
        self.enough = asyncio.Event()

    async def __call__(self) -> None:
        self.runs += 1
        if self.runs >= self.wanted:
            self.enough.set()
        if self.runs <= self.failures:
            raise RuntimeError("erika@example.de")


async def test_a_job_that_fails_is_run_again():
    job = Job(failures=3, wanted=5)
    async with asyncio.timeout(5):
        async with _repeating(job, 0.001):
            await job.enough.wait()
    assert job.runs >= 5


async def test_the_kind_of_a_fault_is_logged_and_never_its_words(caplog):
    job = Job(failures=1, wanted=2)
    with caplog.at_level(logging.ERROR):
        async with asyncio.timeout(5), _repeating(job, 0.001):
            await job.enough.wait()
    assert "RuntimeError" in caplog.text
    assert "erika@example.de" not in caplog.text


async def test_the_first_run_does_not_wait():
    job = Job(failures=0, wanted=1)
    async with asyncio.timeout(5), _repeating(job, 3600):
        await job.enough.wait()
    assert job.runs == 1


async def test_it_ends_with_the_service():
    job = Job(failures=0, wanted=1)
    async with asyncio.timeout(5), _repeating(job, 0.001):
        await job.enough.wait()
    runs = job.runs
    await asyncio.sleep(0.01)
    assert job.runs == runs


class Parts:
    """As much of a house as its jobs look at."""

    def __init__(self, **parts: object) -> None:
        self.retention = Parts.Purging()
        self.booking = parts.get("booking")
        self.mailer = parts.get("mailer")

    class Purging:
        async def purge(self) -> None:
            """Nothing to erase."""


@pytest.mark.parametrize(
    ("parts", "count"),
    [({}, 1), ({"booking": object()}, 2), ({"booking": object(), "mailer": Job(0, 0)}, 3)],
)
def test_each_part_of_the_house_has_its_job(parts, count):
    if "mailer" in parts:
        parts["mailer"].run_once = parts["mailer"]
    assert len(_jobs(Parts(**parts))) == count
