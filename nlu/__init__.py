"""German, understood: pure functions that import none of the other rooms."""
