"""A real Chromium against the web channel with a fake engine, each test with a fresh service."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from conversations.answering import FormHandler
from tests.channels.web.serving import Settings, served
from tests.conversations.fakes import FakeEngine


@dataclass
class Site:
    """The served channel, its fake engine, and a way to run things on its loop."""

    address: str
    engine: FakeEngine
    settings: Settings
    folder: Path
    loop: asyncio.AbstractEventLoop
    forms: dict[str, FormHandler]
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def hold_answers(self) -> None:
        self.gate.clear()
        self.engine.before_reply = self.gate.wait

    def let_answers_go(self) -> None:
        self.loop.call_soon_threadsafe(self.gate.set)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    engine, settings = FakeEngine(), Settings()
    forms: dict[str, FormHandler] = {}
    started: threading.Event = threading.Event()
    box: dict[str, Site] = {}
    stop = asyncio.Event()

    async def serve() -> None:
        async with served(tmp_path, engine, settings=settings, forms=forms) as address:
            box["site"] = Site(address, engine, settings, tmp_path, asyncio.get_running_loop(), forms)
            started.set()
            await stop.wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert started.wait(10), "the web channel did not start"
    yield box["site"]
    box["site"].gate.set()
    box["site"].loop.call_soon_threadsafe(stop.set)
    thread.join(10)


@pytest.fixture
def chat(site: Site, page: Page) -> Chat:
    page.goto(site.address)
    return Chat(page)


class Chat:
    """The widget as a citizen meets it; Playwright's locators look into the open shadow root."""

    def __init__(self, page: Page):
        self.page = page
        self.host = page.locator("stadtlotse-chat").first
        self.launcher = self.host.get_by_role("button", name="Fragen an die Stadt")
        self.dialog = self.host.get_by_role("dialog", name="Stadtlotse")
        self.input = self.dialog.get_by_role("textbox", name="Ihre Frage")
        self.send_button = self.dialog.get_by_role("button", name="Senden")
        self.log = self.dialog.get_by_role("region", name="Verlauf der Unterhaltung")
        self.messages = self.log.locator("ol.log > li")

    def open(self) -> Chat:
        self.launcher.click()
        self.log.get_by_text("Guten Tag").wait_for()
        return self

    def ask(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def focused(self) -> str:
        """What has the focus, looked up through the shadow root."""
        return self.page.evaluate(
            """() => { let node = document.activeElement;
                 while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
                 return node.ariaLabel || node.id || node.textContent.trim() || node.tagName; }"""
        )


@pytest.fixture
def violations(context: BrowserContext) -> list[str]:
    """Everything the console complains about, the content security policy above all."""
    found: list[str] = []
    context.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: found.append(str(error.error)))
    return found
