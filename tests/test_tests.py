"""Tests can fail: they assert something whatever comes, and look at no clock."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

from trees import statements

HERE = Path(__file__).parent
FILES = sorted(HERE.rglob("*.py"))
CLOCKS = {"time", "perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "process_time", "thread_time"}
WITH_A_CLOCK = {"growth.py": "compares CPU times", "real_server.py": "waits for a server of another project"}
EXPECTING = {"raises", "warns", "fail", "wait_for"}
"""Calls that fail where something is not as it is wanted."""
Test = ast.FunctionDef | ast.AsyncFunctionDef


def functions(body: Iterable[ast.stmt]) -> Iterator[Test]:
    return (node for node in statements(body) if isinstance(node, Test))


def found_in(tree: ast.Module) -> list[Test]:
    return [node for node in functions(tree.body) if node.name.startswith("test_")]


def runs_once(loop: ast.For | ast.AsyncFor) -> bool:
    """Whether what a loop runs over can be seen to hold something."""
    over = loop.iter
    if isinstance(over, ast.Tuple | ast.List | ast.Set):
        return bool(over.elts)
    if isinstance(over, ast.Call) and isinstance(over.func, ast.Name):
        return over.func.id in ("some", "range")
    return isinstance(over, ast.Call) and any(
        isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "some" for part in over.args
    )


def asserts(body: Sequence[ast.stmt]) -> bool:
    """Whether statements assert something whatever comes."""
    for node in body:
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.For | ast.AsyncFor) and runs_once(node) and asserts(node.body):
            return True
        if isinstance(node, ast.With | ast.AsyncWith):
            expects = any(word in ast.dump(item.context_expr) for item in node.items for word in ("raises", "warns"))
            if expects or asserts(node.body):
                return True
        if isinstance(node, ast.If) and any(isinstance(inside, ast.Continue) for inside in ast.walk(node)):
            return False
        if isinstance(node, ast.If) and asserts(node.body) and asserts(node.orelse):
            return True
        if isinstance(node, ast.Try) and (asserts(node.body) or asserts(node.finalbody)):
            return True
    return False


def may_assert_nothing(test: Test) -> bool:
    """Whether all that a test asserts stands in loops that may be empty; of Hypothesis's many examples, some may."""
    if any("given" in ast.dump(decorator) for decorator in test.decorator_list):
        return False
    in_loops = any(
        isinstance(inside, ast.Assert)
        for node in statements(test.body)
        if isinstance(node, ast.For | ast.AsyncFor | ast.While)
        for inside in statements([node])
    )
    return in_loops and not asserts(test.body)


def names_in(node: ast.AST) -> set[str]:
    return {inside.id for inside in ast.walk(node) if isinstance(inside, ast.Name)}


def holds_something(over: ast.expr) -> bool:
    """Whether what `all` looks at can be seen to hold something: it is written out, a constant, or made by `some`."""
    if isinstance(over, ast.Tuple | ast.List | ast.Set):
        return bool(over.elts)
    if any(isinstance(part, ast.Name) and part.id in ("some", "range") for part in ast.walk(over)):
        return True
    root = over
    while isinstance(root, ast.Call | ast.Attribute | ast.Subscript):
        root = root.func if isinstance(root, ast.Call) else root.value
    return isinstance(root, ast.Constant) or (isinstance(root, ast.Name) and root.id.isupper())


def over_nothing(test: Test) -> Iterator[int]:
    """Yield the lines that assert something of all of what may be nothing, and of which no other line says more."""
    if any("given" in ast.dump(decorator) for decorator in test.decorator_list):
        return
    asserted = [node for node in statements(test.body) if isinstance(node, ast.Assert)]
    of_all = {
        node: node.test.args[0].generators[0]
        for node in asserted
        if isinstance(node.test, ast.Call) and isinstance(node.test.func, ast.Name) and node.test.func.id == "all"
        and node.test.args and isinstance(node.test.args[0], ast.GeneratorExp)
    }  # fmt: skip
    told = {name for node in asserted if node not in of_all for name in names_in(node)}
    for node, loop in of_all.items():
        is_chosen = bool(loop.ifs) or not (holds_something(loop.iter) or told & names_in(loop.iter))
        if is_chosen and "some" not in names_in(node.test):
            yield node.lineno


