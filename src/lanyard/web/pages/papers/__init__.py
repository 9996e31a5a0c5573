"""Documents to print, and lists to take in."""
