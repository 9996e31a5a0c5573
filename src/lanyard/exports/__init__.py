"""Documents to print, one file each: typst sets them, from data that somebody is allowed to see."""
