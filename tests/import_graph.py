"""The import graph of vnsearch: `python tests/import_graph.py` prints files, arrows, circles.

Imports are read from the source, so those inside functions, for type checking and by
`import_module` count as well.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "vnsearch").rglob("*.py")
)
Graph = Mapping[str, frozenset[str]]


def imported(source: str, module: str) -> Iterator[tuple[int, str]]:
    """The line and the full name of everything that a module imports."""
    package = module.split("/")[:-1]
    wanted: dict[ast.expr, str] = {}  # the calls of which one attribute is asked for at once
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            wanted[node.value] = f".{node.attr}"
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{origin}.{alias.name}"
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith("import_module")
            and (name := _template(node.args[0]))
        ):
            yield node.lineno, name + wanted.get(node, "")


def _template(argument: ast.expr) -> str:
    """The name that is imported, with `*` for a part that is known at run time alone; "" for
    one of which nothing else is known.
    """
    if isinstance(argument, ast.Constant):
        return str(argument.value)
    if isinstance(argument, ast.JoinedStr):
        parts = [str(p.value) if isinstance(p, ast.Constant) else "*" for p in argument.values]
        return "".join(parts)
    return ""


def module_names() -> dict[str, str]:
    """The full name of each module, by its file."""
    return {
        module: module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for module in MODULES
    }


def import_graph() -> Graph:
    """The modules that each module imports; a package's `__init__` by the package's name."""
    names = module_names()
    sources = {
        name: (ROOT / module).read_text(encoding="utf-8") for module, name in names.items()
    }
    graph = {}
    for module, name in names.items():
        found = {found for _, found in imported(sources[name], module)}
        others = {other for each in found for other in _modules(each, sources)}
        graph[name] = frozenset(others - {name})
    return graph


def room_graph(graph: Graph) -> Graph:
    """The rooms, folders within a package, that each room imports of."""
    folders = {name: Path(module).parent for module, name in module_names().items()}
    rooms = {name: f.as_posix() for name, f in folders.items() if len(f.parts) > 2}
    others: dict[str, set[str]] = {room: set() for room in rooms.values()}
    for name, room in rooms.items():
        others[room] |= {rooms[other] for other in graph[name] if other in rooms} - {room}
    return {room: frozenset(of) for room, of in others.items()}


def _modules(name: str, known: Mapping[str, str]) -> set[str]:
    """The modules, of those whose sources are known, that an imported name may be of."""
    folder, star, attribute = name.partition("*")
    if star:
        defined = f"\ndef {attribute[1:]}(" if attribute else ""
        return {
            each
            for each, source in known.items()
            if folder and each.startswith(folder) and defined in source
        }
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        if ".".join(parts[:end]) in known:
            return {".".join(parts[:end])}
    return set()


def circles(graph: Graph) -> list[list[str]]:
    """The groups of modules that import one another, however far round (Tarjan, 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph[node]):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            place = stack.index(node)
            found.append(sorted(stack[place:]))
            del stack[place:]

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return sorted(group for group in found if len(group) > 1)


def report() -> Iterator[str]:
    """Files in each folder, then arrows between modules and between folders, then circles."""
    names = module_names()
    graph = import_graph()
    folder_of = {name: Path(module).parent.as_posix() for module, name in names.items()}
    own = Counter(folder_of[name] for module, name in names.items() if "__init__" not in module)
    for folder, count in sorted(own.items()):
        yield f"{count:4}  {folder}"
    arrows = [(name, other) for name, others in graph.items() for other in others]
    between = {(folder_of[a], folder_of[b]) for a, b in arrows if folder_of[a] != folder_of[b]}
    yield f"{sum(own.values())} files, {len(arrows)} arrows between files"
    yield f"{len(between)} arrows between folders"
    found = circles(graph) + circles(room_graph(graph))
    yield f"{len(found)} circles of files or of rooms"
    yield from (f"  {' '.join(group)}" for group in found)


if __name__ == "__main__":
    print("\n".join(report()))
