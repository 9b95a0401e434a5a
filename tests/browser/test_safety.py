from __future__ import annotations

import pytest
from playwright.sync_api import expect

from conversations.blocks import Button, Buttons, Card, CardLink, FactRow, Facts, List, ListItem, Notice, Text
from tests.browser.sample_blocks import EVERY_BLOCK

_TAGS = (
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<iframe srcdoc='<script>parent.{}</script>'>",
    "<body onload={}>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<a href='javascript:{}'>x</a>",
    "[x](javascript:{})",
    '![x](x" onerror="{}")',
    "<math><mtext><style><img src=x onerror={}></style></mtext></math>",
    "<template shadowrootmode=open><script>{}</script></template>",
    "<style>@import 'javascript:{}';</style>",
    "<object data='javascript:{}'>",
    "<form action='javascript:{}'><button>x</button></form>",
    "<video><source onerror={}></video>",
    "<marquee onstart={}>",
)
_CALLS = ("alert(1)", "window.pwned=1")
_FRAMES = ("{}", "\"'>{}", "</textarea></title>{}")
EVIL = [frame.format(tag.format(call)) for tag in _TAGS for call in _CALLS for frame in _FRAMES]
EVIL_URLS = [
    'https://example.org/"onmouseover=alert(1)',
    "tel:115'><script>alert(1)</script>",
    "mailto:a@b?subject=<script>alert(1)</script>",
]


def elements(page) -> dict[str, int]:
    """How often each kind of element occurs in the widget and around it."""
    return page.evaluate(
        """() => { const root = document.querySelector('stadtlotse-chat').shadowRoot; const count = {};
             for (const node of [...root.querySelectorAll('*'), ...document.querySelectorAll('*')])
               count[node.localName] = (count[node.localName] ?? 0) + 1;
             return count; }"""
    )


def test_more_than_100_attacks_reach_the_widget_as_text_only(chat, site, page, violations):
    assert len(EVIL) > 100
    chat.open()
    for start in range(0, len(EVIL), 27):
        part = EVIL[start : start + 27]
        site.engine.blocks = tuple(
            block
            for text in part
            for block in (
                Text(text=text),
                List(title=text, items=(ListItem(text=text, note=text),)),
                Facts(title=text, rows=(FactRow(label=text, value=text),)),
                Card(title=text, lines=(text,), links=(CardLink(label=text, url=EVIL_URLS[0]),)),
                Notice(text=text, links=(CardLink(label=text, url=EVIL_URLS[1]),)),
                Buttons(buttons=(Button(label=text, choice=text),)),
            )
        )
        chat.ask(f"{start}: {part[0]}")
        expect(chat.messages.last.get_by_text(part[-1]).first).to_be_visible()
        page.reload()
        expect(chat.messages.last.get_by_text(part[-1]).first).to_be_visible()
    assert page.evaluate("() => window.pwned") is None
    forbidden = {
        "script",
        "img",
        "iframe",
        "object",
        "video",
        "details",
        "math",
        "template",
        "style",
        "marquee",
    }
    allowed_scripts = 1  # the page's own loader
    found = elements(page)
    assert found.pop("script") == allowed_scripts
    assert not forbidden & set(found)
    handlers = page.evaluate(
        """() => [...document.querySelector('stadtlotse-chat').shadowRoot.querySelectorAll('*')]
             .flatMap((node) => node.getAttributeNames()).filter((name) => name.startsWith('on'))"""
    )
    assert handlers == []
    assert violations == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        " javascript:x",
        "vbscript:x",
        "//x",
        "blob:x",
    ],
)
def test_a_link_that_leads_anywhere_else_is_no_link(chat, page, url):
    """The service refuses such links already; here the widget is on its own."""
    chat.open()
    body = {
        "messages": [
            {
                "id": "m",
                "sender": "bot",
                "time": "2026-11-22T10:00:00Z",
                "blocks": [
                    {"type": "link", "label": "Klick", "url": url},
                    {
                        "type": "notice",
                        "kind": "info",
                        "text": "x",
                        "links": [{"label": "Klick", "url": url}],
                    },
                    {"type": "unknown", "html": "<b>x</b>"},
                    {"type": "constructor"},
                ],
            }
        ]
    }
    page.route("**/messages", lambda route: route.fulfill(json=body))
    chat.ask("Hallo")
    expect(chat.messages.last.get_by_text("Klick").first).to_be_visible()
    assert chat.messages.last.locator("a").count() == 0


def test_a_whole_visit_asks_no_third_party_and_breaks_no_policy(chat, site, page, violations):
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.reload()
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    expect(chat.messages.last).to_contain_text("In Lebensgefahr")
    chat.dialog.get_by_role("button", name="Weitere Möglichkeiten").click()
    page.reload()
    expect(chat.messages.last).to_contain_text("In Lebensgefahr")
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {
        site.address.removeprefix("http://")
    }
    assert not [url for url in asked if "font" in url or url.endswith((".woff2", ".woff"))]
    assert violations == []


def test_before_opening_nothing_is_stored_and_afterwards_only_for_the_session(chat, page):
    stored = "() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]"
    databases = "async () => (await indexedDB.databases()).length"
    assert page.evaluate(stored) == [[], [], ""]
    chat.open()
    local, session, cookie = page.evaluate(stored)
    assert (local, cookie) == ([], "")
    assert len(session) == 1
    assert page.evaluate(databases) == 0
    assert page.context.cookies() == []


def test_what_a_form_holds_is_not_kept_in_the_browser(chat, site, page):
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    page.route("**/messages", lambda route: route.abort())
    chat.dialog.get_by_role("textbox", name="Name").fill("Erika Mustermann")
    chat.dialog.get_by_role("textbox", name="E-Mail").fill("erika@example.org")
    chat.dialog.get_by_role("checkbox", name="Ich bin einverstanden").check()
    chat.dialog.get_by_role("button", name="Termin buchen").click()
    expect(chat.dialog.get_by_role("form")).to_contain_text("Ihre Angaben stehen noch im Formular.")
    kept = page.evaluate("() => JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "kontakt" in kept
    assert "Mustermann" not in kept
    assert "erika" not in kept


def test_the_policy_would_report_an_injected_script(chat, page, violations):
    """The collection of violations above can fail."""
    page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>'; } catch { console.error('blocked'); } }"
    )
    assert violations
