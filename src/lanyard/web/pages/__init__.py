"""Pages by station, and the status page."""
