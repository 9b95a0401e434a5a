"""A letter as it goes over the wire: MIME parts and headers."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from booking.ics import Method
from channels.mail.letter import Letter

ICS_NAME = "termin.ics"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The attachment; `method` as in the file (RFC 6047, 2.4 wants both equal)."""

    data: bytes
    method: Method


def build_message(
    letter: Letter,
    *,
    sender: Address,
    to: Address,
    message_id: str,
    sent_at: datetime,
    calendar_file: CalendarFile | None = None,
) -> EmailMessage:
    """Plain text and HTML, and the calendar file beside them. A line break in a header is a `ValueError`.

    `message_id` as in the event; the sender's domain makes it one of the whole world's.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = sent_at
    message["Message-ID"] = f"<{_one_line(message_id)}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies
    message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    if calendar_file:
        message.add_attachment(
            calendar_file.data,
            maintype="text",
            subtype="calendar",
            filename=ICS_NAME,
            params={"method": calendar_file.method, "charset": "utf-8"},
        )
    message["Content-Language"] = "de"  # last: headers of content move into the first part
    return message


def _one_line(text: str) -> str:
    """The text itself; the library lets a line break at the end through, and it would end the headers."""
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in text):
        raise ValueError("a header is one line of text")
    return text
