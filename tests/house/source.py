"""Reads a tree of Python files into what the style budget speaks of: files, functions, public names."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
NOT_OURS = {"migrations", "node_modules", "__pycache__", ".venv"}
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """One file: its dotted name, its folder's parts below the root, its text and its parsed tree."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """Physical lines."""
        return len(self.text.splitlines())

    @property
    def top(self) -> str:
        """The top folder or module of the package, such as "ledger"."""
        return [*self.name.split("."), ""][1]

    @property
    def shown(self) -> str:
        """The path as a message names it."""
        return str(self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path)


class Named(NamedTuple):
    """A function, method or class: where it stands and whether a caller from outside may use it."""

    module: Module
    name: str
    node: FunctionNode | ast.ClassDef
    public: bool

    @property
    def lines(self) -> int:
        """Physical lines, decorators left out."""
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    @property
    def shown(self) -> str:
        """The place as a message names it."""
        return f"{self.module.shown}:{self.node.lineno} {self.name}"


def read_module(path: Path, base: Path) -> Module:
    """Parse one file; its dotted name counts from `base`."""
    parts = list(path.relative_to(base).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    text = path.read_text(encoding="utf-8")
    return Module(path, ".".join(parts), text, ast.parse(text, str(path)))


@cache
def read_tree(folder: Path, base: Path) -> tuple[Module, ...]:
    """All Python files below a folder that have anything in them, migrations left out."""
    paths = [path for path in sorted(folder.rglob("*.py")) if not NOT_OURS.intersection(path.relative_to(base).parts)]
    return tuple(read_module(path, base) for path in paths if path.read_text(encoding="utf-8").strip())


def named(module: Module) -> Iterator[Named]:
    """All functions, methods and classes of a module, also nested ones."""

    def walk(node: ast.AST, prefix: str, public: bool) -> Iterator[Named]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                open_ = public and not child.name.startswith("_")
                yield Named(module, prefix + child.name, child, open_ and not is_overload(child))
                inside = open_ and isinstance(child, ast.ClassDef)
                yield from walk(child, f"{prefix}{child.name}.", inside)
            else:
                yield from walk(child, prefix, public)

    return walk(module.tree, "", True)


def is_overload(node: FunctionNode | ast.ClassDef) -> bool:
    """Whether this only declares a type for the function that follows."""
    return any(isinstance(decorator, ast.Name) and decorator.id == "overload" for decorator in node.decorator_list)


def functions(modules: tuple[Module, ...]) -> list[Named]:
    """Functions and methods of these modules."""
    return [found for module in modules for found in named(module) if not isinstance(found.node, ast.ClassDef)]


def missing_types(found: Named) -> list[str]:
    """The arguments of a function, and "return", that carry no type."""
    node = found.node
    if isinstance(node, ast.ClassDef):
        return []
    given = node.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    arguments += [argument for argument in (given.vararg, given.kwarg) if argument]
    bare = [argument.arg for argument in arguments if argument.annotation is None]
    if "." in found.name and bare and bare[0] in {"self", "cls"}:
        bare = bare[1:]
    return bare if node.returns is not None else [*bare, "return"]


def code_lines(module: Module) -> list[tuple[int, str]]:
    """The lines that are neither blank, comment nor docstring, with their numbers, white space folded."""
    docstrings: set[int] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            docstrings.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(module.text.splitlines(), start=1)
    folded = [(number, " ".join(line.split())) for number, line in lines if number not in docstrings]
    return [(number, line) for number, line in folded if line and not line.startswith("#")]


def quantile(values: list[int], share: float) -> int:
    """The value that this share of the values does not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-round(len(ranked) * share * 1000) // 1000) - 1)] if ranked else 0
