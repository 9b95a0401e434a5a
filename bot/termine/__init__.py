"""How booking is put together: calendars from the catalogue, the key, the words that people read."""
