from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.web.errors import Refusal
from channels.web.reading import clean_text, read_message
from channels.web.schemas import MAX_TEXT, ChoiceMessage, FormMessage, TextMessage

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["client_message_id", "text", "choice", "form", "values", "mehr"])


def request_with(body: bytes) -> SimpleNamespace:
    return SimpleNamespace(body=body, headers={"content-type": "application/json"})


def told_or_taken(body: bytes) -> object:
    try:
        return read_message(request_with(body))
    except Refusal as refusal:
        return refusal


@given(st.binary(max_size=200) | st.dictionaries(FIELDS, JSON).map(lambda data: json.dumps(data).encode()))
def test_whatever_is_sent_is_a_message_or_a_refusal_that_tells_the_remedy(body):
    outcome = told_or_taken(body)
    if isinstance(outcome, Refusal):
        assert 400 <= outcome.status < 500
        assert outcome.message
        assert outcome.remedy
    else:
        assert isinstance(outcome, TextMessage | ChoiceMessage | FormMessage)


@given(st.text(max_size=1200))
def test_an_accepted_text_has_no_control_characters_and_is_never_cut(text):
    body = json.dumps({"client_message_id": "1", "text": text}).encode()
    kept = clean_text(text).strip()
    if 1 <= len(kept) <= MAX_TEXT:
        assert read_message(request_with(body)).text == kept
    else:
        with pytest.raises(Refusal):
            read_message(request_with(body))


# The sign is in none of our own sentences; hypothesis also draws from the strings of the code under test.
SENT = st.text().map("†{}".format)


@given(st.dictionaries(SENT, SENT, min_size=1))
def test_a_refusal_never_quotes_what_was_sent(data):
    body = json.dumps({"client_message_id": "1", "text": "a", **data}).encode()
    with pytest.raises(Refusal) as refused:
        read_message(request_with(body))
    told = json.dumps(refused.value.body(), ensure_ascii=False)
    assert not any(part in told for item in data.items() for part in item)
