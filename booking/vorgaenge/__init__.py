"""Vorgang: one appointment business of a citizen as the dialogue knows it, by an opaque id."""
