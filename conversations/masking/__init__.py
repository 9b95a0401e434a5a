"""Personal data becomes placeholders before anything is stored or understood.

Importing this takes about 1.5 s (Presidio brings spaCy along), so only what serves citizens imports it.
"""

from conversations.masking.masker import Masker

# One for the process: the analyzer keeps no state between texts.
mask = Masker()

__all__ = ["Masker", "mask"]
