"""Appointments: the port, the embedded calendar behind it, and what operators do with it."""
