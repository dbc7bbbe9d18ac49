"""Code in an answer: what it names that isn't its own, and by which figures it turns one unit into another."""

import re
from collections.abc import Iterator, Set

from openbook.text.content import Content
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.stemming import tokens_of

_SPAN = late(r"```[^\n`]*\n.*?```|`[^`\n]+`", re.DOTALL)
_FACTORS = frozenset({"60", "100", "1000", "1024", "3600", "86400", "1000000", "1048576"})
_NAME = late(r"(?<![\w./-])(?:[A-Za-z]\w*(?:_\w+|[a-z][A-Z]\w*)|--[a-z][\w-]+)")
"""Of several words in one, or a flag: such a name is nobody's own word."""
_INTRODUCED = late(
    r"\b(?:def|fn|func|function)\s+(\w+)\s*\(([^)\n]*)\)"
    r"|\b(?:class|let|const|var|val|import|from|as|for|raise|throw|throws|new|except|catch|struct|enum|interface|type)"
    r"\s+\(?\s*(\w+)"
)
"""What a program says that it names: functions and what they take, errors that it raises, modules."""
_ASSIGNED = late(r"^[ \t]*(\w+)(?:[ \t]*:[^=\n]{1,40})?[ \t]*(?::=|=(?!=))", re.MULTILINE)
_WORD = late(r"\w+")
_GIVEN = late(r"(?P<name>[A-Za-z_]\w*)(?:[^\w\n#]|\"\"|'')*(?<![\w.])(?P<figure>\d+)(?![\w.])")
"""A name and the figure behind it, with no other word between."""
_STATEMENTS = frozenset({"return", "yield", "range", "exit", "case", "in"})
"""Words of languages behind which a program has figures of its own, whatever code the texts have."""
_HUMP = late(r"(?<=[a-z])(?=[A-Z])")


def factors_in_code(answer: str) -> frozenset[str]:
    """Return the figures by which the code in an answer turns one unit into another: 4 * 1024 * 1024."""
    if "`" not in answer:
        return frozenset()
    return _FACTORS & Content.of("\n".join(_SPAN.findall(answer))).vocabulary


def figures_of_a_program(answer: str, shown: Set[str]) -> frozenset[str]:
    """Return the figures that a program in an answer gives what no text names: `abort(400)`, not `retry_limit = 9`.

    What a figure is given stands right before it, as a name or a word of the language.
    """
    found: set[str] = set()
    for span in _SPAN.findall(answer) if "```" in answer else ():
        if span.startswith("```") and _INTRODUCED.search(span):
            for one in _GIVEN.finditer(span):
                if one["name"] in _STATEMENTS or shown.isdisjoint(tokens_of(_HUMP.sub(" ", one["name"]))):
                    found.add(one["figure"])
    return frozenset(found)


def without_programs(answer: str) -> str:
    """Return an answer without its blocks of code, of which few words are its texts'; all where there is no prose."""
    prose = _SPAN.sub(lambda span: "" if span[0].startswith("```") else span[0], answer) if "```" in answer else answer
    return prose if content(prose) else answer


def names_of_code(answer: str) -> Iterator[str]:
    """Yield the names of options, functions and the like in an answer's code, but those that a program gives itself."""
    if "`" in answer:
        for span in _SPAN.findall(answer):
            names = _NAME.findall(span)
            own = _own(span) if names and span.startswith("```") else frozenset()
            yield from (name for name in names if name not in own)


def is_made_of(name: str, vocabulary: Set[str]) -> bool:
    """Whether a name is made of words that texts have beside each other's: `volumes_per_day` of `five volumes a day`.

    A flag is one of a program, whatever it is made of.
    """
    said = content(_HUMP.sub(" ", name.replace("_", " ")), "english")
    return len(said) > 1 and not name.startswith("-") and all(word in vocabulary for word in said)


def _own(block: str) -> frozenset[str]:
    """Return the names that a program introduces: by a word of its language, or with a value that it uses later."""
    named = frozenset(name for found in _INTRODUCED.findall(block) for part in found for name in _WORD.findall(part))
    words = _WORD.findall(block)
    assigned = frozenset(name for name in _ASSIGNED.findall(block) if words.count(name) > 1)
    return named | assigned
