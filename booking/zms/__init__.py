"""The ZMS citizen API as a booking system (it-at-m/eappointment): see docs/adr on ZMS."""

from booking.zms.adapter import ZmsBooking
from booking.zms.client import ZmsClient
from booking.zms.ids import ZmsIds

__all__ = ["ZmsBooking", "ZmsClient", "ZmsIds"]
