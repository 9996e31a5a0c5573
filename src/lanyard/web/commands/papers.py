"""Print a paper as PDF: tags, a boarding list, a hand-over receipt, the roll, blank control sheets.

print tags --count 100 [--site BG]     new codes, to cut out; a column is a strip for a travel group
print manifest NUMBER                  everybody on a list, to tick off and sign (NUMBER as for `manifest`)
print receipt NUMBER                   who received how many, who is missing, on no list, injured
print roll                             what does not balance, then where everyone is
print sheet STATION --count 3          numbered sheets for when there is no power: so many of each kind, or of one --kind

The file has people's names in it: only this account can read it. JSON: document, file, pages, made (the codes or
sheet numbers that now exist, each once and for ever; empty for what is only shown). What was asked for is not there:
exit status 1.
"""

import argparse
import itertools
import os
from pathlib import Path
from typing import Any, Final

from lanyard.desk.node import Node
from lanyard.exports.documents import EXPORTS, again, page_count, pdf, plain
from lanyard.exports.sheet import on_paper
from lanyard.exports.tags import Tags
from lanyard.floorplan import STATIONS
from lanyard.web.commands.common import add_folder, answer_json, err, on_node, out
from lanyard.web.commands.roll import moment
from lanyard.web.manifest_page import not_one
from lanyard.web.printing import Printer
from lanyard.words import LANGUAGES, Words

MOST: Final = 3000
MOST_SHEETS: Final = 100
"""So many of each kind at once: a slip of the finger must not use up numbers by the thousand."""

LISTS: Final = ("manifest", "receipt")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("document", choices=sorted(EXPORTS), help="which paper")
    parser.add_argument("what", nargs="?", default="", help="the list's number, or the station of the sheets")
    parser.add_argument(
        "--count", type=_count, default=None, help="how many tags (30: a page), or sheets of each kind (1)"
    )
    parser.add_argument("--site", default="", help="the site's two letters (else the first of the plan)")
    parser.add_argument("--kind", default="", help="sheets of this kind only, e.g. person_met")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="the language; lists have the other beside"
    )
    parser.add_argument("--out", type=Path, help="the file (else a new one in this folder, whose name is shown)")
    add_folder(parser)


def _count(text: str) -> int:
    """How many are printed at once."""
    number = int(text)
    if not 1 <= number <= MOST:
        raise ValueError(text)
    return number


def paper_of(
    node: Node, document: str, what: str = "", count: int | None = None, site: str = "", kind: str = ""
) -> dict[str, Any]:
    """What a paper shows, as plain values; or `refused` with what there is instead."""
    letters = site or node.plan.home.letters
    known = [one.letters for one in node.plan.sites]
    if letters not in known:
        return {"refused": "no_site", "asked": letters, "there_are": known}
    printer = Printer(node.plan, node.now_ms(), training=node.training)
    if document == "tags":
        codes = node.tags.print(letters, count or 30)
        return {"given": plain(Tags(tuple(codes))), "made": codes, "name": f"tags-{letters}"}
    if document == "sheet":
        return _sheets(node, printer, letters, what, kind, count or 1)
    if document == "roll":
        paper = printer.roll(node.roll(moment(node, None)))
        return {"given": plain(paper), "made": [], "name": "roll"}
    return _list(node, printer, document, what)


def _sheets(node: Node, printer: Printer, letters: str, station: str, kind: str, count: int) -> dict[str, Any]:
    if station not in STATIONS:
        return {"refused": "no_station", "asked": station, "there_are": list(STATIONS)}
    kinds = on_paper(station)
    if kind and kind not in kinds:
        return {"refused": "no_kind_on_paper", "asked": kind, "there_are": kinds}
    chosen = [one for one in kinds if kind in ("", one)]
    sheets = printer.sheets(node.sheets, letters, station, chosen, count)
    numbers = [sheet.number for sheet in sheets.sheets]
    return {"given": plain(sheets), "made": numbers, "name": f"sheet-{numbers[0]}"}


def _list(node: Node, printer: Printer, document: str, number: str) -> dict[str, Any]:
    node.settle()
    with node.look() as look:
        called = look.lists.called(number)
        read = look.lists.read(next(iter(called))) if len(called) == 1 else None
    if read is None:
        return {"refused": "not_one", "asked": number, "there_are": list(called.values())}
    paper = printer.boarding_list(read) if document == "manifest" else printer.receipt(read)
    return {"given": plain(paper), "made": [], "name": f"{document}-{paper.number[:8]}"}


def run(said: argparse.Namespace) -> int:
    """Ask for what it shows, set it, and say where it lies."""
    if said.out is not None and not said.out.absolute().parent.is_dir():
        raise FileNotFoundError(2, os.strerror(2), str(said.out.absolute().parent))
    if said.document == "sheet" and (said.count or 1) > MOST_SHEETS:
        err.print(f"At most {MOST_SHEETS} sheets of each kind are printed at once. None was.", highlight=False)
        return 2
    asked = {"what": said.what, "count": said.count, "site": said.site, "kind": said.kind}
    answer = on_node(
        said.folder, "print", lambda node: paper_of(node, said.document, **asked), document=said.document, **asked
    )
    if "refused" in answer:
        return _refused(said, answer)
    words, beside = Words(said.lang), None
    if said.document in LISTS:
        beside = Words(next(other for other in LANGUAGES if other != said.lang))
    made = pdf(said.document, again(said.document, answer["given"]), words, beside)
    path = _written(said.out, answer["name"], made)
    if said.json:
        answer_json({"document": said.document, "file": str(path), "pages": page_count(made), "made": answer["made"]})
    else:
        out.print(str(path), highlight=False, markup=False, soft_wrap=True)
    return 0


def _refused(said: argparse.Namespace, answer: dict[str, Any]) -> int:
    code, there_are = answer["refused"], answer["there_are"]
    if code == "not_one":
        code, text = ("several-lists" if there_are else "no-such-list"), not_one(said.what, there_are)
    else:
        text = Words("en").terminal(code, what=answer["asked"], others=", ".join(there_are))
        code = code.replace("_", "-")
    if said.json:
        answer_json(
            {"ok": False, "error": {"code": code, "detail": ", ".join(there_are) or answer["asked"], "words": text}}
        )
    else:
        out.print(text, highlight=False, markup=False)
    return 1


def _written(wanted: Path | None, name: str, made: bytes) -> Path:
    """Write the file, for this account alone: the one that is named, else a new one here that replaces none."""
    path, how = (_unused(name), os.O_EXCL) if wanted is None else (wanted, os.O_TRUNC)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600), "wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(made)
    return path.absolute()


def _unused(name: str) -> Path:
    """A name in the current folder that no file has yet."""
    numbered = (Path(f"{name}-{number}.pdf") for number in itertools.count(2))
    return next(path for path in itertools.chain([Path(f"{name}.pdf")], numbered) if not path.exists())
