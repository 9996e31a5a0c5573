"""A Django database backend over SQLCipher: Django's own for SQLite, with another driver underneath."""
