"""Who imports whom inside the package, and the circles in it."""

import ast
from collections.abc import Iterator, Mapping

from tests.house.source import Module

Graph = Mapping[str, set[str]]


def imports_of(module: Module, known: set[str]) -> Iterator[tuple[ast.stmt, str]]:
    """Every import of one of the `known` modules, wherever it stands: at the top, in a function, for typing."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, name.name) for name in node.names if name.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                if whole in known:
                    yield node, whole
                elif node.module in known:
                    yield node, node.module


def graph(modules: tuple[Module, ...]) -> Graph:
    """Module name to the names of the modules it imports, deferred imports included."""
    known = {module.name for module in modules}
    return {module.name: {name for _, name in imports_of(module, known)} - {module.name} for module in modules}


def reachable(start: str, edges: Graph) -> set[str]:
    """All modules that importing `start` leads to."""
    seen: set[str] = set()
    waiting = list(edges.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(edges.get(name, ()))
    return seen


def circles(edges: Graph) -> list[list[str]]:
    """Groups of modules that import each other, directly or round about."""
    reach = {name: reachable(name, edges) for name in edges}
    groups = {
        tuple(sorted(other for other in reach[name] if name in reach[other])) for name in edges if name in reach[name]
    }
    return [list(group) for group in sorted(groups)]


def hidden_imports(module: Module) -> list[str]:
    """Imports inside a function; Django asks for one in `ready`, which is left out."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "ready":
            inside = (child for child in ast.walk(node) if isinstance(child, ast.Import | ast.ImportFrom))
            found.extend(f"{module.shown}:{child.lineno} in {node.name}" for child in inside)
    return found