def looks_at_a_clock(call: ast.Call) -> bool:
    of = call.func
    if isinstance(of, ast.Name):
        return of.id in CLOCKS
    return isinstance(of, ast.Attribute) and of.attr in CLOCKS and ast.unparse(of.value) == "time"


def clocks_in(tree: ast.AST) -> Iterator[int]:
    return (node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and looks_at_a_clock(node))


def checks(keyword: ast.keyword) -> bool:
    """Whether it has a process that ends badly raise."""
    return keyword.arg == "check" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True


def expects(test: Test) -> bool:
    """Whether a function says itself what is wanted: it asserts, or calls what fails otherwise."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert | ast.Raise):
            return True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in EXPECTING or any(map(checks, node.keywords)):
                return True
    return False


def is_always_so(wanted: ast.expr) -> bool:
    """Whether what is asserted holds whatever comes: a constant, something written out, what is never called."""
    if isinstance(wanted, ast.BoolOp):
        return any(is_always_so(part) for part in wanted.values)
    if isinstance(wanted, ast.Compare) and len(wanted.comparators) == 1 and isinstance(wanted.left, ast.Name):
        return ast.dump(wanted.left) == ast.dump(wanted.comparators[0])
    written_out = isinstance(wanted, ast.Tuple | ast.List | ast.Set | ast.Dict | ast.JoinedStr)
    return written_out or isinstance(wanted, ast.Constant | ast.Lambda | ast.GeneratorExp)


def always_so(test: Test) -> Iterator[int]:
    return (node.lineno for node in statements(test.body) if isinstance(node, ast.Assert) and is_always_so(node.test))


Place = tuple[str, str]
"""The file in which something stands, and its name."""


def made_of(tree: ast.Module, stem: str) -> Iterator[tuple[Place, set[Place]]]:
    """Yield what a module holds that expects nothing itself, with what it names of this or of other files of tests."""
    imported = {
        alias.asname or alias.name: (str(node.module), alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in (*functions(tree.body), *tree.body):
        if isinstance(node, Test) and not expects(node):
            fixtures = {("conftest", argument.arg) for argument in node.args.args}
            names = names_in(node) | {argument.arg for argument in node.args.args}
            yield (stem, node.name), fixtures | {imported.get(name, (stem, name)) for name in names}
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    yield (stem, target.id), {imported.get(name, (stem, name)) for name in names_in(node.value)}


class Looked(NamedTuple):
    """What is found in a file of tests; its tree is not kept, since each search for garbage would go through it."""

    tests: list[Place]
    idle: list[int]
    of_nothing: list[int]
    always_so: list[int]
    clocks: list[int]
    expecting: set[Place]
    """The functions that say themselves what is wanted."""
    made_of: dict[Place, set[Place]]
    """What the others name, and what is written at the start of a file."""


@cache
def looked(file: Path) -> Looked:
    """Look a file over, once for all that is wanted of it."""
    text = file.read_text("utf-8")
    tree = ast.parse(text)
    tests = found_in(tree)
    return Looked(
        [(file.stem, test.name) for test in tests],
        [test.lineno for test in tests if may_assert_nothing(test)],
        [line for test in tests for line in over_nothing(test)],
        [line for test in tests for line in always_so(test)],
        list(clocks_in(tree)) if any(clock in text for clock in CLOCKS) else [],
        {(file.stem, one.name) for one in functions(tree.body) if expects(one)},
        dict(made_of(tree, file.stem)),
    )


def places(kind: str) -> list[str]:
    """Return the file and line of what is found of a kind."""
    return [f"{file.relative_to(HERE)}:{line}" for file in FILES for line in getattr(looked(file), kind)]


def silent(files: Iterable[Looked]) -> Iterator[Place]:
    """Yield the tests that say what is wanted neither themselves nor by something of tests that does."""
    files = list(files)
    expecting = set(chain.from_iterable(one.expecting for one in files))
    named = [pair for one in files for pair in one.made_of.items()]
    while more := {place for place, names in named if place not in expecting and names & expecting}:
        expecting |= more
    return (place for one in files for place in one.tests if place not in expecting)


def test_every_test_says_what_is_wanted() -> None:
    assert not list(silent(map(looked, FILES))), "it passes whatever the code does"


def test_no_test_asserts_what_is_always_so() -> None:
    assert not places("always_so")


def test_no_test_asserts_only_in_a_loop_that_may_be_empty() -> None:
    assert not places("idle"), (
        "wrap what the loop runs over in `some(…)` of tests/some.py, which fails where it is empty"
    )


def test_no_test_asserts_something_of_all_of_nothing() -> None:
    assert not places("of_nothing"), (
        "wrap what `all` looks at in `some(…)` of tests/some.py, which fails where it is empty"
    )


def test_no_test_looks_at_a_clock() -> None:
    looks = [place for place in places("clocks") if Path(place.partition(":")[0]).name not in WITH_A_CLOCK]
    assert not looks, "count work, or compare CPU times with tests/growth.py; figures of speed belong to benchmarks/"


@pytest.mark.parametrize("line", ["time.monotonic()", "perf_counter()", "start = time.time()"])
def test_a_clock_is_seen(line: str) -> None:
    assert list(clocks_in(ast.parse(f"def test_it():\n    {line}"))) == [2]


def test_every_test_is_looked_at() -> None:
    assert len({place for file in FILES for place in looked(file).tests}) > len(FILES)


@pytest.mark.parametrize(
    ("body", "idle"),
    [
        ("for x in found(): assert x", True),
        ("for x in some(found()): assert x", False),
        ("for x in found():\n        for y in some(x): assert y", True),
        ("for x in (1, 2): assert x", False),
        ("for x in (1, 2):\n        if x > 1: continue\n        assert x", True),
        ("for x in found(): assert x\n    assert found()", False),
        ("with raises(ValueError):\n        for x in found(): assert x", False),
    ],
)
def test_a_loop_that_may_be_empty_is_told_from_one_that_is_not(body: str, idle: bool) -> None:
    [test] = found_in(ast.parse(f"def test_it():\n    {body}"))
    assert may_assert_nothing(test) is idle


@pytest.mark.parametrize(
    ("body", "idle"),
    [
        ("assert all(x for x in found())", True),
        ("assert all(x for x in some(found()))", False),
        ("assert all(x for x in (1, 2))", False),
        ("assert all(x for x in ())", True),
        ("assert all(x for x in ROWS.values())", False),
        ("assert all(ROWS[n] for n in range(3))", False),
        ("assert all(x for x in given)\n    assert len(given) == 3", False),
        ("assert all(x for x in given if x)\n    assert len(given) == 3", True),
        ("assert all(x for x in some(x for x in given if x))", False),
    ],
)
def test_all_of_what_may_be_nothing_is_told_from_all_of_something(body: str, idle: bool) -> None:
    [test] = found_in(ast.parse(f"def test_it():\n    {body}"))
    assert bool(list(over_nothing(test))) is idle


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def test_it():\n    open('a')", ["test_it"]),
        ("def test_it():\n    assert open('a')", []),
        ("def test_it():\n    look()\ndef look():\n    seen()\ndef seen():\n    assert 1 > x", []),
        ("def test_it():\n    look()\ndef look():\n    seen()\ndef seen():\n    return 1 > x", ["test_it"]),
        ("ROWS = [look]\ndef test_it():\n    ROWS[0]()\ndef look():\n    assert 1 > x", []),
        ("def test_it():\n    page.locator('b').wait_for()", []),
        ("def test_it():\n    run(['a'], check=True)", []),
        ("def test_it():\n    run(['a'], check=False)", ["test_it"]),
    ],
)
def test_a_test_that_says_nothing_is_told_from_one_that_does(source: str, names: list[str], tmp_path: Path) -> None:
    (tmp_path / "test_source.py").write_text(source, "utf-8")
    assert [name for _, name in silent([looked(tmp_path / "test_source.py")])] == names


@pytest.mark.parametrize(
    ("wanted", "so"),
    [
        ("True", True),
        ("(x, 'y')", True),
        ("(y for y in x)", True),
        ("x or 'y'", True),
        ("f'{x}'", True),
        ("x == x", True),
        ("x == y", False),
        ("f(x) == f(x)", False),
        ("[y for y in x]", False),
        ("x or y", False),
    ],
)
def test_what_is_always_so_is_told_from_what_may_not_be(wanted: str, so: bool) -> None:
    [test] = found_in(ast.parse(f"def test_it():\n    assert {wanted}"))
    assert bool(list(always_so(test))) is so


def test_no_two_test_files_share_a_name() -> None:
    names = Counter(path.name for path in HERE.rglob("test_*.py"))
    assert names
    assert [name for name, count in names.items() if count > 1] == [], "pytest collects only one of them"
