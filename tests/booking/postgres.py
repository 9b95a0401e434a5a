"""A private PostgreSQL cluster that lives as long as it is needed, reached through a Unix socket alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVERS = Path("/usr/lib/postgresql")  # where Debian puts them; they are not on PATH
# The cluster is thrown away, so nothing needs to reach the disk.
OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=150"


def programs() -> Path | None:
    """The folder with `initdb` of the newest server on this machine."""
    found = [folder / "bin" for folder in SERVERS.glob("*") if (folder / "bin" / "initdb").exists()]
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


def why_not() -> str | None:
    """The reason why there can be no cluster here."""
    if programs() is None:
        return "PostgreSQL fehlt (apt install postgresql)"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "PostgreSQL läuft nicht als root, und runuser fehlt"
    return None


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster and yield the SQLAlchemy URL of its empty database."""
    bin_folder = programs()
    assert bin_folder is not None
    # Not under pytest's own folder: that is closed to other users, and the server is one.
    folder = Path(tempfile.mkdtemp(prefix="lotse-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, socket = folder / "data", folder
    try:
        _run(bin_folder / "initdb", "-D", data, "-U", "lotse", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"{OPTIONS} -c unix_socket_directories='{socket}'"
        _run(bin_folder / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://lotse@/postgres?host={socket}"
        finally:
            _run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: Path, *arguments: object) -> None:
    command = [str(program), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", stdin=subprocess.DEVNULL)
    if done.returncode:
        raise RuntimeError(f"{program.name}: {done.stderr or done.stdout}")
