"""The tags that this site has printed: each code once, and remembered, so that a tag that is found can be read out."""

import os
from itertools import pairwise
from threading import Lock
from typing import Final

from lanyard.casefile.tag import tag_ref
from lanyard.store.strongbox import Strongbox
from lanyard.terms.tags import tag_code

CODE_LENGTH: Final = 10
STRIP: Final = 10
"""So many tags hang together in a column of the paper."""
_PRINTED: Final = "tags/"


class TagStock:
    """Printed codes by the id of their tag."""

    def __init__(self, strongbox: Strongbox) -> None:
        """Read what has been printed."""
        self._box = strongbox
        self._lock = Lock()
        self.codes: dict[bytes, str] = {}
        self._after: dict[str, str] = {}
        for name in strongbox.names():
            if name.startswith(_PRINTED):
                run = (strongbox.get(name) or b"").decode()
                self._take([run[at : at + CODE_LENGTH] for at in range(0, len(run), CODE_LENGTH)])

    def _take(self, codes: list[str]) -> None:
        """One run of the printer, in the order in which the codes run down the strips."""
        self.codes.update((tag_ref(code).key, code) for code in codes)
        pairs = list(pairwise(codes))
        self._after.update(pair for at, pair in enumerate(pairs, 1) if at % STRIP)

    def strip_from(self, code: str, count: int) -> list[str]:
        """This tag and those below it on its strip, so many or as many as there are."""
        codes = [code]
        while len(codes) < count and codes[-1] in self._after:
            codes.append(self._after[codes[-1]])
        return codes

    def print(self, letters: str, count: int) -> list[str]:
        """New codes for a site, unlike any before, kept before they are given out."""
        fresh: dict[bytes, str] = {}
        with self._lock:
            while len(fresh) < count:
                code = tag_code(letters, int.from_bytes(os.urandom(5)) >> 5)
                key = tag_ref(code).key
                if key not in self.codes:
                    fresh[key] = code
            self._box.keep(f"{_PRINTED}{letters}/{os.urandom(8).hex()}", "".join(fresh.values()).encode())
            self._take(list(fresh.values()))
        return list(fresh.values())
