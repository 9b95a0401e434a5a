from __future__ import annotations

import re

import pytest

from booking.codes import Secrets, hash_secret, matches, new_ref, read_ref

SECRETS = Secrets(bytes(32))


def test_a_reference_is_easy_to_read_out_and_to_type_in():
    ref = new_ref()
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}", ref)
    assert read_ref(f" {ref.lower().replace('-', ' ')} ") == ref


def test_references_do_not_repeat():
    assert len({new_ref() for _ in range(2000)}) == 2000


def test_a_secret_has_256_bits_and_belongs_to_one_purpose_one_booking_and_one_key():
    secret = SECRETS.secret("booking", "A")
    assert re.fullmatch(r"[\w-]{43}", secret)
    others = {
        SECRETS.secret("confirm", "A"),
        SECRETS.secret("booking", "B"),
        Secrets(b"\1" * 32).secret("booking", "A"),
    }
    assert len(others | {secret}) == 4
    assert SECRETS.secret("booking", "A") == secret


@pytest.mark.parametrize("tried", ["", "x", "ü", "\ud800", "\x00" * 32])
def test_nothing_but_the_secret_opens(tried: str):
    assert not matches(tried, hash_secret("secret"))
    assert not matches(tried, None)
    assert matches("secret", hash_secret("secret"))


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="32"):
        Secrets(b"short")
