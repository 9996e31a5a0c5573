"""Drafts that are durable and not yet sealed: what somebody recorded a moment ago and may still take back."""

from typing import Final, NamedTuple

from lanyard.store.cipher import Connection, file_format, transaction, write_format

FILE: Final = "drafts.db"
FORMAT: Final = 1
EXTRA_PRAGMAS: Final[dict[str, int | str]] = {"secure_delete": 1}
_TABLE: Final = (
    "CREATE TABLE draft (n INTEGER PRIMARY KEY AUTOINCREMENT, session BLOB NOT NULL, signed_in INTEGER NOT NULL,"
    " site TEXT NOT NULL, due_ms INTEGER NOT NULL, urgency INTEGER NOT NULL, comp INTEGER NOT NULL, body BLOB NOT NULL)"
)


class Waiting(NamedTuple):
    """A draft that waits: its number, whose session (16 bytes) and sign-in, at which site, until when (ms UTC).

    `body` is the body as it will be sealed, `comp` the compartment whose key will seal it.
    """

    n: int
    session: bytes
    signed_in: int
    site: str
    due_ms: int
    urgency: int
    comp: int
    body: bytes


class DraftsFile:
    """The drafts over one open connection. Nothing here lasts: what is sealed or taken back is overwritten."""

    def __init__(self, connection: Connection) -> None:
        """Take over a connection; an empty file is given its table. Raises StoreError `format-newer`."""
        self.connection = connection
        if file_format(connection, newest=FORMAT, file=FILE) == 0:
            with transaction(connection):
                connection.execute(_TABLE)
                write_format(connection, FORMAT)

    def all(self) -> list[Waiting]:
        """Every draft, the oldest first."""
        return [Waiting(*row) for row in self.connection.execute("SELECT * FROM draft ORDER BY n")]

    def keep(self, drafts: list[Waiting]) -> list[Waiting]:
        """Keep drafts in the caller's transaction; they are given their numbers."""
        kept = []
        for draft in drafts:
            sql = (
                "INSERT INTO draft (session, signed_in, site, due_ms, urgency, comp, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
            )
            self.connection.execute(sql, draft[1:])
            row = self.connection.execute("SELECT last_insert_rowid()").fetchone()
            kept.append(draft._replace(n=int(row[0])))
        return kept

    def drop(self, numbers: list[int]) -> None:
        """Forget drafts, in the caller's transaction."""
        self.connection.executemany("DELETE FROM draft WHERE n = ?", [(n,) for n in numbers])
