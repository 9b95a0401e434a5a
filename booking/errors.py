"""What can go wrong with an appointment; every message is a sentence that a citizen can act on."""

from __future__ import annotations

from datetime import timedelta

NO_SUCH_BOOKING = "Zu dieser Nummer und diesem Code finden wir keinen Termin. Bitte prüfen Sie beides."


class BookingError(Exception):
    """Base of the tree; `str(error)` is the German sentence. It never carries contact data or a secret."""

    message = "Die Terminbuchung hat nicht geklappt. Bitte versuchen Sie es noch einmal."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.message)


class SlotTaken(BookingError):
    """Somebody else has the slot, or it is no longer offered (closed, past, too soon, unknown id)."""

    message = "Dieser Termin ist leider gerade vergeben worden. Bitte wählen Sie einen anderen."


class HoldExpired(BookingError):
    """The reservation, or the time to confirm by e-mail, ran out; the slot is free again."""

    message = "Ihre Reservierung ist abgelaufen. Bitte wählen Sie noch einmal einen Termin."


class NotFound(BookingError):
    """There is no such booking; a citizen reads the same as for `BadSecret`."""

    message = NO_SUCH_BOOKING


class BadSecret(BookingError):
    """The secret is not the booking's; a citizen reads the same as for `NotFound`."""

    message = NO_SUCH_BOOKING


class AlreadySubmitted(BookingError):
    """Contact data cannot be changed after `submit`."""

    message = (
        "Dieser Termin ist schon gebucht. Ihre Angaben lassen sich nicht mehr ändern. "
        "Sie können den Termin absagen und einen neuen buchen."
    )


class AlreadyCancelled(BookingError):
    """The booking was cancelled; it can be neither submitted, confirmed nor moved."""

    message = "Dieser Termin ist abgesagt. Bitte suchen Sie einen neuen Termin."


class NotConfirmed(BookingError):
    """Only a confirmed appointment can be moved."""

    message = "Dieser Termin ist noch nicht bestätigt. Bitte schließen Sie zuerst die Buchung ab."


class NotCancellable(BookingError):
    """The appointment has begun or is over (or the authority says no): neither cancelled nor moved."""

    message = (
        "Dieser Termin lässt sich nicht mehr absagen oder verschieben, weil er schon begonnen hat "
        "oder vorbei ist."
    )


class NotOffered(BookingError):
    """This office does not book appointments for this Leistung, or the office is unknown."""

    message = "Diese Stelle vergibt für Ihr Anliegen keine Termine. Bitte wählen Sie eine andere Stelle."


class TooManyServices(BookingError):
    """More Leistungen, persons or slots than one appointment may have. `limit` where it is known."""

    message = "Das ist für einen einzelnen Termin zu viel. Bitte buchen Sie mehrere Termine."

    def __init__(self, message: str = "", *, limit: int | None = None) -> None:
        super().__init__(message)
        self.limit = limit


class LimitPerEmail(BookingError):
    """This e-mail address has as many open appointments at the office as are allowed."""

    message = (
        "Mit dieser E-Mail-Adresse sind schon so viele Termine gebucht, wie erlaubt sind. "
        "Bitte sagen Sie zuerst einen Termin ab."
    )


class FieldInvalid(BookingError):
    """One contact field is missing or unusable. `field` is its name in `Contact`; never its value."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class CaptchaRequired(BookingError):
    """The office lets only people book who solve a captcha at `deep_link`; it is never solved here."""

    message = "Diese Stelle vergibt ihre Termine nur auf ihrer eigenen Seite."

    def __init__(self, deep_link: str) -> None:
        super().__init__(f"{self.message} Bitte buchen Sie dort: {deep_link}")
        self.deep_link = deep_link


class RateLimited(BookingError):
    """Too many requests; try again after `retry_after`."""

    def __init__(self, retry_after: timedelta, message: str = "") -> None:
        seconds = max(1, round(retry_after.total_seconds()))
        super().__init__(
            message
            or "Gerade fragen sehr viele nach Terminen. "
            f"Bitte versuchen Sie es in {seconds} Sekunden noch einmal."
        )
        self.retry_after = retry_after


class Unavailable(BookingError):
    """The booking system does not answer; nothing is known to have been booked or changed."""

    message = (
        "Die Terminvergabe ist gerade nicht erreichbar. Bitte versuchen Sie es später noch einmal "
        "oder rufen Sie die 115 an."
    )


class Unreadable(BookingError):
    """Sealed with another key, for another row, or damaged. Operators read it: no citizen comes so far."""

    message = (
        "Gespeicherte Angaben lassen sich nicht lesen: Der Schlüssel gehört nicht zu dieser Datenbank. "
        "Bitte stellen Sie beide aus derselben Sicherung wieder her."
    )


class InvalidChange(BookingError):
    """An operator's change of a calendar that cannot be meant so; the message says why."""
