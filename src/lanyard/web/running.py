"""What this process serves: a site's office, or a folder that waits for its passphrase."""

from collections.abc import Callable
from threading import Lock
from typing import Final

from lanyard.desk.office import Office
from lanyard.store.errors import StoreError

Unlock = Callable[[str], Office]

_lock: Final = Lock()
_office: list[Office] = []
_unlock: list[Unlock] = []


def start(desk: Office) -> Office:
    """From now on pages show this office."""
    _office[:] = [desk]
    return desk


def wait_for_passphrase(unlock: Unlock) -> None:
    """From now on the first page asks for the passphrase; `unlock` opens the folder with it, or raises StoreError."""
    _office.clear()
    _unlock[:] = [unlock]


def unlock_with(passphrase: str) -> StoreError | None:
    """Open the folder, once; returns why it did not open."""
    with _lock:
        try:
            if not _office:
                start(_unlock[0](passphrase))
        except StoreError as error:
            return error
        return None


def office() -> Office | None:
    """What is being served; nothing while the folder is locked."""
    return _office[0] if _office else None


def running() -> Office:
    """What is being served, where that is known to be open."""
    return _office[0]
