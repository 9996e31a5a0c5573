"""The entry, byte for byte: encoding, sealing, chains, clock, checking, order, and what stands."""
