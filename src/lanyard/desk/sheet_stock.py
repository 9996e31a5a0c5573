"""The control sheets that this site has printed: each number once, kept before it is given out."""

from threading import Lock
from typing import Final

from lanyard.store.strongbox import Strongbox
from lanyard.terms.sheets import sheet_number, typed_sheet

AFTER_RESTORE: Final = 1000
_LAST: Final = "sheets/"


class SheetStock:
    """Numbers one after the other, so that a sheet that has not come back is missed."""

    def __init__(self, strongbox: Strongbox) -> None:
        """Read how far each site has come when it is asked for."""
        self._box = strongbox
        self._lock = Lock()

    def print(self, letters: str, count: int) -> list[str]:
        """New numbers for a site, unlike any before, kept before they are given out."""
        with self._lock:
            last = self._last(letters)
            numbers = [sheet_number(letters, number) for number in range(last + 1, last + count + 1)]
            if numbers:
                self._box.keep(_LAST + letters, str(last + count).encode())
        return numbers

    def printed(self, typed: str) -> bool:
        """May this sheet have come from here? Only such a one is typed in."""
        found = typed_sheet(typed)
        return found is not None and found[1] <= self._last(found[0])

    def _last(self, letters: str) -> int:
        return int(self._box.get(_LAST + letters) or b"0")


def skip_sheets(strongbox: Strongbox) -> None:
    """Leave numbers out: what was printed after the backup that this folder was made from is not known here."""
    for name in strongbox.names():
        if name.startswith(_LAST):
            last = int(strongbox.get(name) or b"0")
            strongbox.keep(name, str((last // AFTER_RESTORE + 2) * AFTER_RESTORE).encode())
