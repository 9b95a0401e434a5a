from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from booking.details import EXAMPLE_NOTICE, UNCONFIRMED_NOTICE, TerminDetails
from booking.events import EventKind
from booking.wish import wish_details
from channels.mail.letter import Access, Letter, write_letter
from channels.mail.links import termin_links, watch_link
from tests.channels.mail.samples import (
    BASE,
    BEFORE,
    CATALOGUE,
    CODE,
    CONFIRM_SECRET,
    DETAILS,
    NUMBER,
    PERSON,
    SECRET,
    TOKEN,
    UNTIL,
    WATCH_SECRET,
    WHEN,
    WISH,
    event,
)

SHOW = f"{BASE}/termin/{TOKEN}"
WATCH = f"{BASE}/warten/3HXTR-PQ2W8/{WATCH_SECRET}"
LINKS = {
    EventKind.VERIFY: [f"{SHOW}/bestaetigen/{CONFIRM_SECRET}"],
    EventKind.CONFIRMED: [SHOW, f"{SHOW}/verschieben", f"{SHOW}/absagen"],
    EventKind.MOVED: [SHOW, f"{SHOW}/verschieben", f"{SHOW}/absagen"],
    EventKind.CANCELLED: [],
    EventKind.REMINDER: [SHOW, f"{SHOW}/verschieben", f"{SHOW}/absagen"],
    EventKind.OFFICE_CLOSED: [f"{SHOW}/verschieben", f"{SHOW}/absagen"],
    EventKind.WATCH_STARTED: [WATCH],
    EventKind.WATCH_OFFER: [SHOW, WATCH],
}
WITH_CODE = {EventKind.CONFIRMED, EventKind.MOVED, EventKind.REMINDER, EventKind.OFFICE_CLOSED}
WITH_PAPERS = {EventKind.CONFIRMED, EventKind.MOVED, EventKind.REMINDER, EventKind.WATCH_OFFER}

every_kind = pytest.mark.parametrize("kind", EventKind)


def letter(kind: EventKind, details: TerminDetails = DETAILS) -> Letter:
    said = event(kind)
    return write_letter(
        said,
        "Bürgerservice <Stadt>",
        details=details if said.booking else None,
        access=Access(CODE, termin_links(BASE, TOKEN)) if said.booking else None,
        wish=wish_details(WISH, CATALOGUE, is_example=details.is_example) if said.watch else None,
        watch_link=watch_link(BASE, said.watch.ref, said.watch.secret) if said.watch else "",
    )


def both(kind: EventKind, details: TerminDetails = DETAILS) -> list[str]:
    """The plain text, and what is read of the HTML, each on one line."""
    written = letter(kind, details)
    shown = BeautifulSoup(written.html, "lxml").body.get_text(" ")
    return [" ".join(text.split()) for text in (written.text, shown)]


@every_kind
def test_both_parts_greet_and_say_where_a_human_is(kind: EventKind):
    for text in both(kind):
        assert "Guten Tag," in text
        assert "Behördennummer 115" in text
        assert "Bürgerservice <Stadt>" in text


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind is not EventKind.WATCH_STARTED])
def test_both_parts_say_what_when_and_where(kind: EventKind):
    for text in both(kind):
        for said in (DETAILS.title, WHEN, DETAILS.office, *DETAILS.address):
            assert said in text


@every_kind
def test_the_links_are_those_of_the_pages_each_with_its_token_once(kind: EventKind):
    written = letter(kind)
    hrefs = [a["href"] for a in BeautifulSoup(written.html, "lxml").find_all("a")]
    assert [href for href in hrefs if href != "tel:115"] == LINKS[kind]
    assert re.findall(r"\S+://\S+", written.text) == LINKS[kind]
    for link in LINKS[kind]:
        assert link.count(TOKEN) + link.count(WATCH_SECRET) == 1


@every_kind
def test_the_code_stands_only_where_the_address_is_known_to_be_the_citizens(kind: EventKind):
    for text in both(kind):
        assert (CODE in text) == (kind in WITH_CODE)
        assert (NUMBER in text) == (kind in WITH_CODE | {EventKind.CANCELLED})


