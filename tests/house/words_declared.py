"""Every word that there must be, from the declarations, templates and modules that ask for it."""

import ast
import importlib
import inspect
import re
from enum import Enum, StrEnum
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from lanyard import terms
from lanyard.casefile import duties, marks
from lanyard.casefile.case import Came, Outcome
from lanyard.casefile.duties import Duty
from lanyard.casefile.findings import Status
from lanyard.casefile.marks import Nature, Rule
from lanyard.casefile.place import Where
from lanyard.casefile.roll import What
from lanyard.desk import board
from lanyard.desk.board import Severity
from lanyard.desk.devices import DeviceKind, SetAside
from lanyard.desk.duties import Lateness
from lanyard.desk.manifests import Heard, ManifestState
from lanyard.desk.queues import Queue, Turn
from lanyard.desk.search import FoundBy
from lanyard.desk.vehicles import VehicleState
from lanyard.desk.waits import WAITS
from lanyard.desk.ways import Way
from lanyard.exchange import lists
from lanyard.exchange.lists.fields import Field
from lanyard.exports import columns, manifest, receipt, roll, setting, sheet
from lanyard.exports.documents import EXPORTS
from lanyard.floorplan import KINDS
from lanyard.floorplan import STATIONS as FLOORPLAN_STATIONS
from lanyard.ledger import record
from lanyard.ledger.ask import wire_name
from lanyard.ledger.noun import Basis, Compartment, Noun
from lanyard.store.errors import MESSAGES
from lanyard.triage import AGE_BANDS, FINDINGS, SIGNS
from lanyard.web import import_page, manifest_page, person_page, roll_page
from lanyard.web.commands import import_people, papers
from lanyard.web.doctor.findings import CODES
from lanyard.web.forms import shown
from lanyard.web.forms.envelope import ORDER
from lanyard.web.forms.moments import Exact
from lanyard.web.forms.shown import HELP_OF_FORM, HELP_OF_TYPE
from lanyard.web.forms.widgets import Age, PartialDate
from lanyard.web.template_tags import NAVIGATION
from lanyard.words import STATIONS, TERMS

PACKAGES = (TERMS, *STATIONS)
Key = tuple[str, str, str]
"""The package, the table, the code."""


OF_THE_OFFICE = (
    Severity,
    Queue,
    Turn,
    VehicleState,
    ManifestState,
    Heard,
    Lateness,
    FoundBy,
    Way,
    DeviceKind,
    SetAside,
)


def terms_lists() -> list[type[Enum]]:
    own = [found for _, found in inspect.getmembers(terms, inspect.isclass) if issubclass(found, StrEnum)]
    return [found for found in own if found is not StrEnum]


def values(choices: type[Enum]) -> list[str]:
    return [str(c) if isinstance(c, StrEnum) else c.name.lower() for c in choices]


def rules_in(module_name: str) -> set[str]:
    found = vars(importlib.import_module(module_name)).values()
    return {rule.code for rule in found if isinstance(rule, Rule)}


def codes_raised(source: str, name: str = "Malformed") -> set[str]:
    """The codes of every `Malformed` (or another error) that a module raises."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == name]
    given = [call.args[0] for call in named if call.args]
    either = [part for arg in given for part in ((arg.body, arg.orelse) if isinstance(arg, ast.IfExp) else (arg,))]
    return {str(part.value) for part in either if isinstance(part, ast.Constant)}


def labels_shown() -> set[str]:
    """The labels that the status page's template asks for."""
    page = files("lanyard.web").joinpath("templates", "status", "page.html").read_text(encoding="utf-8")
    return set(re.findall(r"labels\.(\w+)", page))


def sources() -> list[str]:
    """All our modules."""
    return [
        path.read_text(encoding="utf-8")
        for path in Path(str(importlib.import_module("lanyard").__file__)).parent.rglob("*.py")
    ]


def said_on_pages(letter: str, method: str) -> set[str]:
    """The words that templates ask for as `letter.code`, and modules as `words.method()["code"]`."""
    folder = Path(str(files("lanyard.web").joinpath("templates")))
    templates = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))
    asked = re.findall(rf"(?<![\w.]){letter}\.(\w+)", templates)
    return set(asked) | {code for text in sources() for code in re.findall(rf'{method}\(\)\["(\w+)"\]', text)}


REFUSALS = codes_raised(inspect.getsource(record)) | set(MESSAGES)
DENIALS = {code for text in sources() for code in codes_raised(text, "Denied")}


