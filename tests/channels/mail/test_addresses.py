from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.mail.addresses import to_address


@pytest.mark.parametrize(
    ("email", "wire"),
    [
        ("erika@example.de", "erika@example.de"),
        ("Erika.Muster+amt@Example.DE", "Erika.Muster+amt@Example.DE"),
        ("erika@müller.example", "erika@xn--mller-kva.example"),
        ("erika@MÜLLER.example", "erika@xn--mller-kva.example"),
        ("o'neil@example.de", "o'neil@example.de"),
    ],
)
def test_the_domain_goes_out_in_ascii_and_the_rest_unchanged(email: str, wire: str):
    assert to_address(email).addr_spec == wire


def test_sharp_s_is_a_letter_of_its_own_and_not_another_domain():
    """IDNA 2003, and with it Python's codec, would write to strasse.example."""
    assert to_address("erika@straße.example").addr_spec == "erika@xn--strae-oqa.example"


@pytest.mark.parametrize(
    "email",
    [
        "",
        "erika",
        "erika@",
        "@example.de",
        "erika@example.de\r\nBcc: x@y.example",
        "erika@example.de, otto@example.de",
        "<erika@example.de>",
        "erika@exa mple.de",
        "erika\0@example.de",
        "erika@☃️\u200d.example",
    ],
)
def test_what_is_no_single_address_is_refused_without_repeating_it(email: str):
    with pytest.raises(ValueError, match="nicht gültig") as caught:
        to_address(email)
    assert "erika" not in str(caught.value)


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_typed_is_one_ascii_address_or_refused(local: str, domain: str):
    try:
        address = to_address(f"{local}@{domain}")
    except ValueError:
        return
    assert address.addr_spec.isascii()
    assert address.addr_spec.count("@") == 1
    assert not set(address.addr_spec) & set(' \r\n\t,;<>"')
