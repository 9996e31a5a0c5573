"""The MAC over the file of heads."""

import hmac


def heads_mac(key: bytes, data: bytes) -> bytes:
    """Return HMAC-SHA256 of `data` under `key` (32 bytes)."""
    return hmac.digest(key, data, "sha256")


def same(left: bytes, right: bytes) -> bool:
    """Compare two MACs in a time that does not depend on where they differ."""
    return hmac.compare_digest(left, right)
