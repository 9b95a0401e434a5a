"""The running service: app and engine in the foreground, ended cleanly by Ctrl-C or SIGTERM."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

from bot.bootstrap import House, open_house
from bot.cli.console import err, out, step
from bot.serving import open_port, open_unix_socket, serving
from bot.settings import Settings
from bot.termine.keeping import keep
from bot.training import engine_spacy_model

# Expired conversations are erased this often; a conversation therefore lives at most this much longer.
PURGE_EVERY_SECONDS = 300.0
# Holds that lapsed and slots that became free are seen to each minute, mail goes out within seconds.
KEEP_EVERY_SECONDS = 60.0
MAIL_EVERY_SECONDS = 5.0

logger = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    """Serve until a signal arrives. Raises `LotseError` when something cannot start."""
    started = time.monotonic()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s", stream=sys.stderr)
    stop = _stop_on_signals()
    # The port first: a second service on it must not touch the first one's sockets.
    port = open_port(settings.host, settings.port)
    with step("Katalog laden"):
        house = await asyncio.to_thread(open_house, settings)
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(house.client)
        if house.booking:
            stack.push_async_callback(house.booking.close)
        await stack.enter_async_context(serving(house.actions, open_unix_socket(house.actions_socket)))
        stack.push_async_callback(house.engine.stop)
        with step("Engine starten"):
            await _unless(stop, house.engine.start())
        if not stop.is_set():
            await stack.enter_async_context(serving(house.web, port))
            for job, seconds in _jobs(house):
                await stack.enter_async_context(_repeating(job, seconds))
            _say_ready(settings, house, time.monotonic() - started)
        await stop.wait()
        err.print("Stadtlotse wird beendet …")
        await house.conversations.finish()
    port.close()
    err.print("Beendet.")


def _say_ready(settings: Settings, house: House, seconds: float) -> None:
    out.print(f"Stadtlotse ist bereit: {settings.own_origin}/")
    out.print(
        f"  {len(house.catalogue)} Leistungen · Sprachpipeline: {engine_spacy_model(settings)} · "
        f"bereit nach {seconds:.1f} s · Strg-C beendet"
    )


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _unless(stop: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Wait for `work`, or for the signal that makes it pointless."""
    task = asyncio.create_task(work)
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if task.done():
        task.result()
        return
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def _jobs(house: House) -> list[tuple[Callable[[], Awaitable[object]], float]]:
    """What is done again and again while the service runs, and how many seconds lie between."""
    jobs: list[tuple[Callable[[], Awaitable[object]], float]] = [(house.retention.purge, PURGE_EVERY_SECONDS)]
    if booking := house.booking:
        jobs.append((lambda: keep(booking), KEEP_EVERY_SECONDS))
    if house.mailer:
        jobs.append((house.mailer.run_once, MAIL_EVERY_SECONDS))
    return jobs


@contextlib.asynccontextmanager
async def _repeating(job: Callable[[], Awaitable[object]], seconds: float) -> AsyncIterator[None]:
    """Run `job` now and then again, while the context is open; a fault of one run does not end the others."""

    async def repeat_for_ever() -> None:
        while True:
            try:
                await job()
            except Exception as error:
                # The kind alone: its text may quote what a citizen wrote.
                logger.error("a job of the service failed: %s", type(error).__name__)
            await asyncio.sleep(seconds)

    task = asyncio.create_task(repeat_for_ever())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
