"""What a contact form may hold, and the form in which it is kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import idna
import phonenumbers

from booking.codes import Secrets
from booking.errors import FieldInvalid
from booking.model import Contact, ContactField

MAX_NAME = 200  # the longest registered names in Germany stay far below
MAX_EMAIL = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
MAX_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
MAX_PHONE = 40
MIN_PHONE = 5  # digits without country code: the shortest German numbers with their area code
MAX_EXTRA = 500

_LOCAL_PART = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
)  # RFC 5322, 3.2.3
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)  # RFC 1035, 2.3.1 and RFC 1123, 2.1
_TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_GERMAN = {"name": "Name", "email": "E-Mail-Adresse", "phone": "Telefonnummer", "extra": "Angabe"}


def contact_fields(email_required: bool) -> tuple[ContactField, ...]:
    """The embedded calendar's form: name, e-mail, telephone."""
    return (
        ContactField("name", "Vor- und Nachname", True, MAX_NAME),
        ContactField("email", "E-Mail-Adresse", email_required, MAX_EMAIL),
        ContactField("phone", "Telefonnummer (freiwillig)", False, MAX_PHONE),
    )


def clean(contact: Contact, fields: tuple[ContactField, ...]) -> Contact:
    """The contact as it is kept: composed letters, no blanks around, telephone as +49…

    Raises `FieldInvalid` for the first field that is missing or unusable. Fields that the form
    does not have are dropped.
    """
    kept = Contact()
    for field in fields:
        value = _line(field, getattr(contact, field.name))
        if value and field.name == "name" and not any(unicodedata.category(sign)[0] == "L" for sign in value):
            raise FieldInvalid("name", "Bitte geben Sie Ihren Namen mit Buchstaben an.")
        if value and field.name == "email":
            value = clean_email(value)
        if value and field.name == "phone":
            value = _phone(value)
        kept = replace(kept, **{field.name: value})
    return kept


def clean_email(text: str) -> str:
    """An address that mail servers take; raises `FieldInvalid`. Case is kept, the domain may have umlauts."""
    local, _, domain = text.strip().rpartition("@")
    try:
        labels = ascii_domain(domain[:MAX_EMAIL]).split(".")
    except UnicodeError:
        labels = []
    good = (
        len(text) <= MAX_EMAIL
        and len(local) <= MAX_LOCAL_PART
        and _LOCAL_PART.fullmatch(local)
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )
    if not good:
        raise FieldInvalid(
            "email",
            "Diese E-Mail-Adresse ist nicht gültig. Bitte prüfen Sie sie, zum Beispiel name@example.de.",
        )
    return text.strip()


def ascii_domain(domain: str) -> str:
    """The domain as mail servers and DNS know it (IDNA 2008 with UTS 46); `UnicodeError` if it is none.

    Python's own `idna` codec takes „straße.de" for strasse.de, which is another domain.
    """
    return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()


def fold_email(text: str) -> str:
    """The form in which two addresses are compared: no difference between capital and small letters.

    `text` is an address that `clean_email` gave.
    """
    local, _, domain = text.strip().rpartition("@")
    return f"{local}@{ascii_domain(domain)}".casefold()


def email_digest(text: str, secrets: Secrets) -> bytes:
    """By what the database compares addresses: 32 bytes that tell nothing without the key."""
    return secrets.digest("email", fold_email(text))


def _line(field: ContactField, value: str) -> str:
    value = unicodedata.normalize("NFC", value.strip()) if _is_text(value) else value
    german = _GERMAN.get(field.name, "Angabe")
    if any(
        unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _TURNS_TEXT_AROUND for sign in value
    ):
        raise FieldInvalid(
            field.name,
            f"Ihre {german} enthält Zeichen, die nicht erlaubt sind."
            if german != "Name"
            else "Ihr Name enthält Zeichen, die nicht erlaubt sind.",
        )
    if len(value) > field.max_length:
        raise FieldInvalid(
            field.name, f"{field.label}: höchstens {field.max_length} Zeichen, bitte kürzen Sie."
        )
    if field.required and not value:
        raise FieldInvalid(field.name, f"Bitte füllen Sie dieses Feld aus: {field.label}.")
    return value


def _is_text(value: str) -> bool:
    return not any(unicodedata.category(sign) == "Cs" for sign in value)


def _phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "DE")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or len(str(number.national_number)) < MIN_PHONE or not _is_whole(number):
        raise FieldInvalid(
            "phone",
            "Diese Telefonnummer ist nicht gültig. Bitte schreiben Sie sie zum Beispiel so: 0621 293-0.",
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_whole(number: phonenumbers.PhoneNumber) -> bool:
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)
