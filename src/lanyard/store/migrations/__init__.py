"""How the keyring's tables came to be what they are. The ledger is never migrated; the views are made afresh."""
