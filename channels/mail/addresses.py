"""E-mail addresses as mail servers take them."""

from __future__ import annotations

from email.headerregistry import Address

import idna

from booking.contact import clean_email
from booking.errors import FieldInvalid


def to_address(email: str, name: str = "") -> Address:
    """The address with its domain in ASCII, so that no server needs SMTPUTF8; `ValueError` if it is none.

    By IDNA 2008: the `idna` codec of Python takes „straße.de" for strasse.de, which is another domain.
    """
    try:
        local, _, domain = clean_email(email).rpartition("@")
        ascii_domain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    except (FieldInvalid, idna.IDNAError):
        raise ValueError("Diese E-Mail-Adresse ist nicht gültig.") from None  # the cause holds the address
    return Address(display_name=name, username=local, domain=ascii_domain)
