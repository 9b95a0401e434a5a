from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.ics import to_ics
from channels.mail.addresses import to_address
from channels.mail.letter import Letter
from channels.mail.message import CalendarFile, build_message
from tests.channels.mail.samples import DETAILS, NUMBER, booking

SENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LETTER = Letter("Termin gebucht: Größe", "Grüße\n" + "ä" * 2000 + "\n", "<p>Grüße</p>\n")
ICS = to_ics(booking(), DETAILS, url=None, stamp=SENT)


def build(
    letter: Letter = LETTER, calendar_file: CalendarFile | None = None, **changes: object
) -> EmailMessage:
    values = {
        "sender": to_address("termine@straße.example", "Bürgerservice"),
        "to": to_address("erika@example.de"),
        "message_id": f"confirmed.3.{NUMBER}",
        "sent_at": SENT,
    }
    return build_message(letter, calendar_file=calendar_file, **(values | changes))


def arrived(message: EmailMessage) -> EmailMessage:
    return message_from_bytes(message.as_bytes(), policy=SMTP)


def test_the_headers_say_who_when_and_that_nobody_need_answer():
    mail = arrived(build())
    assert mail["From"] == "Bürgerservice <termine@xn--strae-oqa.example>"
    assert mail["To"] == "erika@example.de"
    assert mail["Subject"] == "Termin gebucht: Größe"
    assert mail["Date"].datetime == SENT
    assert mail["Message-ID"] == f"<confirmed.3.{NUMBER}@xn--strae-oqa.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "de"


def test_plain_text_comes_first_and_html_beside_it():
    mail = arrived(build())
    assert mail.get_content_type() == "multipart/alternative"
    plain, html = mail.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == LETTER.text
    assert html.get_content_type() == "text/html"
    assert html.get_content().replace("\r\n", "\n") == LETTER.html


def test_the_calendar_file_arrives_to_the_byte_with_its_method():
    mail = arrived(build(calendar_file=CalendarFile(ICS, "PUBLISH")))
    assert mail.get_content_type() == "multipart/mixed"
    letter, attachment = mail.iter_parts()
    assert letter.get_content_type() == "multipart/alternative"
    assert attachment.get_content_type() == "text/calendar"
    assert attachment.get_param("method") == "PUBLISH"
    assert attachment.get_content_charset() == "utf-8"
    assert attachment.get_filename() == "termin.ics"
    assert attachment.get_payload(decode=True) == ICS


def test_every_server_can_carry_it():
    """ASCII, and no line longer than RFC 5322, 2.1.1 allows."""
    wire = build(calendar_file=CalendarFile(ICS, "PUBLISH")).as_bytes()
    assert wire.isascii()
    assert b"\n" not in wire.replace(b"\r\n", b"")
    assert max(map(len, wire.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("breaks", ["\r\n", "\n", "\r", "\u2028"])
@pytest.mark.parametrize("rest", ["Bcc: otto@example.de", ""])
def test_a_line_break_makes_no_header_of_its_own(breaks: str, rest: str):
    hostile = f"Termin{breaks}{rest}"
    for change in ({"letter": Letter(hostile, "", "")}, {"message_id": hostile}):
        with pytest.raises(ValueError, match="one line"):
            build(**change)


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=60))
def test_no_subject_brings_another_header(subject: str):
    try:
        mail = arrived(build(Letter(subject, "", "")))
    except ValueError:
        return
    assert set(map(str.lower, mail.keys())) == set(map(str.lower, build().keys()))
