"""Which segments of which counter are taken."""
