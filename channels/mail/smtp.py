"""Hands a mail to the city's mail server."""

from __future__ import annotations

import asyncio
import re
import ssl
from email.message import EmailMessage

import aiosmtplib

from channels.mail.errors import Refused, RefusedForGood, SendError, ServerAway
from channels.mail.settings import MailSettings, Security

# „5.7.x" (RFC 3463, 3.8) is about policy, most often a relay that does not know us yet: an operator can help.
_BY_POLICY = re.compile(r"5\.7\.\d")


class Smtp:
    """Sends over one connection a mail; certificates and host names are verified."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._tls = ssl.create_default_context(cafile=settings.ca_file)

    async def __call__(self, message: EmailMessage) -> None:
        """Send to the address in „To".

        Returns when the server has taken the mail; raises `Refused`, `RefusedForGood`, `ServerAway`.
        """
        settings = self._settings
        try:
            async with asyncio.timeout(settings.timeout):
                await aiosmtplib.send(
                    message.as_bytes(),
                    sender=settings.sender.addr_spec,
                    recipients=[address.addr_spec for address in message["To"].addresses],
                    hostname=settings.host,
                    port=settings.port,
                    username=settings.user or None,
                    password=settings.password or None,
                    use_tls=settings.security is Security.TLS,
                    start_tls=settings.security is Security.STARTTLS,
                    tls_context=None if settings.security is Security.NONE else self._tls,
                    timeout=settings.timeout,
                )
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _refusal(error.recipients[0]) from None  # its text repeats the address
        except aiosmtplib.SMTPDataError as error:
            raise _refusal(error) from None
        except aiosmtplib.SMTPResponseException as error:
            raise ServerAway(f"{type(error).__name__} {error.code}") from None
        except (aiosmtplib.SMTPException, OSError) as error:  # TimeoutError and SSLError are OSErrors
            raise ServerAway(f"{type(error).__name__} {error}".strip()) from None


def _refusal(error: aiosmtplib.SMTPResponseException) -> SendError:
    # Of the 5xx only these are about mailbox and mail (RFC 5321, 4.2.2); the others are between the servers.
    is_final = 550 <= error.code < 560 and not _BY_POLICY.match(error.message)
    return (RefusedForGood if is_final else Refused)(f"{type(error).__name__} {error.code}")
