"""Load for a dialogue server: clients that each wait for an answer before they speak again."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from typing import Any, Protocol

# As long as people talk; then the client starts a new conversation.
TURNS_A_CONVERSATION = 5


class Client(Protocol):
    """One connection to a server."""

    def prepare(self, sender: str) -> None:
        """Open a conversation where the server wants that before the first sentence."""

    def say(self, sender: str, text: str) -> None:
        """Send one sentence and wait for its answer; raises when there is none."""


def measure_load(connect: Callable[[], Client], texts: list[str], clients: int, turns: int) -> dict[str, Any]:
    """Let `clients` speak at once, `turns` together; return latencies in ms and turns a second."""

    def talk(number: int) -> list[float]:
        client, times = connect(), []
        for index, text in enumerate(islice(cycle(texts[number:] + texts[:number]), turns // clients)):
            sender = f"last-{clients}-{number}-{index // TURNS_A_CONVERSATION}"
            client.prepare(sender)
            begin = time.perf_counter()
            client.say(sender, text)
            times.append(1e3 * (time.perf_counter() - begin))
        return times

    begin = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        times = sorted(ms for client in pool.map(talk, range(clients)) for ms in client)
    seconds = time.perf_counter() - begin
    return {
        "clients": clients,
        "turns": len(times),
        "p50_ms": percentile(times, 50),
        "p95_ms": percentile(times, 95),
        "p99_ms": percentile(times, 99),
        "turns_per_second": round(len(times) / seconds, 1),
    }


def measure_growth(client: Client, texts: Iterable[str], conversations: int) -> dict[str, Any]:
    """Hold long conversations; return the median of turns 3 to 7 and of turns 198 to 202, in ms."""
    early, late = [], []
    for number in range(conversations):
        for turn, text in enumerate(islice(cycle(texts), 202), start=1):
            begin = time.perf_counter()
            client.say(f"lang-{number}", text)
            spent = 1e3 * (time.perf_counter() - begin)
            if 3 <= turn <= 7:
                early.append(spent)
            elif 198 <= turn <= 202:
                late.append(spent)
    first, last = statistics.median(early), statistics.median(late)
    return {"turn_5_ms": round(first, 2), "turn_200_ms": round(last, 2), "ratio": round(last / first, 2)}


def percentile(ordered: list[float], percent: int) -> float:
    """The smallest value that `percent` of the ordered ones do not exceed."""
    return round(ordered[max(0, -(-len(ordered) * percent // 100) - 1)], 2)
