"""One person: found by a tag, read in a minute, recorded about, corrected."""
