"""Django's SQLite backend with SQLCipher as its driver. OPTIONS['factory'] gives the keyed connection."""

import datetime as dt
import decimal
from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3 import base
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2


def _decoder(parse: Callable[[str], Any]) -> Callable[[bytes], Any]:
    return lambda data: parse(data.decode())


def _truth(data: bytes) -> bool:
    return data == b"1"


dbapi2.register_converter("bool", _truth)
dbapi2.register_converter("date", _decoder(parse_date))
dbapi2.register_converter("time", _decoder(parse_time))
dbapi2.register_converter("datetime", _decoder(parse_datetime))
dbapi2.register_converter("timestamp", _decoder(parse_datetime))
dbapi2.register_adapter(decimal.Decimal, str)
dbapi2.register_adapter(dt.date, dt.date.isoformat)
dbapi2.register_adapter(dt.datetime, lambda value: value.isoformat(" "))


class CipherCursor(dbapi2.Cursor):  # type: ignore[misc]
    """Turns Django's %s parameters into SQLite's, as Django's own cursor does."""

    convert_query = base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        names = list(params) if hasattr(params, "keys") else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for each set of parameters."""
        rows = iter(param_list)
        first = next(rows, None)
        if first is None:
            return self
        names = list(first) if hasattr(first, "keys") else None
        return super().executemany(self.convert_query(query, param_names=names), [first, *rows])


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens connections through the factory that cipher.py makes; all else is Django's."""

    Database = dbapi2

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection with the settings of `cipher.PRAGMAS`, read back."""
        connection = dbapi2.connect(**conn_params)
        base.register_functions(connection)  # type: ignore[attr-defined]
        connection.execute("PRAGMA legacy_alter_table = OFF")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002  Django's signature
        """Return a cursor for Django."""
        return self.connection.cursor(factory=CipherCursor)
