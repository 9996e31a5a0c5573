"""The page on which a human reviews who sees and records what: docs/manual/access.md, and how it is read back.

`PYTHONPATH=src:. .venv/bin/python tests/access/page.py --update` writes it from the table of `access`; the tests hold
the pages, the guarded path and the table to what stands there. Read the difference before it is committed.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from lanyard.access.pages import OPEN, PAGES
from lanyard.access.table import TABLE, cells, may_record, may_see
from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Compartment
from lanyard.terms import Role
from tests.house.source import ROOT

PAGE: Final = ROOT / "docs" / "manual" / "access.md"
SEES, RECORDS, OPENS = "●", "✎", "●"
TARGET: Final = "As what is taken back"
ROLES: Final = tuple(TABLE)
Cell = tuple[Role, str, str]


class Declared(NamedTuple):
    """What the page says: where each kind is sealed, the cells seen, the kinds recorded, the pages opened, and by whom."""

    sealed: frozenset[tuple[str, Compartment | None]]
    cells: frozenset[Cell]
    sees: frozenset[Cell]
    records: frozenset[tuple[Role, str]]
    pages: frozenset[tuple[Role, str]]
    unguarded: frozenset[str]


def declared(text: str | None = None) -> Declared:
    """Read the page back."""
    whole = PAGE.read_text(encoding="utf-8") if text is None else text
    seen, opened = whole.split("\n## Pages\n")
    rows = list(_rows(seen, r"`([a-z_]+)(?:\.([a-z_0-9]+))?`"))
    pages = list(_rows(opened, r"`([a-z_]+)(\.)?`"))
    return Declared(
        frozenset(_sealed(seen)),
        frozenset((role, kind, field) for kind, field, marks in rows for role in marks),
        frozenset((role, kind, field) for kind, field, marks in rows for role, mark in marks.items() if SEES in mark),
        frozenset(
            (role, kind) for kind, field, marks in rows if not field for role, m in marks.items() if RECORDS in m
        ),
        frozenset((role, page) for page, _, marks in pages for role, mark in marks.items() if OPENS in mark),
        frozenset(re.findall(r"`(\w+)`", opened.rpartition("Open to anybody")[2])),
    )


def _sealed(text: str) -> Iterator[tuple[str, Compartment | None]]:
    """Each kind, with the compartment under whose heading it stands."""
    for part in text.split("\n## ")[1:]:
        head = part.partition("\n")[0]
        comp = None if head == TARGET else Compartment[head.upper()]
        yield from ((kind, comp) for kind in re.findall(r"(?m)^\| `([a-z_]+)` \|", part))


def _rows(text: str, name: str) -> Iterator[tuple[str, str, dict[Role, str]]]:
    """The rows of tables whose head names the roles: the two parts of a row's name, and the marks by role."""
    roles: list[Role] = []
    for line in text.splitlines():
        columns = [column.strip() for column in line.strip("|").split("|")] if line.startswith("|") else []
        if columns[:1] == ["Role"]:
            roles = [Role(column.replace(" ", "_")) for column in columns[1:]]
        elif found := re.fullmatch(name, columns[0]) if columns else None:
            yield found[1], found[2] or "", dict(zip(roles, columns[1:], strict=True))


def written() -> str:
    """The page as the table of `access` says it now."""
    return _TOP + "".join(_compartments()) + "\n## Pages\n\n" + _pages()


def _compartments() -> Iterator[str]:
    for comp in (*Compartment, None):
        kinds = [kind for kind in KINDS.values() if kind.compartment is comp]
        if kinds:
            yield f"\n## {TARGET if comp is None else comp.name.capitalize()}\n\n{_head()}"
            for kind in kinds:
                yield _row(f"`{kind.name}`", (_mark(role, kind.name) for role in ROLES))
                for question in kind.shape.questions:
                    sees = (SEES if may_see(role, kind.name, question.name) else "" for role in ROLES)
                    yield _row(f"`{kind.name}.{question.name}`", sees)


def _mark(role: Role, kind: str) -> str:
    return " ".join(
        filter(None, (SEES if may_see(role, kind) else "", RECORDS if may_record(role, kind) else ""))
    )  # fmt: skip


def _pages() -> str:
    rows = (
        _row(f"`{name}`", (OPENS if role in roles else "" for role in ROLES)) for name, roles in sorted(PAGES.items())
    )
    open_ones = ", ".join(f"`{name}`" for name in sorted(OPEN))
    return _head() + "".join(rows) + f"\nOpen to anybody, and nothing of anybody stands there: {open_ones}.\n"


def _head() -> str:
    names = (role.replace("_", " ") for role in ROLES)
    return _row("Role", names) + "|---|" + ":-:|" * len(ROLES) + "\n"


def _row(name: str, marks: Iterable[str]) -> str:
    return f"| {name} | " + " | ".join(marks) + " |\n"


_TOP: Final = f"""# Who sees what

For whoever answers for the data: every role, every kind of entry and every field of it. {SEES} is shown, {RECORDS} may be recorded;
what is empty is denied. A row with a point in it is one field of the kind above it. The kinds are explained in [GLOSSARY.md](../../GLOSSARY.md).

Beside the table hold: whoever does not see a *duty's*, a *mark's* or an *error's* entry does not see the duty, mark or error either; the gate (clerk, search,
transport, receiver) and the medic see nothing of an earlier time that somebody was here, only that she is known; what was said in error is as sealed as what it is said of.

This page is written by `tests/access/page.py --update` and compared by the tests with what the pages really show. Whoever changes it has read the difference.
"""


def stale() -> list[Cell]:
    """Cells of the table that the page does not have, or has although they are gone."""
    return sorted(frozenset(cells()) ^ declared().cells)


def main() -> int:
    """Write the page, or say whether it is up to date."""
    if "--update" in sys.argv:
        PAGE.write_text(written(), encoding="utf-8")
    return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != written())


if __name__ == "__main__":
    sys.exit(main())
