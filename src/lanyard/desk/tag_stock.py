"""The tags that this site has printed: each code once, and remembered, so that a tag that is found can be read out."""

import os
from threading import Lock
from typing import Final

from lanyard.casefile.tag import tag_ref
from lanyard.store.strongbox import Strongbox
from lanyard.terms.tags import tag_code

CODE_LENGTH: Final = 10
_STRIP: Final = "tags/"


class TagStock:
    """Printed codes by the id of their tag."""

    def __init__(self, strongbox: Strongbox) -> None:
        """Read what has been printed."""
        self._box = strongbox
        self._lock = Lock()
        strips = [strongbox.get(name) or b"" for name in strongbox.names() if name.startswith(_STRIP)]
        codes = (strip[at : at + CODE_LENGTH].decode() for strip in strips for at in range(0, len(strip), CODE_LENGTH))
        self.codes: dict[bytes, str] = {tag_ref(code).key: code for code in codes}

    def print(self, letters: str, count: int) -> list[str]:
        """New codes for a site, unlike any before, kept before they are given out."""
        fresh: dict[bytes, str] = {}
        with self._lock:
            while len(fresh) < count:
                code = tag_code(letters, int.from_bytes(os.urandom(5)) >> 5)
                key = tag_ref(code).key
                if key not in self.codes:
                    fresh[key] = code
            self._box.keep(f"{_STRIP}{letters}/{os.urandom(8).hex()}", "".join(fresh.values()).encode())
            self.codes.update(fresh)
        return list(fresh.values())
