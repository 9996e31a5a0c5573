"""The trail: who looked at what."""
