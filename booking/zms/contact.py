"""The contact form that a ZMS office asks for, and its rules where they are stricter than ours."""

from __future__ import annotations

import re
from dataclasses import replace

from booking.contact import MAX_EMAIL, MAX_NAME, MAX_PHONE, ascii_domain, clean
from booking.errors import FieldInvalid
from booking.model import Contact, ContactField
from booking.zms.catalogue import Scope

MAX_EXTRA = 250  # ZMS: "at most 250 characters after normalization"
_PHONE = re.compile(r"\+?[0-9]\d{6,14}", re.ASCII)  # ZMS's own pattern


def fields_of(scope: Scope, email_verification: bool) -> tuple[ContactField, ...]:
    """The form. The e-mail address is asked for wherever something is sent to it."""
    fields = [
        ContactField("name", "Vor- und Nachname", True, MAX_NAME),
        ContactField("email", "E-Mail-Adresse", scope.email_required or email_verification, MAX_EMAIL),
    ]
    if scope.phone_shown:
        label = "Telefonnummer" if scope.phone_required else "Telefonnummer (freiwillig)"
        fields.append(ContactField("phone", label, scope.phone_required, MAX_PHONE))
    if scope.extra_label:
        fields.append(ContactField("extra", scope.extra_label, scope.extra_required, MAX_EXTRA))
    if scope.extra2_label:
        fields.append(ContactField("extra2", scope.extra2_label, scope.extra2_required, MAX_EXTRA))
    return tuple(fields)


def checked(contact: Contact, fields: tuple[ContactField, ...]) -> Contact:
    """The contact as ZMS takes it; raises `FieldInvalid` for the first field that it would refuse."""
    kept = clean(contact, fields)
    if "+" in kept.email:
        raise FieldInvalid(
            "email",
            "Die Terminvergabe nimmt keine E-Mail-Adresse mit einem Pluszeichen an. "
            "Bitte geben Sie eine andere Adresse an.",
        )
    if kept.phone and not _PHONE.fullmatch(kept.phone):
        raise FieldInvalid(
            "phone",
            "Diese Telefonnummer nimmt die Terminvergabe nicht an. Bitte geben Sie 7 bis 15 Ziffern an, "
            "zum Beispiel 0621 293-0.",
        )
    return replace(kept, email=_without_umlauts(kept.email))


def _without_umlauts(email: str) -> str:
    """ZMS checks addresses by their ASCII form; what it answers is then what it was told."""
    local, at, domain = email.rpartition("@")
    return f"{local}{at}{ascii_domain(domain)}"


def as_zms(contact: Contact) -> dict[str, str]:
    """The fields of an update; what is empty is left out, because ZMS refuses empty text."""
    values = {
        "familyName": contact.name,
        "email": contact.email,
        "telephone": contact.phone,
        "customTextfield": contact.extra,
        "customTextfield2": contact.extra2,
    }
    return {name: value for name, value in values.items() if value}