def declared() -> set[Key]:
    """Every word that there must be, from the declarations alone."""
    found = set()
    for kind in KINDS.values():
        package = kind.record.__module__.rpartition(".")[0]
        found |= {(package, kind.name, name) for name in ("_", *(q.name for q in kind.shape.questions))}
    for package in STATIONS:
        if Path(str(importlib.import_module(package).__file__)).with_name("rules.py").exists():
            found |= {(package, "rules", code) for code in rules_in(f"{package}.rules")}
    for choices in (*terms_lists(), *OF_THE_OFFICE, Basis, Compartment, Noun, Nature, Status, Came, Outcome):
        found |= {(TERMS, wire_name(choices), value) for value in values(choices)}
    found |= {(TERMS, "rules", code) for code in rules_in(marks.__name__)}
    found |= {(TERMS, "places", where) for where in values(Where)}
    found |= {(TERMS, "gaps", what) for what in values(What)}
    found |= {(TERMS, "board", code) for code in board.CODES}
    found |= {(TERMS, "status_page", name) for name in labels_shown()}
    found |= {(TERMS, "office", code) for code in said_on_pages("t", "office")}
    found |= {(TERMS, "notes", code) for code in said_on_pages("n", "notes")}
    found |= {(TERMS, "pages", name) for name in NAVIGATION}
    found |= {(TERMS, "denied", code) for code in DENIALS}
    found |= {(TERMS, "terminal", code) for code in phrases_spoken()}
    found |= {(TERMS, "import", code) for code in phrases_of_lists()}
    found |= {(TERMS, "print", code) for code in labels_printed()}
    found |= {(TERMS, "duties", duty.code) for duty in vars(duties).values() if isinstance(duty, Duty)}
    found |= {(TERMS, "refusals", code) for code in REFUSALS}
    found |= {(TERMS, "triage", str(code)) for code in (*SIGNS, *FINDINGS)}
    found |= {(TERMS, "doctor", code) for code in CODES}
    found |= {(TERMS, "age_band", code) for code in AGE_BANDS}
    found |= {(TERMS, "forms", code) for code in labels_of_forms()}
    found |= {(TERMS, "form_refusals", code) for code in shown.OWN_REFUSALS}
    return found | {(TERMS, "script_of_words", "direction")}


def labels_of_forms() -> set[str]:
    """The codes that forms and their templates ask for, and those that stand for a unit or a way to type."""
    web = files("lanyard.web")
    folders = (web.joinpath("forms"), web.joinpath("templates", "forms"))
    text = "".join(
        path.read_text(encoding="utf-8") for folder in folders for path in folder.iterdir() if path.is_file()
    )
    direct = {code for two in re.findall(r"""words\.form\("(\w+)"|words\.(\w+) [%}]""", text) for code in two if code}
    units = {*Age.units, *PartialDate.units, *Exact, *ORDER}
    return direct | units | {"only_if", "only_if_answered", *HELP_OF_TYPE.values(), *HELP_OF_FORM.values()}


def phrases_of_lists() -> set[str]:
    """The codes of what is said about a list that is imported: each refusal, fault, field and phrase that the code names."""
    folder = Path(str(lists.__file__)).parent
    text = "".join(path.read_text(encoding="utf-8") for path in [*folder.glob("*.py"), Path(import_people.__file__)])
    refused = set(re.findall(r'ListRefused\(\s*"([a-z0-9-]+)"', text))
    refused |= set(re.findall(r'LookupError\("([a-z-]+)"', text)) | set(re.findall(r'{"code": "([a-z-]+)"', text))
    faults = set(re.findall(r'Unreadable\(\s*"([a-z-]+)"', text))
    faults |= set(re.findall(r'Unreadable\(\s*"[a-z-]+" if .+ else "([a-z-]+)"', text))
    faults |= set(re.findall(r'Fault\(.*?"([a-z]+(?:-[a-z]+)+)"', text)) | {"header-again", "total-row"}
    faults |= set(re.findall(r'_choice\("\w+", \w+, "([a-z-]+)"\)', text))
    page = Path(import_page.__file__).read_text(encoding="utf-8")
    phrases = set(re.findall(r'(?:say|importing)\(\s*"(\w+)"', page)) | set(re.findall(r'"(heads_\w+)"', page))
    phrases |= {"rows", "good", "already", "separator_comma", "separator_semicolon", "separator_tab"}
    phrases |= {f"columns_{source}" for source in ("proposed", "remembered", "said")}
    return (
        {f"refused_{code}" for code in refused} | {f"fault_{code}" for code in faults} | phrases
        | {f"field_{field}" for field in Field}
    )  # fmt: skip


def phrases_spoken() -> set[str]:
    """The codes that the terminal's pages ask for, with those of which they put only the ending together."""
    text = read_sources(manifest_page, person_page, roll_page, columns, roll)
    heads = {
        f"heads_{head}" for row in re.findall(r"for head in \(([^)]*)\)", text) for head in re.findall(r'"(\w+)"', row)
    }
    waits = set(WAITS)
    direct = set(re.findall(r"""terminal\(\s*f?["'](\w+)["']""", text)) | {"yes", "no"}
    refused = set(re.findall(r""""refused": "(no_\w+)\"""", read_sources(papers)))
    return direct | heads | waits | refused


def labels_printed() -> set[str]:
    """The labels that the papers ask for, by their lists and in their own code, and a name for each station."""
    listed = {*setting.EACH_PAGE, *(label for export in EXPORTS.values() for label in export.labels)}
    text = read_sources(columns, manifest, receipt, roll, sheet)
    asked = set(re.findall(r"""printed\(\s*"(\w+)\"""", text))
    return listed | asked | {f"station_{name}" for name in FLOORPLAN_STATIONS}


def read_sources(*modules: ModuleType) -> str:
    return "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules)
