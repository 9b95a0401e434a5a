from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Chat

STATIC = Path(__file__).parents[2] / "channels" / "web" / "static"

# Without `zoom`: it enlarges the page and what is on it alike, as the browser's own zoom does.
HOSTILE = """* { color: red !important; font: 40px cursive !important; border: 9px solid lime !important;
  padding: 30px !important; background: black !important; position: static !important; float: left !important;
  text-transform: uppercase !important; letter-spacing: 9px !important; line-height: 3 !important;
  visibility: visible !important; opacity: .3 !important; transform: rotate(3deg) !important;
  width: 50px !important; box-sizing: content-box !important; direction: rtl !important; }
  html { font-size: 5px !important; }"""


LOOK = ["color", "font", "borderTopWidth", "paddingTop", "backgroundColor", "direction", "textTransform"]
LOOK += ["letterSpacing", "opacity", "position", "zoom"]


def host_page(page: Page, site, body: str, styles: str = "") -> None:
    """A page of the same site that embeds the widget in its own way, without our policy."""
    html = f"""<!doctype html><html lang="de"><title>Stadt</title><style>{styles}</style>
      <script type="module" src="/static/web/stadtlotse.js"></script><body>{body}</body></html>"""
    page.route(f"{site.address}/host", lambda route: route.fulfill(content_type="text/html", body=html))
    page.goto(f"{site.address}/host")


