"""Booking in the conversation: what the citizen says becomes a state, the state says what to ask next."""
