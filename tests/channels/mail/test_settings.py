from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from booking.outbox.service import LEASE
from channels.mail.mailer import BATCH
from channels.mail.settings import MAX_TIMEOUT, MailSettings, Security

GOOD = MailSettings(
    "mail.stadt.example", 587, "termine@stadt.example", "Bürgerservice", user="u", password="geheim"
)


def test_the_sender_is_name_and_address():
    assert str(GOOD.sender) == "Bürgerservice <termine@stadt.example>"


def test_the_password_is_not_shown():
    assert "geheim" not in repr(GOOD)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"host": " "}, "Mailserver"),
        ({"port": 0}, "Port"),
        ({"port": 70_000}, "Port"),
        ({"timeout": 0}, "Wartezeit"),
        ({"timeout": MAX_TIMEOUT + 1}, "Wartezeit"),
        ({"password": ""}, "beides"),
        ({"security": Security.NONE}, "verschlüsselt"),
        ({"sender_name": "Stadt\r\nBcc: x@y.example"}, "Absendername"),
        ({"sender_name": ""}, "Absendername"),
        ({"sender_address": "termine"}, "E-Mail-Adresse"),
        ({"ca_file": Path("/nirgends/ca.pem")}, "Zertifikaten"),
    ],
)
def test_a_bad_value_is_named_in_german(change: dict[str, object], said: str):
    with pytest.raises(ValueError, match=said):
        replace(GOOD, **change)


def test_on_the_same_machine_a_password_needs_no_encryption():
    assert replace(GOOD, security=Security.NONE, host="localhost").password


def test_a_whole_batch_is_done_before_somebody_else_gets_it():
    assert LEASE.total_seconds() > BATCH * MAX_TIMEOUT
