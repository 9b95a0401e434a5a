"""The city's own booking page, where a captcha is to be solved by the citizen."""

from __future__ import annotations

from booking.errors import CaptchaRequired
from booking.model import Items
from booking.zms.catalogue import ZmsCatalogue


class BookingPage:
    """Addresses of the booking page.

    `template` may hold `{service}` and `{office}` (ZMS numbers), such as
    `https://stadt.example/termine#/services/{service}/locations/{office}`.
    """

    def __init__(self, template: str) -> None:
        template.format(service=0, office=0)  # a wrong template fails when the house is put together
        self._template = template

    def link(self, catalogue: ZmsCatalogue, office: str, items: Items) -> str:
        """The address for the first of `items` at this office."""
        number = catalogue.office(office).number
        return self._template.format(service=catalogue.numbers(office, items[:1])[0], office=number)

    def captcha(self, catalogue: ZmsCatalogue, office: str, items: Items) -> CaptchaRequired:
        """The error that hands the citizen over."""
        return CaptchaRequired(self.link(catalogue, office, items))
