"""Style, scripts and typeface of the pages, by their content."""
