"""What must be set before Rasa is imported: threads, caches inside the data directory, silence."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from bot.engine import stand_ins

# One sentence is far too little work to share among threads; more of them only cost memory and time.
_THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")

# Where programs that have a model but no data directory keep temporary files: beside the model.
SCRATCH = ".engine"


def prepare(scratch: Path) -> None:
    """Set the process up for Rasa; call it before anything imports `rasa`.

    `scratch` is a directory of ours (created if absent) for caches and temporary files, so that nothing
    is written outside the clone and the data directory.
    """
    stand_ins.install()
    temporary = scratch / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(temporary)
    os.environ.update(
        {
            "TMPDIR": str(temporary),
            "MPLCONFIGDIR": str(scratch / "matplotlib"),
            "RASA_CACHE_DIRECTORY": str(scratch / "cache"),
            "RASA_MAX_CACHE_SIZE": "0",  # a cached component may be older than the files it reads
            "RASA_TELEMETRY_ENABLED": "false",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",  # for an environment that has TensorFlow
            "LOG_LEVEL": "ERROR",
            "LOG_LEVEL_LIBRARIES": "ERROR",
            **dict.fromkeys(_THREAD_VARIABLES, "1"),
        }
    )
    # Rasa quotes what people write in warnings and debug texts: none of it may reach a log.
    # Libraries reset the warnings' filters at will, so the warnings go to a logger that is silent.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.CRITICAL)
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")


def fail(message: str) -> NoReturn:
    """End the process with exit code 1 and one German line on stderr."""
    print(f"Dialogmaschine: {message}", file=sys.stderr, flush=True)
    raise SystemExit(1)
