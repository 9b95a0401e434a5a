"""`lotse termine`: the calendars as an operator needs them."""

from bot.cli.termine.group import termine

__all__ = ["termine"]
