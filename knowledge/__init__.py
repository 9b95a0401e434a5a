"""The catalogue: what the city offers, where and when, and what the assistant answers from it."""
