"""Import a list of people that came as CSV, XLSX, XLS or ODS: each row a person, or given back with the reason.

Without --record it changes nothing and says what would happen. Importing the same list again adds nobody. Manual:
docs/manual/importing.md. JSON: list, file, format, encoding, separator, mixed, sheet, others, header_line, source,
columns [{column, field}], not_taken [{column, cells}], rows, good, already, changed [{line, sheet, row, changes
[{field, was, now}]}], bad [{line, column, field, value, code, detail, words}], bad_rows, recorded, people, corrections,
entries, report, seconds, peak_mb. Exit status: 1 where rows were not taken, or a correction waits.
"""

import argparse
import resource
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lanyard.desk.node import Node
from lanyard.exchange.lists.calendar import Order, Span, day_of
from lanyard.exchange.lists.memory import Memory
from lanyard.exchange.lists.outcomes import Asked, Plan
from lanyard.exchange.lists.recording import Corrected, record
from lanyard.exchange.lists.refusal import ListRefused
from lanyard.exchange.lists.report import write_report
from lanyard.exchange.lists.taking import Understood, plan_of, understand
from lanyard.exchange.lists.unreadable import Unreadable
from lanyard.store.errors import StoreError
from lanyard.web.commands.common import add_folder, answer_json, bar, err, open_node, out
from lanyard.web.import_page import faults_json, plan_json, print_plan, words_of
from lanyard.words import LANGUAGES, Words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("what", choices=["people"], help="what the list holds")
    parser.add_argument("file", type=Path, help="the list: .csv, .tsv, .txt, .xlsx, .xls or .ods")
    parser.add_argument("--list", help="what the list is called, as stated; always the same for the same list")
    parser.add_argument("--by", default="", help="whose list it is, as stated")
    parser.add_argument("--date", help="the list's date, e.g. 2019-02-24, or a month; Hijri as h:1440-06-19")
    parser.add_argument(
        "--dates", choices=list(Order), default=Order.DAY_FIRST, help="3/4/2019 is 3 April: dmy; else mdy"
    )
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", help="correct what a column is")
    parser.add_argument("--sheet", help="which sheet of a workbook")
    parser.add_argument("--encoding", help="of a text, where it is not found by itself")
    parser.add_argument("--foot", action="store_true", help="all of them came on foot")
    parser.add_argument("--record", action="store_true", help="do it; without, nothing is changed")
    parser.add_argument(
        "--anyway", action="store_true", help="also rows whose tag is another's, and rows that are twice"
    )
    parser.add_argument("--corrections", action="store_true", help="record what control sheets say otherwise now")
    parser.add_argument("--report", type=Path, help="a new CSV file for the rows that were not taken")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="the language of the words")
    add_folder(parser)


def run(said: argparse.Namespace) -> int:
    """Plan it, and record it if that was asked."""
    words = Words(said.lang)
    try:
        return _run(said, words)
    except ListRefused as refused:
        text = words.importing(f"refused_{refused.code}", detail=refused.detail)
        if said.json:
            answer_json({"ok": False, "error": {"code": refused.code, "detail": refused.detail, "words": text}})
        err.print(text, style="bold", markup=False, highlight=False, soft_wrap=True)
        return 1


def _run(said: argparse.Namespace, words: Words) -> int:
    begun = time.monotonic()
    if not said.file.is_file():
        raise StoreError("file-not-read", said.file)
    with open_node(said.folder) as node:
        memory = Memory(node.folder.strongbox)
        if said.record:
            memory.begin()
        understood = understand(said.file, memory, said.map, said.sheet, said.encoding)
        plan, corrected = plan_of(node, memory, understood, _asked(said, node, understood))
        report = _report(said, plan, words)
        done = {"recorded": said.record, "people": 0, "corrections": 0, "entries": 0}
        if said.record:
            memory.keep(plan.asked.name, understood.sheet.digest, plan.mapping)
            done |= _record(said, node, plan, corrected if said.corrections else [])
    shown = plan_json(understood, plan, said.file) | done | {"report": report and str(report)}
    if said.json:
        took = {"seconds": round(time.monotonic() - begun, 2), "peak_mb": _peak_mb()}
        answer_json(shown | {"bad": faults_json(plan, words)} | took)
    else:
        print_plan(shown, plan, out, words)
    return 1 if plan.bad or len(plan.changed) > done["corrections"] else 0


def _record(said: argparse.Namespace, node: Node, plan: Plan, corrected: list[Corrected]) -> dict[str, Any]:
    total, entries = len(plan.good) + len(corrected), 0
    with bar("rows recorded", hidden=said.json) as progress:
        task = progress.add_task("", total=total)
        for step in record(plan, node, node.office(), corrected):
            progress.update(task, completed=step.rows)
            entries = step.entries
    return {"people": len(plan.good), "corrections": len(corrected), "entries": entries}


def _asked(said: argparse.Namespace, node: Node, understood: Understood) -> Asked:
    """What was said about the whole list; the report of a list names it itself."""
    name = " ".join((said.list or understood.list_name() or "").split())
    if not name:
        raise ListRefused("no-list-name")
    today = datetime.now(UTC).astimezone(ZoneInfo(node.plan.home.zone)).date()
    on = _date(said.date, today) if said.date else None
    order = Order(said.dates)
    return Asked(name, today, " ".join(said.by.split()), on, order, said.foot, said.anyway)


def _date(text: str, today: date) -> Span:
    try:
        found = day_of(text)
    except Unreadable as wrong:
        raise ListRefused("bad-date", text) from wrong
    if found.first > today:
        raise ListRefused("bad-date", text)
    return found


def _report(said: argparse.Namespace, plan: Plan, words: Words) -> Path | None:
    """Write the rows that were not taken: where that was said, else beside the list before anything is recorded."""
    if not plan.bad or not (said.report or said.record):
        return None
    path: Path = said.report or _free(said.file)
    try:
        write_report(path, plan.asked.name, plan.mapping, plan.bad, lambda fault: words_of(fault, words))
    except FileExistsError as error:
        raise ListRefused("report-exists", path) from error
    return path


def _free(file: Path) -> Path:
    """A name beside the list that nothing has yet."""
    number = 1
    while True:
        path = file.with_name(f"{file.stem}-not-taken-{number}.csv")
        if not path.exists():
            return path
        number += 1


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
