"""What comes from elsewhere: checked, kept or put in quarantine, and answered."""
