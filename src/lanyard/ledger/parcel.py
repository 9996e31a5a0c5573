"""Keys on their way: what they are sealed for, and how a list of them is written."""

from collections.abc import Iterable
from typing import Any, Final

from lanyard.crypto.hashing import prefix
from lanyard.ledger.encoding import decode, encode
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Compartment
from lanyard.ledger.seal import SealingKey, sealing_key

KEYS_MAX: Final = 256


def compartment_info(side: str, site: bytes, comp: Compartment, generation: int) -> bytes:
    """Return the HPKE info for a compartment's secret on its way to a side."""
    return prefix("compartment") + encode([side, site, int(comp), generation])


def mint_info(chain: bytes) -> bytes:
    """Return the HPKE info for a batch of fresh keys that a tablet minted for a compartment."""
    return prefix("mint") + chain


def grant_info(from_site: bytes, to_site: bytes) -> bytes:
    """Return the HPKE info for keys granted by one site to another."""
    return prefix("grant") + encode([from_site, to_site])


def encode_keys(keys: Iterable[SealingKey]) -> bytes:
    """Return the plaintext of minted or granted keys: at most 256. `Malformed` if there are more."""
    listed = list(keys)
    if len(listed) > KEYS_MAX:
        raise Malformed("key_list", "keys", len(listed))
    return encode([[int(key.comp), key.key] for key in listed])


def decode_keys(data: bytes) -> list[SealingKey]:
    """Read a list of keys, or raise `Malformed`. Each key's name is computed here, never taken from elsewhere."""
    listed: Any = decode(data)
    if type(listed) is not list or len(listed) > KEYS_MAX:
        raise Malformed("key_list", "keys", None)
    return [_key(item) for item in listed]


def _key(item: Any) -> SealingKey:
    if type(item) is not list or len(item) != 2:
        raise Malformed("key_list", "key", None)
    comp, key = item
    if type(comp) is not int or not 0 <= comp < len(Compartment) or type(key) is not bytes or len(key) != 32:
        raise Malformed("key_list", "key", None)
    return sealing_key(Compartment(comp), key)
