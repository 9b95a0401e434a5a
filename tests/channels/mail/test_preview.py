from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from booking.events import EventKind
from channels.mail.preview import sample, write_samples
from tests.browser.test_axe import AXE, faults


def test_every_kind_is_written_as_html_and_as_text(tmp_path: Path):
    files = write_samples(tmp_path / "new")
    assert {file.name for file in files} == {f"{kind}.{end}" for kind in EventKind for end in ("html", "txt")}
    for file in files:
        assert sample(EventKind(file.stem)).subject in file.read_text(encoding="utf-8")


@pytest.mark.skipif(not AXE.exists(), reason="axe-core fehlt (npm ci)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", EventKind)
def test_a_mail_is_readable_for_everybody_and_on_a_small_screen(page: Page, kind: EventKind, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 568})
    page.set_content(sample(kind).html)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
