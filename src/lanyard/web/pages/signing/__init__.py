"""Signing in and out, the lock, and one's own account."""
