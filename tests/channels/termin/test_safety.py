"""What holds for every page: looking changes nothing, nothing leaks, nobody else's form acts."""

from __future__ import annotations

import logging
import re

import pytest

from booking.events import EventKind
from booking.model import SlotQuery, State
from channels.web.headers import SECURITY_HEADERS
from tests.booking.world import AUSWEIS

PARTS = ("", "/termin.ics", "/absagen", "/verschieben", "/buchen", "/bestaetigen/{secret}")
VERIFYING = pytest.mark.parametrize("site", ["verifying"], indirect=True)


class Scene:
    """One appointment in every state, and a watch in every state; all links to them."""

    async def build(self, site) -> None:
        office = site.office
        self.site = site
        self.vorgaenge, secret = {}, "x" * 43
        self.vorgaenge["expired"] = await office.held(20)
        office.clock.advance(minutes=15)
        self.vorgaenge["held"] = await office.held(21)
        self.vorgaenge["pending"], secret = await office.pending(23)
        for n, name in enumerate(("confirmed", "cancelled")):
            vorgang, mailed = await office.pending(26 + 2 * n)
            await vorgang.confirm(mailed)
            self.vorgaenge[name] = vorgang
        await self.vorgaenge["cancelled"].cancel()
        first = await office.vorgaenge.hold("c9", (await self._free(30)).id, AUSWEIS, "1")
        await office.vorgaenge.hold("c9", (await self._free(33)).id, AUSWEIS, "2")
        self.vorgaenge["released"] = first
        watches = office.port.watches
        self.watches = [watches.start(SlotQuery(AUSWEIS, (o,)), f"{o}@example.de") for o in ("mitte", "nord")]
        watches.offer()
        (offer, *_) = [e for e in office.port.outbox.take() if e.kind is EventKind.WATCH_OFFER]
        self.vorgaenge["offered"] = await office.vorgaenge.adopt(offer.booking)
        self.watches.append(
            watches.start(SlotQuery(AUSWEIS, ("mitte",), to_day=office.clock.now.date()), "w@example.de")
        )
        watches.end(self.watches[1].ref, self.watches[1].secret)
        self.secret = secret

    async def _free(self, n: int):
        return (await self.site.office.port.find_slots(SlotQuery(AUSWEIS, ("mitte",), limit=40))).slots[n]

    def links(self) -> list[str]:
        parts = [part.format(secret=self.secret) for part in PARTS]
        pages = [f"/termin/{v.link_token}{part}" for v in self.vorgaenge.values() for part in parts]
        return ["/termin", *pages, *(f"/warten/{watch.ref}/{watch.secret}" for watch in self.watches)]

    def secrets(self) -> list[str]:
        """What no log may hold."""
        tokens = [v.link_token.split(".")[1] for v in self.vorgaenge.values()]
        codes = [v.code for v in self.vorgaenge.values()]
        return [*tokens, *codes, *(watch.secret for watch in self.watches), self.secret, "Erika", "erika"]


@pytest.fixture
async def scene(site) -> Scene:
    scene = Scene()
    await scene.build(site)
    return scene


@VERIFYING
async def test_the_scene_has_every_state(scene):
    states = {name: (await v.booking()).state for name, v in scene.vorgaenge.items() if name != "released"}
    assert states == {
        "expired": State.EXPIRED,
        "held": State.HELD,
        "pending": State.PENDING_EMAIL,
        "confirmed": State.CONFIRMED,
        "cancelled": State.CANCELLED,
        "offered": State.HELD,
    }


@VERIFYING
async def test_whoever_follows_every_link_twice_changes_nothing(scene, site):
    before = site.office.rows()
    answers = []
    for method in ("GET", "HEAD", "GET", "HEAD"):
        for link in scene.links():
            answers.append(await site.http.request(method, link))
    assert site.office.rows() == before
    assert {answer.status_code for answer in answers} <= {200, 303, 409, 410}
    assert all(answer.content == b"" for answer in answers if answer.request.method == "HEAD")


@VERIFYING
async def test_the_same_when_time_goes_on(scene, site):
    """Reservations lapse and appointments pass: what expires does so when read, not by the reading."""
    before = site.office.rows()
    for _ in range(4):
        site.office.clock.advance(hours=11)
        for link in scene.links():
            await site.http.get(link)
    assert site.office.rows() == before


@VERIFYING
async def test_a_get_of_what_only_forms_send_acts_on_nothing(scene, site):
    """Some scanners fill in what they find in a page."""
    before = site.office.rows()
    booked, held = (scene.vorgaenge[name].link_token for name in ("confirmed", "held"))
    slot = (await scene._free(35)).id
    await site.http.get(f"/termin/{booked}/verschieben", params={"slot": slot})
    await site.http.get(f"/termin/{booked}/absagen", params={"ja": "1"})
    await site.http.get(f"/termin/{held}/buchen", params={"name": "Bot", "email": "bot@example.de"})
    for method in ("PUT", "DELETE", "PATCH"):
        assert (await site.http.request(method, f"/termin/{booked}/absagen")).status_code == 405
    assert site.office.rows() == before


