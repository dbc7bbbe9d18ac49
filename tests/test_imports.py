"""The house is built downhill: who may import whom, how large a file may be, and what starting costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "openbook"
FILES = sorted(SOURCE.rglob("*.py"))

LEVELS = (
    {"errors"},
    {"__init__", "records", "calls", "codes", "draws", "spool", "atomic", "scenarios"},
    {"text"},
    {"config"},
    {"corpus", "llm", "retrieval"},
    {"contexts"},
    {"dialogue", "builtin"},
    {"dataset"},
    {"pipeline"},
    {"api"},
    {"report", "review", "serve", "terminal"},
    {"cli", "__main__"},
)
STRANGERS = (LEVELS[4], LEVELS[6])
"""Rooms of one level that don't know each other."""

HEAVY = {"aiohttp", "chardet", "jinja2", "lxml", "pydantic", "pypdfium2", "rich", "selectolax", "tantivy", "tokenizers",
         "uvloop", "yaml", "sqlite3", "asyncio", "multiprocessing"}  # fmt: skip


def name(file: Path) -> str:
    return ".".join(("openbook", *file.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


NAMES = {name(file) for file in FILES}


def imports(node: ast.AST) -> Iterator[str]:
    """Yield the openbook modules that an import statement names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "openbook")
    elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "openbook":
        for alias in node.names:
            full = f"{node.module}.{alias.name}"
            yield full if full in NAMES else node.module


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def level(module: str) -> int:
    return next(n for n, rooms in enumerate(LEVELS) if room(module) in rooms)


def at_start(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when a module is imported: no function bodies, nothing for the type checker alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node
        yield from at_start(node)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_imports_go_downhill(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    walk = at_start(tree) if file == SOURCE / "__init__.py" else ast.walk(tree)
    here = name(file)
    for module in (module for node in walk for module in imports(node)):
        assert level(module) <= level(here), f"{here} imports {module}, which lies above it"
        for rooms in STRANGERS:
            if room(here) in rooms and room(module) in rooms:
                assert room(module) == room(here), f"{here} imports {module}: these rooms don't know each other"


def test_there_are_no_circles() -> None:
    graph = {
        name(file): {module for node in at_start(ast.parse(file.read_text("utf-8"))) for module in imports(node)}
        for file in FILES
    }
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " → ".join((*path[path.index(module) :], module))
        if module not in done:
            for imported in sorted(graph.get(module, ())):
                visit(imported, (*path, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_file_is_too_long_to_read_at_once(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 300


def started(code: str) -> tuple[set[str], float]:
    """Return which heavy libraries a fresh interpreter has loaded after the code, and its CPU seconds."""
    ending = "import sys, time; print('\\n'.join(sys.modules), time.process_time(), sep='\\n')"
    ran = subprocess.run([sys.executable, "-c", f"{code}\n{ending}"], capture_output=True, text=True, check=True)
    *modules, seconds = ran.stdout.split("\n")[:-1]
    return HEAVY & set(modules), float(seconds)


HELP = """
import contextlib, io, sys
sys.argv = ["openbook", "--help"]
from openbook.cli import main
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()) as out:
    main()
assert "Usage" in out.getvalue()
"""


@pytest.mark.parametrize(("code", "limit"), [("import openbook", 0.3), (HELP, 0.5)], ids=["import", "help"])
def test_starting_loads_nothing_heavy_and_is_quick(code: str, limit: float) -> None:
    heavy, seconds = min((started(code) for _ in range(2)), key=lambda pair: pair[1])
    assert not heavy
    assert seconds < limit
