"""Starts the engine behind two relays and writes down every byte between it and the app.

    recording_engine.py <engine python> <record> -m bot.engine.launcher --port 0 --actions-socket … …

The app believes that this is the engine: `LOTSE_ENGINE_PYTHON` names a script that runs it.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

PIECE = 65536


async def main(engine_python: str, record: Path, arguments: list[str]) -> int:
    """Run until the engine ends; SIGTERM is passed on."""
    with record.open("ab", buffering=0) as log:
        at = arguments.index("--actions-socket") + 1
        real_socket, arguments[at] = arguments[at], str(record.with_suffix(".sock"))
        actions = await asyncio.start_unix_server(
            lambda r, w: _relay(r, w, log, asyncio.open_unix_connection(_short(real_socket))),
            _short(arguments[at]),
        )
        engine = await asyncio.create_subprocess_exec(
            engine_python, *arguments, stdout=asyncio.subprocess.PIPE
        )
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, engine.terminate)
        ready = json.loads(await engine.stdout.readline() or "null")
        if ready is None:
            return await engine.wait()
        port = ready["port"]
        turns = await asyncio.start_server(
            lambda r, w: _relay(r, w, log, asyncio.open_connection("127.0.0.1", port)), "127.0.0.1", 0
        )
        print(json.dumps({**ready, "port": turns.sockets[0].getsockname()[1]}), flush=True)
        async for line in engine.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
        code = await engine.wait()
        actions.close()
        turns.close()
        return code


def _short(path: str) -> str:
    """The same socket by a name that fits into a socket address; the folder stays open."""
    folder = os.open(Path(path).parent, os.O_PATH)
    return f"/proc/self/fd/{folder}/{Path(path).name}"


async def _relay(reader, writer, log: BinaryIO, other) -> None:
    try:
        there_reader, there_writer = await other
    except OSError:
        writer.close()
        return
    await asyncio.gather(_copy(reader, there_writer, log), _copy(there_reader, writer, log))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, log: BinaryIO) -> None:
    try:
        while piece := await reader.read(PIECE):
            log.write(piece)
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])))
