"""The life of an appointment, from hold to end."""
