"""What is kept on a site's disk: the ledger, the keyring, the views and the blobs. Rows only, no rules."""