@VERIFYING
async def test_no_page_is_stored_indexed_or_named_to_others(scene, site):
    unknown = ["/termin/nichts", "/termin/a/b/c/d", "/warten/a/b", "/warten"]
    for link in [*scene.links(), *unknown]:
        headers = (await site.http.get(link)).headers
        assert headers["cache-control"] == "no-store", link
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-robots-tag"] == "noindex"
        assert headers["content-security-policy"] == SECURITY_HEADERS["Content-Security-Policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers


@VERIFYING
async def test_pages_need_no_script_and_no_inline_style_and_name_no_other_site(scene, site):
    for link in scene.links():
        text = (await site.http.get(link, follow_redirects=True)).text
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", text), link
        assert not re.search(r"(?:href|src|action)=\"(?:https?:)?//", text), link


async def test_the_pages_of_the_chat_keep_their_own_headers(site):
    assert "x-robots-tag" not in (await site.http.get("/chat")).headers
    assert "x-robots-tag" not in (await site.http.get("/terminvergabe")).headers


@VERIFYING
async def test_a_form_of_another_site_acts_on_nothing(scene, site):
    before = site.office.rows()
    slot = (await scene._free(35)).id
    for link in scene.links():
        if link.endswith(".ics"):
            continue
        for sender in ("cross-site", "same-site"):
            answer = await site.http.post(link, data={"slot": slot}, headers={"Sec-Fetch-Site": sender})
            assert answer.status_code in (403, 405), link
            assert "location" not in answer.headers
    assert site.office.rows() == before


@pytest.mark.parametrize(
    ("method", "part"),
    [(method, part) for method in ("GET", "HEAD") for part in PARTS]
    + [("POST", part) for part in PARTS[2:]],  # the others have no form
)
async def test_an_unknown_link_and_a_wrong_one_are_the_same_german_page(site, method, part):
    vorgang = await site.office.booked()
    id, _, secret = vorgang.link_token.partition(".")
    wrong = [f"{id}.{secret[::-1]}", id, f"{id}.", f"{'a' * 26}.{secret}", f"%0a{id}", "ü" * 3, "." * 40]
    pages = set()
    for token in wrong:
        answer = await site.http.request(method, f"/termin/{token}{part.format(secret='x')}")
        assert answer.status_code == 404, token
        pages.add(answer.text)
    assert len(pages) == 1
    if method != "HEAD":
        assert "Diesen Termin finden wir nicht" in pages.pop()
    assert (await vorgang.booking()).state is State.CONFIRMED


async def test_a_link_that_a_mail_program_broke_says_how_to_go_on(site):
    vorgang = await site.office.booked()
    link = f"/termin/{vorgang.link_token}"
    for broken in (
        f"{link}/absag",
        f"{link}/absagen/",
        f"{link}/absagen/x",
        f"{link}/bestaetigen",
        f"{link}>",
    ):
        page = await site.get(broken)
        assert page.status == 404, broken
        assert page.heading == "Diesen Termin finden wir nicht"
        assert "/termin" in page.links()
    for broken in ("/warten", "/warten/AAAAA-AAAAA", "/warten/a/b/c"):
        page = await site.get(broken)
        assert page.status == 404
        assert page.heading == "Diesen Eintrag finden wir nicht"


@VERIFYING
async def test_no_link_code_or_name_is_logged_whatever_happens(scene, site, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    typed = {"name": "Erika Mustermann", "email": "erika@", "number": scene.vorgaenge["held"].number}
    code = {"code": scene.vorgaenge["held"].code}
    for link in scene.links():
        await site.http.get(link)
        await site.http.post(link, data={**typed, **code})
    with site.office.harness.outage():
        for link in scene.links():
            await site.http.get(link)
    site.office.fault = RuntimeError(f"quotes {scene.secret}")
    answer = await site.http.get(f"/termin/{scene.vorgaenge['confirmed'].link_token}")
    assert answer.status_code == 500
    assert "Das liegt nicht an Ihnen." in answer.text
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]  # not the visitor's
    written = "\n".join([*map(logging.Formatter().format, ours), *capfd.readouterr()])
    assert "termin/<token:str> failed: RuntimeError" in written
    assert [secret for secret in scene.secrets() if secret in written] == []


@pytest.mark.parametrize(
    "sent",
    [
        {"content": b"\xff=\xfe&slot=%ff"},
        {"json": {"slot": "x"}},
        {"content": b""},
        {"files": {"slot": ("a.txt", b"x")}},
        {"data": {"slot": "x" * 100_000, "name": "y" * 100_000}},
    ],
    ids=["no utf-8", "json", "nothing", "a file", "very long"],
)
@pytest.mark.parametrize("part", ["/verschieben", "/buchen", ""])
async def test_what_no_browser_sends_is_refused_with_a_page(site, sent, part):
    held, booked = await site.office.held(), await site.office.booked(14)
    before = site.office.rows()
    token = {"/verschieben": booked.link_token, "/buchen": held.link_token}.get(part)
    link = f"/termin/{token}{part}" if token else "/termin"
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if "content" in sent else {}
    answer = await site.http.post(link, headers=headers, **sent)
    assert 400 <= answer.status_code < 500
    assert "<h1>" in answer.text
    assert site.office.rows() == before
