"""The engine ends with the process that started it."""

from __future__ import annotations

import os
import select
import signal
import threading


def end_with_parent() -> None:
    """Send this process SIGTERM as soon as its parent is gone, however the parent ended.

    A pidfd is watched by a thread: prctl's PDEATHSIG would fire already when the *thread* of the parent
    that started us ends.
    """
    parent = os.getppid()
    try:
        parent_fd = os.pidfd_open(parent)
    except ProcessLookupError:
        os.kill(os.getpid(), signal.SIGTERM)
        return
    threading.Thread(target=_wait_for_end, args=(parent_fd,), name="parent-watch", daemon=True).start()
    if os.getppid() != parent:  # it ended before the pidfd was there, and its number may be another's by now
        os.kill(os.getpid(), signal.SIGTERM)


def _wait_for_end(parent_fd: int) -> None:
    select.select([parent_fd], [], [])
    os.kill(os.getpid(), signal.SIGTERM)
