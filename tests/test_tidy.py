"""The style budget as tests. A number is a lamp, not a goal; these are where the lamp is red."""

import ast
import statistics
from collections.abc import Callable

import pytest

from tests.house import banned, duplicates, imports, source
from tests.house.source import ROOT, SRC, Module, Named

OURS = source.read_tree(SRC / "lanyard", SRC)
OTHERS = tuple(
    module for folder in ("bench", "vectors", "tests") for module in source.read_tree(ROOT / folder, ROOT)
)  # held to the limits of one file and one function only
EVERY_PUBLIC_NAME_IN = frozenset({"ledger", "stations", "identity", "casefile"})
TESTS_ARE_WEIGHED_FROM = 3000


def public(modules: tuple[Module, ...]) -> list[Named]:
    return [found for module in modules for found in source.named(module) if found.public]


def undescribed(names: list[Named]) -> list[str]:
    return [found.shown for found in names if not dunder(found) and not ast.get_docstring(found.node)]


def dunder(found: Named) -> bool:
    return found.name.rpartition(".")[2].startswith("__")


def test_no_file_is_longer_than_400_lines() -> None:
    assert [f"{module.shown}: {module.lines}" for module in (*OURS, *OTHERS) if module.lines > 400] == []


def test_nine_files_in_ten_have_at_most_250_lines() -> None:
    assert source.quantile([module.lines for module in OURS], 0.9) <= 250


def test_the_middle_file_has_at_most_120_lines() -> None:
    assert statistics.median(module.lines for module in OURS) <= 120


def test_no_function_is_longer_than_60_lines() -> None:
    assert [f"{f.shown}: {f.lines}" for f in source.functions((*OURS, *OTHERS)) if f.lines > 60] == []


def test_nine_functions_in_ten_have_at_most_28_lines() -> None:
    assert source.quantile([function.lines for function in source.functions(OURS)], 0.9) <= 28


def test_every_module_says_what_it_is() -> None:
    assert [module.shown for module in (*OURS, *OTHERS) if not ast.get_docstring(module.tree)] == []


def test_public_names_are_described() -> None:
    names = public(OURS)
    share = 1 - len(undescribed(names)) / max(1, len(names))
    assert share >= 0.7, undescribed(names)


def test_in_the_heart_of_the_house_every_public_name_is_described() -> None:
    heart = tuple(module for module in OURS if module.top in EVERY_PUBLIC_NAME_IN)
    assert undescribed(public(heart)) == []


def test_every_function_is_typed() -> None:
    found = {function.shown: source.missing_types(function) for function in source.functions(OURS)}
    assert {place: bare for place, bare in found.items() if bare} == {}


def test_no_module_imports_itself_round_about() -> None:
    assert imports.circles(imports.graph(OURS)) == []


def test_no_import_hides_in_a_function() -> None:
    assert [place for module in OURS for place in imports.hidden_imports(module)] == []


def test_a_module_knows_few_others() -> None:
    edges = imports.graph(OURS)
    limit = {module.name: 15 if banned.below_the_line(module) else 20 for module in OURS}
    limit["lanyard.floorplan"] = 60  # the one module whose work is to know all stations
    limit["lanyard.web.__main__"] = 40  # and the one whose work is to know all commands
    assert {name: len(known) for name, known in edges.items() if len(known) > limit[name]} == {}


def test_nothing_banned_is_called() -> None:
    assert [place for module in OURS for place in banned.banned(module)] == []


def test_nothing_is_said_twice() -> None:
    measured = duplicates.duplicates(OURS)
    assert measured.share <= 0.03, measured.places


def test_tests_weigh_at_least_four_fifths_of_the_code() -> None:
    code = sum(len(source.code_lines(module)) for module in OURS)
    tests = sum(len(source.code_lines(module)) for module in source.read_tree(ROOT / "tests", ROOT))
    if code <= TESTS_ARE_WEIGHED_FROM:
        pytest.skip(f"{code} lines of code; weighed from {TESTS_ARE_WEIGHED_FROM} on")
    assert tests / code >= 0.8, f"{tests} lines of tests for {code} of code"


CHECKS_THAT_MUST_FAIL: list[tuple[str, str, Callable[[Module], object]]] = [
    ("a clock", "import time\nSTAMP = time.time()\n", lambda m: list(banned.banned(m))),
    ("today", "from datetime import date\nDAY = date.today()\n", lambda m: list(banned.banned(m))),
    ("a float", "HALF = 0.5\n", lambda m: list(banned.banned(m))),
    ("a float in a field", "class A:\n    metres: float\n", lambda m: list(banned.banned(m))),
    ("a true division", "def f(a: int) -> int:\n    return a / 2\n", lambda m: list(banned.banned(m))),
    ("a print", "print('here')\n", lambda m: list(banned.banned(m))),
    ("a row", "Entry.objects.create(n=1)\n", lambda m: list(banned.banned(m))),
    ("a typing import", "from typing import TYPE_CHECKING\n", lambda m: list(banned.banned(m))),
    ("a hidden import", "def f():\n    import os\n", imports.hidden_imports),
    ("a bare argument", "def f(a) -> None: ...\n", lambda m: source.missing_types(source.functions((m,))[0])),
    ("a bare method", "class A:\n    def f(self): ...\n", lambda m: source.missing_types(source.functions((m,))[0])),
    ("a bare name", "class A:\n    def f(self): ...\n", lambda m: undescribed(public((m,)))),
    ("a twin", "a = 1\nb = 2\nc = 3\nd = 4\ne = 5\nf = 6\n" * 2, lambda m: duplicates.duplicates((m,)).repeated),
]


@pytest.mark.parametrize(
    ("text", "check"), [case[1:] for case in CHECKS_THAT_MUST_FAIL], ids=[c[0] for c in CHECKS_THAT_MUST_FAIL]
)
def test_a_planted_fault_is_found(text: str, check: Callable[[Module], object]) -> None:
    assert check(planted("ledger.planted", text))


def test_a_planted_circle_is_found() -> None:
    modules = (planted("ledger.a", "import lanyard.ledger.b\n"), planted("ledger.b", "from lanyard.ledger import a\n"))
    assert imports.circles(imports.graph(modules)) == [["lanyard.ledger.a", "lanyard.ledger.b"]]


def test_asking_whether_a_value_is_a_float_is_no_fault() -> None:
    assert (
        list(banned.banned(planted("ledger.planted", "def f(v: object) -> bool:\n    return isinstance(v, float)\n")))
        == []
    )


def planted(name: str, text: str) -> Module:
    return Module(ROOT / f"{name}.py", f"lanyard.{name}", text, ast.parse(text))
