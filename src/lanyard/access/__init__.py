"""Who may record and see what, who is signed in, and the trail of who looked at what."""
