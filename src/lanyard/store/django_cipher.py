"""Django's settings for the three encrypted files of a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from lanyard.store import keyring
from lanyard.store.cipher import factory, uri_of
from lanyard.store.router import KEYRING, LEDGER, ROUTER, VIEWS

DATABASE_ROUTERS: Final = [ROUTER]
_MODES: Final = {LEDGER: "ro", VIEWS: "rwc", KEYRING: "rw"}


def databases(folder: Path, key_of: Callable[[str], bytes]) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES for a site's folder.

    Args:
        folder: the site's folder.
        key_of: gives the key (32 bytes) of a file by its name; asked only when a connection is opened, so the settings
            hold no key and may be made before the site is unlocked.
    """
    return {"default": {}} | {alias: _database(folder, f"{alias}.db", mode, key_of) for alias, mode in _MODES.items()}


def _database(folder: Path, name: str, mode: str, key_of: Callable[[str], bytes]) -> dict[str, Any]:
    extra = keyring.EXTRA_PRAGMAS if name == "keyring.db" else None
    return {
        "ENGINE": "lanyard.store.backend",
        "NAME": uri_of(folder / name, mode),
        "OPTIONS": {"factory": factory(lambda: key_of(name), extra=extra), "transaction_mode": "IMMEDIATE"},
    }
