"""The whole service as a process of its own, in a town of its own, with the model that this run trained."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.services import by_another_clock
from tests.services.clock import Clock
from tests.services.town import write_content
from tests.support import service
from tests.support.conversation import Answer, Conversation
from tests.support.service import ROOT

ERIKA = {"name": "Erika Gänßlein", "email": "erika@gaensslein.example", "phone": "0621 2930"}
# A sentence that says all: the first free time is on hold at once.
SAYS_ALL = "Ich brauche einen Termin für einen Personalausweis in Neckarau, so früh wie möglich"


@dataclass
class Service:
    """A service with its state in `folder`; it may be started again there."""

    folder: Path
    environment: dict[str, str]
    command: Sequence[str | Path] = (ROOT / "lotse", "start")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.environment['LOTSE_PORT']}"

    @property
    def log(self) -> str:
        """All that its processes wrote, over all starts."""
        return "".join(file.read_text(encoding="utf-8") for file in sorted(self.folder.glob("*.log")))

    @contextmanager
    def running(self) -> Iterator[Service]:
        """Run it until the block ends."""
        number = len(list(self.folder.glob("*.log")))
        log = self.folder / f"dienst{number}.log"
        with service.running(self.environment, log, self.command) as process:
            self.process = process
            yield self

    def operate(self, *arguments: str) -> str:
        """What `lotse termine …` says beside the running service."""
        done = subprocess.run(
            [ROOT / "lotse", "termine", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def traces(self, *values: str) -> dict[str, str]:
        """Which of these values lies in which file of the service's own: database, tracker, logs."""
        return {
            value: file.name
            for file in self.folder.rglob("*")
            if file.is_file() and file.parent.name != "model"
            for value in values
            if value.encode() in file.read_bytes()
        }


@contextmanager
def browser(service: Service) -> Iterator[httpx.Client]:
    """One citizen's browser."""
    with httpx.Client(base_url=service.address, timeout=30, trust_env=False) as http:
        yield http


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """What time it is for a service that is made with it."""
    return Clock(tmp_path_factory.mktemp("uhr") / "voraus")


@pytest.fixture
def web(service: Service) -> Iterator[httpx.Client]:
    """A citizen's browser at the test's service."""
    with browser(service) as http:
        yield http


@pytest.fixture
def chat(web: httpx.Client) -> Conversation:
    """A new conversation."""
    return Conversation(web)


def card(answer: Answer) -> dict[str, str]:
    """Number, code and links of the appointment that an answer shows, by their labels."""
    (shown,) = answer.blocks("card")
    rows = {row["label"]: row["value"] for row in shown["rows"]}
    return rows | {link["label"].split()[0]: link["url"] for link in shown["links"]}


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content folder."""
    return write_content(tmp_path_factory.mktemp("stadt"))


@pytest.fixture(scope="session")
def make_service(trained_environment, town, tmp_path_factory):
    """A function that makes a service with these variables, by this clock, not yet started."""

    def make(clock: Clock | None = None, **variables: object) -> Service:
        folder = tmp_path_factory.mktemp("dienst")
        (folder / "model").symlink_to(Path(trained_environment["LOTSE_DATA_DIR"]) / "model")
        own = service.lotse_environment(folder) | {"LOTSE_CONTENT_DIR": str(town)}
        own |= {name: str(value) for name, value in variables.items()}
        if clock is None:
            return Service(folder, own)
        # A clock that goes days ahead would else end conversations.
        own |= {"CLOCK_FILE": str(clock.file), "PYTHONPATH": str(ROOT), "LOTSE_CONVERSATION_HOURS": "10000"}
        return Service(folder, own, (sys.executable, by_another_clock.__file__))

    return make
