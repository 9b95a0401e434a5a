"""The mailer as the settings describe it, and its loop."""

from __future__ import annotations

from booking.model import Clock, SlotQuery
from booking.wish import WishDetails, wish_details
from bot.errors import LotseError
from bot.settings import Settings
from bot.termine.opening import BookingHouse
from channels.mail.mailer import Mailer
from channels.mail.settings import MailSettings, Security
from channels.mail.smtp import Smtp


def open_mailer(settings: Settings, house: BookingHouse, clock: Clock) -> Mailer | None:
    """The mailer of the city's own calendar; None where no mail server is set, or where ZMS writes the mails.

    Raises `LotseError` where the settings are no good.
    """
    outbox = house.outbox
    if not settings.sends_mail or outbox is None:
        return None
    mail = mail_settings(settings)

    async def describe_wish(wish: SlotQuery) -> WishDetails:
        return wish_details(wish, await house.port.catalogue(), is_example=house.is_example())

    return Mailer(
        outbox,
        house.vorgaenge,
        house.describe,
        describe_wish,
        _open_smtp(mail),
        base_url=settings.base_url,
        sender=mail.sender,
        clock=clock,
    )


def mail_settings(settings: Settings) -> MailSettings:
    """The mail channel's part of the settings; raises `LotseError` with its German sentence."""
    password = settings.smtp_password
    try:
        return MailSettings(
            host=settings.smtp_host or "",
            port=settings.mail_port,
            sender_address=settings.mail_from or "",
            sender_name=settings.mail_from_name,
            security=Security(settings.smtp_security),
            user=settings.smtp_user or "",
            password=password.get_secret_value() if password else "",
            ca_file=settings.smtp_ca_file,
        )
    except ValueError as error:
        raise LotseError(
            str(error), "Bitte prüfen Sie die Einstellungen LOTSE_SMTP_… und LOTSE_MAIL_…."
        ) from error


def _open_smtp(mail: MailSettings) -> Smtp:
    try:
        return Smtp(mail)
    except OSError as error:  # ssl.SSLError among them
        raise LotseError(
            f"In {mail.ca_file} stehen keine Zertifikate, die sich lesen lassen.",
            "LOTSE_SMTP_CA_FILE ist eine Datei mit Zertifikaten im PEM-Format.",
        ) from error