@pytest.fixture
def other_site() -> Iterator[Callable[[str], str]]:
    """Serves a page from another origin and gives its address."""
    servers = []

    def serve(html: str) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(html.encode())

            def log_message(self, *arguments: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def look(page: Page) -> list:
    """Computed styles and boxes of everything visible in the widget."""
    return page.evaluate(
        """(properties) => {
          const root = document.querySelector('stadtlotse-chat').shadowRoot;
          const visible = [...root.querySelectorAll('*')].filter((node) => node.getClientRects().length);
          return visible.map((node) => {
            const style = getComputedStyle(node), box = node.getBoundingClientRect();
            return [node.localName, ...properties.map((name) => style[name]),
              Math.round(box.width), Math.round(box.height), Math.round(innerWidth - box.right)];
          });
        }""",
        LOOK,
    )


@pytest.mark.parametrize("is_open", [False, True])
def test_a_host_page_that_styles_everything_changes_nothing(page, site, is_open):
    looks = []
    for styles in ("", HOSTILE):
        page.context.clear_cookies()
        host_page(page, site, "<stadtlotse-chat></stadtlotse-chat>", styles)
        chat = Chat(page)
        if is_open:
            page.evaluate("() => sessionStorage.clear()")
            page.reload()
            chat.open()
        looks.append(look(page))
    assert looks[0] == looks[1]


@pytest.mark.parametrize("is_allowed", [True, False])
def test_another_site_embeds_the_widget_only_where_it_is_allowed(page, site, other_site, is_allowed):
    html = f"""<!doctype html><html lang="de"><title>Stadt</title>
      <script type="module" src="{site.address}/static/web/stadtlotse.js"></script>
      <stadtlotse-chat></stadtlotse-chat></html>"""
    city = other_site(html)
    if is_allowed:
        site.settings.allowed_origins.append(city)
    page.goto(city)
    chat = Chat(page)
    chat.launcher.click()
    if is_allowed:
        chat.ask("Was kostet das?")
        expect(chat.messages.last).to_contain_text("Antwort 1")
    else:
        expect(chat.log.get_by_text("nicht erreichbar")).to_be_visible()
        assert site.engine.heard == []


def test_two_instances_on_one_page_are_two_conversations(page, site):
    host_page(
        page, site, '<stadtlotse-chat name="a"></stadtlotse-chat><stadtlotse-chat name="b"></stadtlotse-chat>'
    )
    first, second = page.locator("stadtlotse-chat").nth(0), page.locator("stadtlotse-chat").nth(1)
    for host, text in ((first, "Eins"), (second, "Zwei")):
        host.evaluate("(host) => host.open()")
        host.get_by_role("textbox", name="Ihre Frage").fill(text)
        host.get_by_role("textbox", name="Ihre Frage").press("Enter")
        expect(host.locator("ol.log > li").last).to_contain_text("Antwort")
        host.evaluate("(host) => host.close()")
    assert [text for _, text, _ in site.engine.heard] == ["Eins", "Zwei"]
    assert site.engine.heard[0][0] != site.engine.heard[1][0]
    page.reload()
    first.evaluate("(host) => host.open()")
    expect(first.get_by_role("region").get_by_text("Eins")).to_be_visible()
    expect(first.get_by_role("region").get_by_text("Zwei")).to_have_count(0)


def test_methods_and_events_are_as_documented(page, site):
    host_page(page, site, "<stadtlotse-chat></stadtlotse-chat>")
    page.evaluate(
        """() => { window.events = [];
             for (const name of ['open', 'close', 'message', 'error']) document.addEventListener(
               `stadtlotse:${name}`, ({ detail }) => events.push([name, detail])); }"""
    )
    call = "(code) => new Function('host', `return host.${code}`)(document.querySelector('stadtlotse-chat'))"
    chat = Chat(page)
    page.evaluate(call, "send('Was kostet das?')")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    page.evaluate(call, "toggle()")
    expect(chat.dialog).to_be_hidden()
    page.evaluate(call, "toggle()")
    expect(chat.dialog).to_be_visible()
    page.evaluate(call, "reset()")
    expect(chat.log.get_by_text("Antwort 1")).to_have_count(0)
    page.evaluate(call, "setLanguage('en')")
    expect(chat.host.get_by_role("button", name="Close chat")).to_be_visible()
    page.evaluate(call, "setLanguage('de')")
    page.evaluate(call, "close()")
    expect(chat.dialog).to_be_hidden()
    site.engine.away = True
    page.evaluate(call, "send('Hallo')")
    names = [name for name, _ in page.evaluate("() => events")]
    assert names == ["open", "message", "close", "open", "close", "open", "error"]
    details = dict(page.evaluate("() => events"))
    assert details["message"]["sender"] == "bot"
    assert details["error"] == {"code": "unanswered"}


def test_another_language_keeps_the_history(chat, page):
    chat.open().ask("Hallo")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    page.evaluate("() => document.querySelector('stadtlotse-chat').setLanguage('en')")
    log = chat.host.get_by_role("region", name="Conversation")
    expect(log.get_by_text("Antwort 1")).to_be_visible()
    expect(log.get_by_text("Hallo")).to_be_visible()
    chat.host.get_by_role("textbox", name="Your question").fill("Und wo?")
    chat.host.get_by_role("button", name="Send", exact=True).click()
    expect(log.get_by_text("Antwort 2")).to_be_visible()


def packed(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), mtime=0)) for name in names)


def test_what_is_loaded_stays_small(chat, page):
    """Sizes gzipped, file by file: a loader, then what the first opening fetches."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rsplit("/", 1)[1]))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert [name for name in loaded if name.endswith(".js")] == ["stadtlotse.js"]
    assert packed("stadtlotse.js") <= 3 * 1024
    loaded.clear()
    chat.open()
    scripts = {name for name in loaded if name.endswith(".js")}
    styles = {name for name in loaded if name.endswith(".css")}
    assert packed(*scripts) <= 25 * 1024
    assert styles == {"panel.css"}
    assert packed(*styles) <= 10 * 1024
    assert not [name for name in loaded if re.search(r"\.(woff2?|ttf|otf)$", name)]


def test_the_widget_moves_nothing_on_the_host_page(page, site):
    shifts = """() => new Promise((resolve) => { let sum = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
        .observe({ type: 'layout-shift', buffered: true });
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum))); })"""
    host_page(page, site, "<h1>Stadt</h1><p>Text</p><stadtlotse-chat></stadtlotse-chat><p>Ende</p>")
    Chat(page).open()
    assert page.evaluate(shifts) == 0
