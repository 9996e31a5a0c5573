"""Finds runs of identical lines, which are pieces that want one home."""

import ast
from collections import defaultdict
from typing import NamedTuple

from tests.house.source import Module, code_lines

RUN = 6


class Duplicates(NamedTuple):
    """How many code lines there are, how many stand in a run that occurs twice, and where the runs begin."""

    lines: int
    repeated: int
    places: list[str]

    @property
    def share(self) -> float:
        """Repeated lines of all lines, 0 to 1."""
        return self.repeated / self.lines if self.lines else 0.0


def without_imports(module: Module) -> list[tuple[int, str]]:
    """Code lines that are not part of an import."""
    numbers: set[int] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            numbers.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return [(number, line) for number, line in code_lines(module) if number not in numbers]


def duplicates(modules: tuple[Module, ...]) -> Duplicates:
    """Measure runs of six identical lines over all modules, white space folded, imports left out."""
    kept = {module: without_imports(module) for module in modules}
    homes: dict[tuple[str, ...], list[tuple[Module, int]]] = defaultdict(list)
    for module, lines in kept.items():
        for start in range(len(lines) - RUN + 1):
            homes[tuple(line for _, line in lines[start : start + RUN])].append((module, start))
    repeated: set[tuple[str, int]] = set()
    places = []
    for where in homes.values():
        if len(where) > 1:
            places.append(" = ".join(f"{module.shown}:{kept[module][start][0]}" for module, start in where))
            repeated.update((module.name, start + step) for module, start in where for step in range(RUN))
    return Duplicates(sum(len(lines) for lines in kept.values()), len(repeated), places)
