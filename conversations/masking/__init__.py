"""Personal data becomes placeholders before anything is stored or understood."""

from conversations.masking.masker import Masker

__all__ = ["Masker"]
