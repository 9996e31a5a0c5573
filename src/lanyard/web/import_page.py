"""A list that is imported, for a terminal and as JSON: what was understood, what is new, and what was not taken and why."""

from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lanyard.exchange.lists.mapping import OURS
from lanyard.exchange.lists.outcomes import Fault, Plan
from lanyard.exchange.lists.taking import Understood
from lanyard.words import Words

SHOWN: Final = 50
"""So many rows of a table are printed; the report has all."""
VALUE_MAX: Final = 40
_SEPARATORS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "": ""}


def words_of(fault: Fault, words: Words) -> str:
    """Why a row was not taken, and what to do."""
    return words.importing(f"fault_{fault.code}", detail=fault.detail)


def plan_json(understood: Understood, plan: Plan, file: Path) -> dict[str, Any]:
    """The keys are documented in `docs/manual/commands.md`."""
    sheet, mapping = understood.sheet, plan.mapping
    pairs = list(zip(mapping.columns, mapping.fields, strict=True))
    return {
        "list": plan.asked.name,
        "file": str(file),
        "format": sheet.format,
        "encoding": sheet.encoding or None,
        "separator": sheet.separator or None,
        "mixed": sheet.mixed,
        "sheet": sheet.name or None,
        "others": list(sheet.others),
        "header_line": understood.header.line,
        "source": mapping.source,
        "columns": [{"column": c, "field": f} for c, f in pairs if f is not None],
        "not_taken": [
            {"column": mapping.columns[at], "cells": cells}
            for at, cells in sorted(plan.left_out.items())
            if not mapping.columns[at].startswith(OURS)
        ],
        "rows": plan.rows,
        "good": len(plan.good),
        "already": plan.already,
        "changed": [
            {"line": c.good.line, "sheet": c.sheet, "row": c.row, "changes": [one._asdict() for one in c.changes]}
            for c in plan.changed
        ],
        "bad_rows": len(plan.bad),
    }


def faults_json(plan: Plan, words: Words) -> list[dict[str, Any]]:
    """Every reason why a row was not taken."""
    return [
        {"line": row.line, **fault._asdict(), "value": sound(fault.value), "words": words_of(fault, words)}
        for row in plan.bad
        for fault in row.faults
    ]


def print_plan(shown: dict[str, Any], plan: Plan, out: Console, words: Words) -> None:
    """Print a plan, or what became of it, as `plan_json` and the command have it."""

    def say(code: str, style: str = "", **values: object) -> None:
        out.print(words.importing(code, **values), style=style, markup=False, highlight=False, soft_wrap=True)

    say("list", "bold", name=shown["list"], file=Path(shown["file"]).name, format=shown["format"])
    if shown["encoding"]:
        say("written", encoding=shown["encoding"], separator=_separator(shown["separator"], words))
    if shown["mixed"]:
        say("written_mixed", "bold")
    if shown["sheet"]:
        say("sheet", name=shown["sheet"])
    if shown["others"]:
        say("others", "bold", names=", ".join(shown["others"]))
    say("header", line=shown["header_line"])
    say(f"columns_{shown['source']}")
    out.print(_columns(shown, words))
    for code, number in (("rows", shown["rows"]), ("good", shown["good"]), ("already", shown["already"])):
        say(code, count=number)
    if shown["changed"]:
        say("changed", "bold", count=len(shown["changed"]))
        out.print(_changes(shown, words))
    if plan.bad:
        say("bad", "bold", count=len(plan.bad))
        out.print(_faults(plan, words))
    if len(plan.bad) > SHOWN:
        say("more", count=len(plan.bad) - SHOWN)
    if shown["report"]:
        say("report", file=shown["report"])
    if not shown["recorded"]:
        say("dry", "bold")
        return
    say("done", "bold green", people=shown["people"], corrections=shown["corrections"], entries=shown["entries"])
    if len(shown["changed"]) > shown["corrections"]:
        say("propose", "bold")


def _separator(separator: str, words: Words) -> str:
    name = _SEPARATORS.get(separator)
    return words.importing(f"separator_{name}") if name else words.importing("separator_other", what=separator)


def _table(words: Words, *heads: str) -> Table:
    table = Table()
    for head in heads:
        table.add_column(words.importing(head))
    return table


def _columns(shown: dict[str, Any], words: Words) -> Table:
    table = _table(words, "heads_column", "heads_field", "heads_cells")
    for one in shown["columns"]:
        table.add_row(escape(one["column"]), words.importing(f"field_{one['field']}"), "")
    for one in shown["not_taken"]:
        table.add_row(escape(one["column"]), words.importing("not_taken"), str(one["cells"]), style="bold")
    return table


def _changes(shown: dict[str, Any], words: Words) -> Table:
    table = _table(words, "heads_line", "field_sheet", "heads_column", "heads_was", "heads_now")
    for row in shown["changed"][:SHOWN]:
        for one in row["changes"]:
            kind, _, field = one["field"].partition(".")
            sheet = f"{row['sheet']} {row['row']}"
            table.add_row(str(row["line"]), sheet, words.field(kind, field), escape(one["was"]), escape(one["now"]))
    return table


def _faults(plan: Plan, words: Words) -> Table:
    table = _table(words, "heads_line", "heads_column", "heads_value", "heads_why")
    for row in plan.bad[:SHOWN]:
        for fault in row.faults:
            value = sound(fault.value)[:VALUE_MAX]
            table.add_row(str(row.line), escape(fault.column), escape(value), escape(words_of(fault, words)))
    return table


def sound(value: str) -> str:
    """A value as it can be shown: what is hidden or turns the line is written out."""
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in value)
