"""What the assistant does: one module a task."""
