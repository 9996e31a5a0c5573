"""What is remembered of lists in the site's strongbox: how columns were understood, which files were taken, the ids' salt."""

import json
import os
from typing import Any, Final

from lanyard.crypto.hashing import H
from lanyard.exchange.lists.mapping import Mapping, Remembered, fingerprint
from lanyard.store.strongbox import Strongbox

_SALT: Final = "import/salt"
_COLUMNS: Final = "import/columns/"
_LIST: Final = "import/list/"


class Memory:
    """Reads and keeps under names of its own. Which rows were recorded is not here: the ledger itself tells."""

    def __init__(self, strongbox: Strongbox) -> None:
        """`strongbox` is the open folder's."""
        self._box = strongbox

    def salt(self) -> bytes | None:
        """What makes the ids of this site's lists; nothing before the first."""
        return self._box.get(_SALT)

    def begin(self) -> None:
        """Make the salt, durable, unless there is one: before the first plan that is to be recorded."""
        if self.salt() is None:
            self._box.keep(_SALT, os.urandom(16))

    def columns(self, columns: tuple[str, ...]) -> Remembered | None:
        """How a list with these columns was understood the last time."""
        kept = self._box.get(_COLUMNS + fingerprint(columns))
        return None if kept is None else json.loads(kept)

    def knows(self, columns: str) -> bool:
        """Is there a list with this fingerprint of its columns?"""
        return self._box.get(_COLUMNS + columns) is not None

    def taken_as(self, digest: bytes) -> str | None:
        """Under which list's name a file with this hash was recorded."""
        for name in self._box.names():
            if name.startswith(_LIST):
                kept = json.loads(self._box.get(name) or b"{}")
                if digest.hex() in kept.get("files", ()):
                    return str(kept["name"])
        return None

    def keep(self, name: str, digest: bytes, mapping: Mapping) -> None:
        """Remember a file of a list, and how its columns are understood."""
        self._box.keep(_COLUMNS + fingerprint(mapping.columns), _json(mapping.to_remember()))
        key = _LIST + H("import", name.encode()).hex()[:16]
        files = set(json.loads(self._box.get(key) or b"{}").get("files", ()))
        self._box.keep(key, _json({"name": name, "files": sorted(files | {digest.hex()})}))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
