"""„Sagen Sie mir Bescheid“: citizens who wait for a slot to become free."""
