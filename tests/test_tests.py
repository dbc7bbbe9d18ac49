"""Tests can fail: they assert something whatever comes, and look at no clock."""

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.rglob("*.py"))
CLOCKS = {"time", "perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "process_time", "thread_time"}
WITH_A_CLOCK = {"growth.py": "compares CPU times", "real_server.py": "waits for a server of another project"}
Test = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def found_in(tree: ast.AST) -> Iterator[Test]:
    return (node for node in ast.walk(tree) if isinstance(node, Test) and node.name.startswith("test_"))


@cache
def all_of(file: Path) -> tuple[Test, ...]:
    return tuple(found_in(tree_of(file)))


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
        for node in ast.walk(test)
        if isinstance(node, ast.For | ast.AsyncFor | ast.While)
        for inside in ast.walk(node)
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
    asserted = [node for node in ast.walk(test) if isinstance(node, ast.Assert)]
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


def places(found: Callable[[Test], Iterable[int]]) -> list[str]:
    """Return the file and line of what is found in each test of the project."""
    return [f"{file.relative_to(HERE)}:{line}" for file in FILES for test in all_of(file) for line in found(test)]


def test_no_test_asserts_only_in_a_loop_that_may_be_empty() -> None:
    idle = places(lambda test: [test.lineno] if may_assert_nothing(test) else [])
    assert not idle, "wrap what the loop runs over in `some(…)` of tests/some.py, which fails where it is empty"


def test_no_test_asserts_something_of_all_of_nothing() -> None:
    assert not places(over_nothing), (
        "wrap what `all` looks at in `some(…)` of tests/some.py, which fails where it is empty"
    )


def test_no_test_looks_at_a_clock() -> None:
    files = [file for file in FILES if file.name not in WITH_A_CLOCK]
    looks = [f"{file.relative_to(HERE)}:{line}" for file in files for line in clocks_in(tree_of(file))]
    assert not looks, "count work, or compare CPU times with tests/growth.py; figures of speed belong to benchmarks/"


@pytest.mark.parametrize("line", ["time.monotonic()", "perf_counter()", "start = time.time()"])
def test_a_clock_is_seen(line: str) -> None:
    assert list(clocks_in(ast.parse(f"def test_it():\n    {line}"))) == [2]


def test_every_test_is_looked_at() -> None:
    assert len({test.name for file in FILES for test in all_of(file)}) > len(FILES)


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


def test_no_two_test_files_share_a_name() -> None:
    names = Counter(path.name for path in HERE.rglob("test_*.py"))
    assert names
    assert [name for name, count in names.items() if count > 1] == [], "pytest collects only one of them"
