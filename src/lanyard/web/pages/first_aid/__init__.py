"""Glance and triage: who waits, who is looked at, who is rushed out."""
