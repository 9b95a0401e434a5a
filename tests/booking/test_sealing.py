from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.errors import Unreadable
from booking.sealing import Sealer

KEY = bytes(range(32))
SEALER = Sealer(KEY, "contact")


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_opens_for_its_owner(text: str, owner: str):
    assert SEALER.open(SEALER.seal(text, owner), owner) == text


def test_equal_texts_do_not_look_alike_and_show_nothing():
    first, second = SEALER.seal("erika@example.de", "A"), SEALER.seal("erika@example.de", "A")
    assert first != second
    assert b"erika" not in first


@pytest.mark.parametrize(
    ("sealer", "owner", "change"),
    [
        (SEALER, "B", lambda sealed: sealed),
        (Sealer(KEY, "another purpose"), "A", lambda sealed: sealed),
        (Sealer(bytes(32), "contact"), "A", lambda sealed: sealed),
        (SEALER, "A", lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (SEALER, "A", lambda sealed: sealed[:20]),
        (SEALER, "A", lambda sealed: b""),
    ],
    ids=["another owner", "another purpose", "another key", "changed", "cut", "empty"],
)
def test_everything_else_does_not_open_and_tells_nothing(sealer: Sealer, owner: str, change):
    with pytest.raises(Unreadable) as caught:
        sealer.open(change(SEALER.seal("geheim", "A")), owner)
    assert str(caught.value) == Unreadable.message
