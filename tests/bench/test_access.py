"""The bench of access: all as declared, every broken rule noticed; and where one is not, it says which and fails."""

from contextlib import nullcontext

import pytest

from bench import access
from lanyard.access.pages import PAGES
from lanyard.access.table import TABLE
from lanyard.floorplan import KINDS
from tests.web.shell import inside


@pytest.mark.slow
def test_a_rule_that_is_broken_unnoticed_survives_by_name_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = access.Mutant("code", "nothing is changed", nullcontext)
    monkeypatch.setattr(access, "mutants", lambda seed, most: [nothing, *access.code()])
    said = inside("bench", "access", "--quick", "--json")
    found = access.measure(1, 1)
    assert found["survived"] == ["nothing is changed"]
    assert found["mutants_caught"] == found["mutants"] - 1
    assert not found["passed"]
    assert said.status == 0, said.err
    assert said.answer["cells"] == said.answer["as_declared"] > 2000


def test_the_exit_status_says_that_a_mutant_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["access", "--quick", "--json"])
    monkeypatch.setattr(access, "measure", lambda seed, most: {"passed": False})
    with pytest.raises(SystemExit) as ended:
        access.main()
    assert ended.value.code == 1


def test_many_mutants_of_every_sort_are_drawn_and_another_seed_draws_others() -> None:
    drawn = access.mutants(1)
    assert len(drawn) >= 50
    assert len({one.sort for one in drawn}) == 10
    assert [one.name for one in drawn] == [one.name for one in access.mutants(1)]
    assert [one.name for one in drawn] != [one.name for one in access.mutants(2)]


def test_a_mutant_leaves_the_tables_as_they_were() -> None:
    before = dict(TABLE), dict(PAGES), {name: kind.who for name, kind in KINDS.items()}
    for one in access.mutants(1, 3):
        with one.changed():
            pass
    assert (dict(TABLE), dict(PAGES), {name: kind.who for name, kind in KINDS.items()}) == before
