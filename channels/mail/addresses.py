"""E-mail addresses as mail servers take them."""

from __future__ import annotations

from email.headerregistry import Address

from booking.contact import ascii_domain, clean_email
from booking.errors import FieldInvalid


def to_address(email: str, name: str = "") -> Address:
    """The address with its domain in ASCII, so that no server needs SMTPUTF8; `ValueError` if it is none."""
    try:
        local, _, domain = clean_email(email).rpartition("@")
    except FieldInvalid:
        raise ValueError("Diese E-Mail-Adresse ist nicht gültig.") from None  # the cause holds the address
    return Address(display_name=name, username=local, domain=ascii_domain(domain))
