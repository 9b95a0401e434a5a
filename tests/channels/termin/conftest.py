from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy import Engine

from booking.policy import Policy
from booking.tables import metadata
from bot.database import open_database
from bot.settings import Settings
from tests.booking.embedded import EmbeddedDesk
from tests.booking.zms.desk import ZmsDesk, new_server
from tests.channels.termin.serving import Office, served


@pytest.fixture(scope="session")
def calendar_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_database(Settings(data_dir=tmp_path_factory.mktemp("termin")))
    yield engine
    engine.dispose()


@pytest.fixture
def calendar(calendar_engine: Engine) -> Engine:
    """An empty database with all tables."""
    with calendar_engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return calendar_engine


@contextlib.asynccontextmanager
async def _office(kind: str, calendar: Engine) -> AsyncIterator[Office]:
    if kind == "zms":
        async with new_server().serving() as server:
            desk = ZmsDesk(server)
            yield Office(calendar, desk)
            await desk.port.close()
    else:
        yield Office(calendar, EmbeddedDesk(calendar, Policy(email_verification=kind == "verifying")))


class Page:
    """A page as a browser without JavaScript uses it: its links and its forms."""

    def __init__(self, http: httpx.AsyncClient, response: httpx.Response) -> None:
        self.http = http
        self.response = response
        self.status = response.status_code
        self.soup = BeautifulSoup(response.text, "lxml")
        self.text = " ".join(self.soup.get_text(" ").split())
        self.heading = self.soup.h1.get_text() if self.soup.h1 else ""

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary; each leads to an element of the page."""
        links = self.soup.select("[role=alert] li a")
        assert all(self.soup.select_one(link["href"]) for link in links)
        return [link.get_text() for link in links]

    @property
    def values(self) -> dict[str, str]:
        return {
            field["name"]: field.get("value", "") for field in self.soup.select("form[method=post] input")
        }

    @property
    def choices(self) -> dict[str, str]:
        """The times to choose from: value of the radio button -> its label."""
        labels = {label["for"]: label.get_text() for label in self.soup.select("label")}
        return {radio["value"]: labels[radio["id"]] for radio in self.soup.select("[type=radio]")}

    def links(self) -> list[str]:
        return [link["href"] for link in self.soup.select("a[href^='/']")]

    async def follow(self, label: str) -> Page:
        link = next(link for link in self.soup.select("a") if link.get_text(strip=True) == label)
        return await self.get(link["href"])

    async def get(self, path: str) -> Page:
        return Page(self.http, await self.http.get(path, follow_redirects=True))

    async def press(self, label: str, **values: str) -> Page:
        form, fields = self.form(label)
        sent = {**fields, **values}
        if form["method"] == "get":
            answer = await self.http.get(form["action"], params=sent, follow_redirects=True)
        else:
            answer = await self.http.post(form["action"], data=sent, follow_redirects=True)
        return Page(self.http, answer)

    def form(self, label: str) -> tuple[Tag, dict[str, str]]:
        """The form with this button, and what a browser would send of it untouched."""
        button = next(button for button in self.soup.select("button") if button.get_text() == label)
        form = button.find_parent("form")
        fields = form.select("input:not([type=radio])")
        return form, {field["name"]: field.get("value", "") for field in fields}


class Site:
    """Opens pages of one office."""

    def __init__(self, http: httpx.AsyncClient, office: Office) -> None:
        self.http = http
        self.office = office

    async def get(self, path: str) -> Page:
        return Page(self.http, await self.http.get(path, follow_redirects=True))


@pytest.fixture
async def site(tmp_path: Path, calendar: Engine, request: pytest.FixtureRequest) -> AsyncIterator[Site]:
    """The pages over the embedded calendar; a test may ask for "verifying" (e-mail) or "zms" instead."""
    async with (
        _office(getattr(request, "param", "embedded"), calendar) as office,
        served(tmp_path, office.desk()) as address,
        httpx.AsyncClient(base_url=address, trust_env=False) as client,
    ):
        yield Site(client, office)
