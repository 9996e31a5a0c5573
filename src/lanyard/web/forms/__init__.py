"""The office's forms: made from the declaration of a kind, read back into a record. No field is written by hand."""
