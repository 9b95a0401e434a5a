from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.model import BERLIN
from booking.zms.keys import Keys, Ref, read_ref
from tests.booking.zms.desk import KEY

UNTIL = datetime(2027, 3, 22, 7, 15, tzinfo=BERLIN)
AUTH = "ab" * 32
KEYS = Keys(KEY)


@given(st.integers(1, 2**31), st.integers(1, 2**31), st.integers(0, 9999))
def test_a_reference_reads_back(process: int, origin: int, moves: int):
    ref = Ref(process, origin if moves else process, moves)
    assert read_ref(str(ref)) == ref


@given(st.text())
def test_any_text_is_read_as_a_reference_or_as_none(text: str):
    assert read_ref(text).process >= 0


def test_a_moved_reference_remembers_where_it_began():
    assert str(read_ref("101").moved_to(205).moved_to(309)) == "309.101.2"


def test_a_holds_secret_reads_back():
    key = KEYS.of_hold(101, AUTH, UNTIL)
    assert KEYS.read(101, key.secret) == key
    assert AUTH not in repr(key)


@given(st.text() | st.just(AUTH[:-1]) | st.just(AUTH.upper()) | st.just("ü\x00\ud800"))
def test_what_is_no_secret_becomes_one_that_opens_nothing(text: str):
    assert KEYS.read(101, text).auth_key in ("0" * 64, text)


@pytest.mark.parametrize("process", [102, 0])
def test_a_seal_holds_for_one_process_only(process: int):
    secret = KEYS.of_hold(101, AUTH, UNTIL).secret
    assert KEYS.read(process, secret).auth_key == "0" * 64


def test_another_houses_key_does_not_open_it():
    secret = KEYS.of_hold(101, AUTH, UNTIL).secret
    assert Keys(bytes(32)).read(101, secret).auth_key == "0" * 64


def test_a_later_expiry_cannot_be_written_into_it():
    auth, stamp, seal = KEYS.of_hold(101, AUTH, UNTIL).secret.split(".")
    later = int(stamp) + int(timedelta(days=1).total_seconds())
    assert KEYS.read(101, f"{auth}.{later}.{seal}").auth_key == "0" * 64
