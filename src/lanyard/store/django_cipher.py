"""Django's settings for the three encrypted files, and its views made afresh from the models."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db import connections

from lanyard.store import keyring
from lanyard.store.cipher import factory, uri_of
from lanyard.store.router import KEYRING, LEDGER, ROUTER, VIEWS, database_of

__all__ = ["DATABASE_ROUTERS", "databases", "fit_views"]

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


def fit_views(fold_version: int) -> bool:
    """Make the tables of the views unless those in the file are of this version.

    Args:
        fold_version: a number above 0 that changes with what is folded or how.

    Returns:
        Whether they were made afresh: then they are empty, and everything has to be folded again.
    """
    connection = connections[VIEWS]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        if cursor.fetchone()[0] == fold_version:
            return False
        cursor.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        old = [name for (name,) in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_keys = OFF")
        for name in old:
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)}")
        with connection.schema_editor() as editor:
            for model in apps.get_models():
                if database_of(model) == VIEWS:
                    editor.create_model(model)
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA user_version = {int(fold_version)}")
    return True
