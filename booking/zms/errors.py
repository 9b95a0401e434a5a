"""What ZMS answers when it refuses, and the port's error for it.

ZMS has two shapes, `{"errors": [{"errorCode", …}]}` and, for what nobody caught,
`{"error": {"message", "code"}}`. Only codes are read: a message may quote what was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from booking.errors import (
    AlreadySubmitted,
    BadSecret,
    BookingError,
    FieldInvalid,
    HoldExpired,
    LimitPerEmail,
    NotCancellable,
    NotFound,
    NotOffered,
    SlotTaken,
    TooManyServices,
    Unavailable,
)

NO_SUCH_ENDPOINT = "notFound"
CAPTCHA_CODES = frozenset(
    {
        "captchaMissing",
        "captchaInvalid",
        "captchaExpired",
        "captchaVerificationFailed",
        "captchaVerificationError",
    }
)
# Up to muc45 nothing free is a 404 with one of these.
EMPTY_CODES = frozenset({"noAppointmentForThisDay", "noAppointmentForThisScope", "appointmentNotAvailable"})

_CHECK = "Bitte prüfen Sie diese Angabe: {}."


def _invalid(field: str, german: str) -> Callable[[], BookingError]:
    return lambda: FieldInvalid(field, _CHECK.format(german))


def _missing(field: str, german: str) -> Callable[[], BookingError]:
    return lambda: FieldInvalid(field, f"Bitte füllen Sie dieses Feld aus: {german}.")


_PORT_ERRORS: Mapping[str, Callable[[], BookingError]] = {
    "invalidFamilyName": _invalid("name", "Vor- und Nachname"),
    "invalidEmail": _invalid("email", "E-Mail-Adresse"),
    "invalidTelephone": _invalid("phone", "Telefonnummer"),
    "invalidCustomTextfield": _invalid("extra", "Zusatzfeld"),
    "invalidCustomTextfield2": _invalid("extra2", "zweites Zusatzfeld"),
    "emailIsRequired": _missing("email", "E-Mail-Adresse"),
    "telephoneIsRequired": _missing("phone", "Telefonnummer"),
    "invalidProcessId": NotFound,
    "appointmentNotFound": NotFound,
    "invalidAuthKey": BadSecret,
    "authKeyMismatch": BadSecret,
    "invalidCredentials": BadSecret,
    "appointmentNotAvailable": SlotTaken,
    "noAppointmentForThisScope": SlotTaken,
    "invalidTimestamp": SlotTaken,
    "appointmentCanNotBeCanceled": NotCancellable,
    "processAlreadyCalled": NotCancellable,
    "processNotReservedAnymore": HoldExpired,
    "processNotPreconfirmedAnymore": HoldExpired,
    "preconfirmationExpired": HoldExpired,
    "processAlreadyExists": AlreadySubmitted,
    "tooManyAppointmentsWithSameMail": LimitPerEmail,
    "tooManySlotsPerAppointment": TooManyServices,
    "tooManyServicesPerAppointment": TooManyServices,
    "invalidLocationAndServiceCombination": NotOffered,
    "invalidOfficeId": NotOffered,
    "invalidServiceId": NotOffered,
    "providerNotFound": NotOffered,
    "requestNotFound": NotOffered,
    "scopeNotFound": NotOffered,
}


class Refused(Exception):
    """An answer of 4xx, not yet translated: what it means depends on what was asked."""

    def __init__(self, status: int, codes: tuple[str, ...]) -> None:
        super().__init__(f"ZMS {status}: {', '.join(codes) or 'ohne Code'}")
        self.status = status
        self.codes = codes

    def names(self, codes: frozenset[str]) -> bool:
        """Whether one of `codes` is among its own."""
        return not codes.isdisjoint(self.codes)

    def as_port_error(self) -> BookingError:
        """What it means wherever it is said; a code that nobody knows is `Unavailable`."""
        for code in self.codes:
            if code in _PORT_ERRORS:
                return _PORT_ERRORS[code]()
        return Unavailable()


def error_codes(body: object) -> tuple[str, ...]:
    """The codes in either shape of error body; empty where there are none."""
    if not isinstance(body, dict):
        return ()
    errors = body.get("errors")
    if not isinstance(errors, list):
        errors = [body.get("error")]
    codes = [error.get("errorCode", error.get("code")) for error in errors if isinstance(error, dict)]
    return tuple(code for code in codes if isinstance(code, str))
