"""The only package that touches a cryptographic library. All randomness is an argument."""
