"""One page of a long list: what stands on it, where it begins, how long the whole is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, TypeVar

from lanyard.store.cipher import Connection

T = TypeVar("T")
S = TypeVar("S")
Row = tuple[Any, ...]
PAGE: Final = 50
MOST: Final = 500


class Wanted(NamedTuple):
    """Which stretch of a list is asked for; never more than `MOST` at once."""

    start: int = 0
    most: int = PAGE


FIRST: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A stretch of a list. `total` counts the whole."""

    items: tuple[T, ...]
    start: int
    total: int

    @property
    def next(self) -> int | None:
        """Where the next page begins; nothing after the last."""
        end = self.start + len(self.items)
        return end if self.items and end < self.total else None

    def of(self, items: Callable[[tuple[T, ...]], tuple[S, ...]]) -> "Page[S]":
        """The same page of what is made of its rows."""
        return Page(items(self.items), self.start, self.total)


def paged(views: Connection, columns: str, of: str, order: str, asked: Mapping[str, Any], wanted: Wanted) -> Page[Row]:
    """A stretch of rows. `columns`, `of` (from FROM on) and `order` are SQL of ours, `asked` are its named parameters."""
    start, count = max(0, wanted.start), max(1, min(wanted.most, MOST))
    rows = views.execute(
        f"SELECT {columns} {of} ORDER BY {order} LIMIT :count OFFSET :start",
        {**asked, "start": start, "count": count},
    ).fetchall()
    total = views.execute(f"SELECT count(*) {of}", asked).fetchone()[0]
    return Page(tuple(rows), start, total)
