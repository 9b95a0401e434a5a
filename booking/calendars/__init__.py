"""The operators' changes of calendars, stored and logged."""
