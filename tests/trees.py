"""What a file of code is made of."""

import ast
from collections.abc import Iterable, Iterator


def statements(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield statements and those within them: expressions are most of a tree, and imports and asserts are none."""
    for node in body:
        yield node
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from statements(getattr(node, part, ()))
