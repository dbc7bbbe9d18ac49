"""The house is built downhill: who may import whom, how large a file may be, and what starting costs."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from trees import statements

SOURCE = Path(__file__).resolve().parents[1] / "src" / "openbook"
FILES = sorted(SOURCE.rglob("*.py"))

LEVELS = (
    {"errors", "dataclass"},
    {"__init__", "records", "fates", "calls", "codes", "draws", "spool", "atomic"}
    | {"scenarios", "judges", "forms", "templates", "system_prompts", "file_names", "derived", "installed", "blocks"},
    {"text", "storage"},
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


def compiled_at_start(tree: ast.AST) -> Iterator[int]:
    """Yield the lines of patterns that are compiled when a module is imported."""
    for node in at_start(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func) == "re.compile"
        ):
            yield node.lineno


class Looked(NamedTuple):
    """What is wanted of a file; its tree is not kept, since each search for garbage would go through it."""

    named: list[str]
    """What it imports anywhere; the public names are bound lazily, and don't count."""
    own_dataclass: bool
    early_patterns: list[int]
    public_classes: list[str]
    """Those that other rooms may name."""


@cache
def looked(file: Path) -> Looked:
    tree = ast.parse(file.read_text("utf-8"))
    found = [node for node in statements(tree.body) if isinstance(node, ast.Import | ast.ImportFrom)]
    dataclasses = [one for one in found if isinstance(one, ast.ImportFrom) and one.module == "dataclasses"]
    return Looked(
        [module for node in (at_start(tree) if file == SOURCE / "__init__.py" else found) for module in imports(node)],
        not any(alias.name == "dataclass" for node in dataclasses for alias in node.names),
        list(compiled_at_start(tree)),
        [node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")],
    )


def are_strangers(here: str, module: str) -> bool:
    return any({room(here), room(module)} <= rooms for rooms in STRANGERS) and room(here) != room(module)


def test_imports_go_downhill() -> None:
    pairs = [(name(file), module) for file in FILES for module in looked(file).named]
    assert len(pairs) > len(FILES)
    assert not [(here, module) for here, module in pairs if level(module) > level(here)], (
        "it lies below what it imports"
    )
    assert not [pair for pair in pairs if are_strangers(*pair)], "it imports from a room that its own doesn't know"


def test_there_are_no_circles_also_for_the_type_checker_and_inside_of_functions() -> None:
    graph = {name(file): set(looked(file).named) - {name(file)} for file in FILES}
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " → ".join((*path[path.index(module) :], module))
        if module not in done:
            for imported in sorted(graph.get(module, ())):
                visit(imported, (*path, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


def test_dataclasses_are_those_of_the_house_whose_methods_are_shared() -> None:
    others = [name(file) for file in FILES if name(file) != "openbook.dataclass" and not looked(file).own_dataclass]
    assert not others, "`from openbook.dataclass import dataclass` makes the same in a tenth of the time"


def test_no_file_is_too_long_to_read_at_once() -> None:
    lines = {name(file): len(file.read_text("utf-8").splitlines()) for file in FILES}
    assert sum(lines.values()) > 0
    assert {module: count for module, count in lines.items() if count > 300} == {}


def loaded(code: str, *arguments: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after the code."""
    return set(lines(code, *arguments))


def lines(code: str, *arguments: str) -> list[str]:
    """Return what a fresh interpreter says that runs the code, and the modules that it has loaded then."""
    command = [sys.executable, "-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


HELP = """
import contextlib, io, sys
sys.argv = ["openbook", "--help"]
from openbook.cli import main
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()) as out:
    main()
assert "Usage" in out.getvalue()
"""


@pytest.mark.parametrize(
    ("code", "ours", "others"), [("import openbook", 1, 60), (HELP, 40, 180)], ids=["import", "help"]
)
def test_starting_loads_little_and_nothing_heavy(code: str, ours: int, others: int) -> None:
    modules = loaded(code)
    assert "openbook" in modules
    assert not HEAVY & modules
    rooms = {module for module in modules if module.split(".")[0] == "openbook"}
    assert len(rooms) <= ours
    assert len(modules - rooms - loaded("pass")) <= others


def test_no_pattern_is_compiled_before_it_is_used() -> None:
    early = [(name(file), line) for file in FILES for line in looked(file).early_patterns]
    assert not early, "hold it as `late(…)` of text/late.py"


def test_a_pattern_that_is_compiled_at_the_start_is_seen() -> None:
    held = 'A = re.compile("a")\nB = {"b": (re.compile("b"), 1)}\ndef f():\n    return re.compile("c")\n'
    assert list(compiled_at_start(ast.parse(held))) == [1, 2]


RUN = """
import contextlib, io, sys
from re import _compiler
patterns, compile = [], _compiler.compile
_compiler.compile = lambda source, flags=0: patterns.append(source) or compile(source, flags)
sys.argv = ["openbook", "run", "--quiet", sys.argv[1]]
from openbook.cli import main
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    main()
print(len(patterns), "patterns")
"""
"""Says how many patterns were compiled on the way."""
OF_OTHER_RUNS = {
    "openbook.cli.look", "openbook.cli.pages", "openbook.cli.scale", "openbook.contexts.contradict",
    "openbook.corpus.formats.html", "openbook.dataset.form_folder", "openbook.dataset.forms.table",
    "openbook.dataset.meta.rows", "openbook.dataset.pairs.sampled", "openbook.dialogue.ask",
    "openbook.dialogue.change_fact", "openbook.dialogue.judging", "openbook.dialogue.sample",
    "openbook.dialogue.shortening", "openbook.dialogue.unfound", "openbook.llm.batch", "openbook.llm.endpoint",
    "openbook.llm.forecast", "openbook.llm.limits", "openbook.llm.sending", "openbook.llm.till", "openbook.llm.wire",
    "openbook.pipeline.at_storage", "openbook.pipeline.executors.child", "openbook.pipeline.executors.processes",
    "openbook.pipeline.own_thread", "openbook.pipeline.sampling", "openbook.retrieval.dense",
    "openbook.terminal.next_steps",
    "aiohttp", "chardet", "difflib", "jinja2", "lxml", "multiprocessing", "numpy", "pypdf", "pypdfium2",
    "python_calamine", "rich", "selectolax", "tokenizers", "uvloop",
}  # fmt: skip
"""What sends, judges, asks, samples, mends, contradicts, makes vectors, reads or writes other formats, works on storage
or in processes, or talks."""
MOST = {"modules of openbook": 360, "other modules": 331, "patterns": 275}
"""What a run over one small file may load and compile, with room for a twentieth more than it does: each of them takes
time from every run, see `benchmarks/README.md`."""


@pytest.mark.whole
def test_a_run_without_a_model_loads_and_compiles_little_and_nothing_of_other_runs(tmp_path: Path) -> None:
    text = "The dam on the Rance is 750 metres long. The dam on the Rance opened in 1966 and has 24 turbines."
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "dam.md").write_text(text, "utf-8")
    config = tmp_path / "config.yaml"
    config.write_text("pipeline: rag-data\npath: {input_dir: documents, output_dir: output}\n", "utf-8")
    ran = lines(RUN, str(config))
    modules = {line for line in ran if " " not in line}
    ours = {module for module in modules if module.split(".")[0] == "openbook"}
    assert (tmp_path / "output" / "run.json").is_file()
    assert "openbook.pipeline.run" in modules
    assert not OF_OTHER_RUNS & modules
    counts = {name: int(count) for count, name in (line.split() for line in ran if " " in line)}
    counts |= {"modules of openbook": len(ours), "other modules": len(modules - ours)}
    assert counts.keys() == MOST.keys()
    assert {name: count for name, count in counts.items() if not 0 < count <= MOST[name]} == {}


NOT_NAMES = {"called", "endings", "closing", "places", "briefs", "folding", "utils", "util", "manager", "processor",
             "helper", "helpers", "common", "misc"}  # fmt: skip


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert not [file for file in FILES if file.stem in NOT_NAMES]


SHARED = {"Block", "Fonts", "Level", "Look", "Row", "Styles", "Writer"}
"""Names that several classes share, since they mean the same in readers of several formats. No other may."""


def test_no_two_public_classes_share_a_name() -> None:
    counted = Counter(name for file in FILES for name in looked(file).public_classes)
    assert {name for name, times in counted.items() if times > 1} <= SHARED


SHARED_FILES = {
    "blocks", "code", "formulas", "inline", "runs", "styles", "symbols", "tables", "text", "writer",
    "config", "facts", "forms", "judge", "openai", "pages", "pairs", "questions", "retriever", "server",
    "shell", "table", "turns", "words", "write",
}  # fmt: skip
"""Names of files that mean the same wherever they stand: parts of documents in the readers of several formats, and
what one room does for another (a judge and the rules of one, the rows of forms and what writes them).
"""


def test_no_two_files_share_a_name_that_means_two_things() -> None:
    stems = Counter(name(file).rpartition(".")[2] for file in FILES if file.parent != SOURCE or file.stem != "__init__")
    assert {stem for stem, times in stems.items() if times > 1} <= SHARED_FILES
