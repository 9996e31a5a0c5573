"""Sends each model to its file: the ledger, the views or the keyring."""

from typing import Any, Final

LEDGER: Final = "ledger"
VIEWS: Final = "views"
KEYRING: Final = "keyring"


def database_of(model: Any) -> str:
    """Return the alias of the file that a model's rows are in; what is not ours (accounts, sessions) is with the keys."""
    return str(getattr(model, "database", KEYRING))


class Router:
    """Django's questions about which model goes where. The ledger is never written or migrated through Django."""

    def db_for_read(self, model: Any, **_: Any) -> str:
        """Return where a model's rows are read."""
        return database_of(model)

    def db_for_write(self, model: Any, **_: Any) -> str:
        """Return where a model's rows are written."""
        return database_of(model)

    def allow_relation(self, one: Any, other: Any, **_: Any) -> bool:
        """Say whether rows may refer to each other: only within one file."""
        return database_of(type(one)) == database_of(type(other))

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:  # noqa: ARG002  Django's signature
        """Say whether migrations run on a file: on the keyring alone."""
        return db == KEYRING


ROUTER: Final = Router()
