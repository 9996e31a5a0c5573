"""First passwords: drawn here, given on paper, changed at the first sign-in."""

import os
from typing import Final

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """Sixteen letters that are not misread, in four groups: about 79 bits."""
    drawn = "".join(_LETTERS[byte % len(_LETTERS)] for byte in os.urandom(64) if byte < 248)[:16]
    return "-".join(drawn[at : at + 4] for at in range(0, 16, 4))