@every_kind
def test_whoever_goes_there_reads_what_to_bring(kind: EventKind):
    for text in both(kind):
        for said in (*DETAILS.unterlagen, DETAILS.hint):
            assert (said in text) == (kind in WITH_PAPERS)
        assert UNCONFIRMED_NOTICE not in text


@pytest.mark.parametrize("kind", sorted(WITH_PAPERS))
def test_an_unchecked_list_of_papers_says_so(kind: EventKind):
    for text in both(kind, replace(DETAILS, unterlagen_unconfirmed=True)):
        assert UNCONFIRMED_NOTICE in text


@every_kind
def test_an_example_says_so_in_subject_and_both_parts(kind: EventKind):
    example = replace(DETAILS, is_example=True)
    assert all(EXAMPLE_NOTICE in text for text in both(kind, example))
    assert letter(kind, example).subject.startswith("[Beispiel] ")
    assert not any(EXAMPLE_NOTICE in text for text in both(kind))


@every_kind
def test_nobody_learns_who_comes_or_the_inner_secret(kind: EventKind):
    """A greeting by name would carry whatever somebody typed in as his name to any address he likes."""
    written = letter(kind)
    for part in (written.subject, written.text, written.html):
        for private in ("Özgür", "Muster</b>", PERSON.email, "621293", SECRET):
            assert private not in part


@every_kind
def test_the_subject_is_one_line_without_matter_number_or_code(kind: EventKind):
    subject = letter(kind).subject
    assert subject.isprintable()
    assert (WHEN in subject) != (kind is EventKind.WATCH_STARTED)
    for private in (DETAILS.title, DETAILS.office, NUMBER, CODE):
        assert private not in subject


def test_what_only_one_kind_says():
    for kind, said in [
        (EventKind.VERIFY, f"bis {UNTIL}"),
        (EventKind.VERIFY, "noch nicht gebucht"),
        (EventKind.MOVED, f"Der alte Termin ({BEFORE}) gilt nicht mehr."),
        (EventKind.OFFICE_CLOSED, "es tut uns leid"),
        (EventKind.OFFICE_CLOSED, "Grund: Wasserschaden & <Folgen>"),
        (EventKind.WATCH_STARTED, "von Montag, 23. November 2026, bis Freitag, 27. November 2026"),
        (EventKind.WATCH_STARTED, "Bürgerservice Mitte"),
        (EventKind.WATCH_OFFER, f"bis {UNTIL}"),
    ]:
        assert all(said in text for text in both(kind)), (kind, said)


def test_an_appointment_that_has_left_the_catalogue_is_still_told_by_its_time():
    for text in both(EventKind.CONFIRMED, TerminDetails("", "")):
        assert WHEN in text
        assert "Was" not in text
        assert "Wo:" not in text


def test_who_waits_for_any_office_reads_so():
    said = event(EventKind.WATCH_STARTED)
    anywhere = wish_details(replace(WISH, offices=()), CATALOGUE)
    written = write_letter(said, "Stadt", wish=anywhere, watch_link=WATCH)
    assert "an jeder Stelle" in written.text
    assert "an jeder Stelle" in written.html


@every_kind
def test_the_html_is_german_has_one_title_and_loads_nothing(kind: EventKind):
    written = letter(kind)
    page = BeautifulSoup(written.html, "lxml")
    assert page.html["lang"] == "de"
    assert page.title.string == written.subject
    headings = [tag.name for tag in page.find_all(re.compile(r"h\d"))]
    assert headings[0] == "h1"
    assert set(headings[1:]) == {"h2"}
    assert page.find_all(["img", "script", "link", "iframe", "object", "video", "form", "base"]) == []
    assert not re.search(r"url\(|@import|\ssrc=|\son\w+=", written.html)
    assert "<Mitte>" not in written.html


@every_kind
def test_the_text_has_no_leftovers_of_the_template(kind: EventKind):
    text = letter(kind).text
    for leftover in ("{", "}", "&amp;", "&lt;", "None", "\n\n\n"):
        assert leftover not in text
