"""German inside a booking: what a short sentence means while an appointment is being made.

Pure functions over one text each; none raises on any text. `shifts` (later, another day, anywhere …),
`counts` (how many papers or persons), `matters` (several matters in one sentence), `remainder` (what is
left for the catalogue), `answers` (yes, no, stop), `birth` (dates that are no wish).
"""
