"""From a file to a plan in one step, for whoever asks: what was understood of it, and what each row would become."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lanyard.desk.node import Node
from lanyard.exchange.lists.here import Here
from lanyard.exchange.lists.mapping import Header, Mapping, correct, find_header, propose_mapping
from lanyard.exchange.lists.memory import Memory
from lanyard.exchange.lists.outcomes import Asked, Plan
from lanyard.exchange.lists.planning import plan
from lanyard.exchange.lists.reading import Row, Sheet, read_sheet
from lanyard.exchange.lists.recording import Corrected
from lanyard.exchange.lists.refusal import ListRefused
from lanyard.exchange.lists.report import list_named_in

NAME_MAX = 150


class Understood(NamedTuple):
    """A list as it was opened: its table, where its header is, and what the columns are."""

    sheet: Sheet
    header: Header
    mapping: Mapping

    def rows(self) -> Iterator[Row]:
        """The rows below the header."""
        return (row for row in self.sheet.rows() if row.line > self.header.last)

    def list_name(self) -> str | None:
        """The list that this file says its rows belong to, if it is a report of rows that were not taken."""
        first = next(self.rows(), None)
        return None if first is None else list_named_in(self.mapping.columns, first.cells)


def understand(
    path: Path, memory: Memory, said: Sequence[str] = (), sheet: str | None = None, encoding: str | None = None
) -> Understood:
    """Open a list and say what its columns are: as remembered, else as proposed, and corrected by what is `said`.

    Raises:
        ListRefused: as `read_sheet`, `find_header` and `correct`.
        OSError: the file cannot be read.
    """
    opened = read_sheet(path, sheet, encoding)
    header = find_header(opened, memory.knows, said)
    mapping = propose_mapping(header.columns, memory.columns(header.columns))
    return Understood(opened, header, correct(mapping, said))


def plan_of(
    node: Node,
    memory: Memory,
    understood: Understood,
    asked: Asked,
    watched: Callable[[Iterator[Row]], Iterator[Row]] = iter,
) -> tuple[Plan, list[Corrected]]:
    """What every row would become, and the corrections of control sheets ready to be agreed to.

    The rows pass through `watched`, which may raise to stop.

    Raises:
        ListRefused: `bad-list-name`; `known-file` where this very file was recorded under another list's name.
    """
    if not f"{asked.name}{asked.by}".isprintable() or len(f"{asked.name} ({asked.by})") > NAME_MAX:
        raise ListRefused("bad-list-name", ascii(asked.name)[:NAME_MAX])
    before = memory.taken_as(understood.sheet.digest)
    if before is not None and before != asked.name:
        raise ListRefused("known-file", before)
    with Here(node, memory, asked.site) as here:
        made = plan(watched(understood.rows()), understood.mapping, here, asked)
        return made, [here.corrected(one.good) for one in made.changed]
