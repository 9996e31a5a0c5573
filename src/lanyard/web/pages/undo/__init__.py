"""Taking back what was recorded a moment ago."""
