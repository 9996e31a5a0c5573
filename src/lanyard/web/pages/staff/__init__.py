"""Who works here, at which devices."""
