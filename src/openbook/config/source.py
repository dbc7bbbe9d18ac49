"""YAML with the line of every value, so that an error can say where it stands.

PyYAML's loader builds plain values and forgets their place, keeps the last of two equal keys, and stops at a tag that
it does not know. The walk here keeps the line, reports the second key, and takes a bare `!!PLACEHOLDER!!` for text.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from openbook.dataclass import dataclass, field
from openbook.errors import Problem

if TYPE_CHECKING:  # not every build has libyaml
    Loader = yaml.SafeLoader | yaml.CSafeLoader

Key = tuple[str | int, ...]
"""Where a value stands: `("system", "final_assistant_prompts", 6)`."""

PLACEHOLDER = "!!PLACEHOLDER"
STANDARD = "tag:yaml.org,2002:"
COMMAND_LINE = "--set"


def dotted(key: Key) -> str:
    """Return the key as it is shown; items of a list are counted from 1."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in key]
    return "".join(parts).removeprefix(".")


@dataclass(slots=True)
class Source:
    """The values of a YAML file, where they stand, and what is wrong with the file itself."""

    name: str
    """The file as the user gave it."""
    values: Any = None
    lines: dict[Key, int] = field(default_factory=dict)
    """From 1."""
    problems: list[Problem] = field(default_factory=list)
    from_command_line: set[Key] = field(default_factory=set)
    """Keys that `--set` has given."""

    def is_from_command_line(self, key: Key) -> bool:
        """Return whether the value, or what holds it, was given by `--set`."""
        return any(key[:length] in self.from_command_line for length in range(1, len(key) + 1))

    def problem(self, key: Key, message: str) -> Problem:
        """Return a problem of the value at the key, with the line of the nearest place that has one."""
        if self.is_from_command_line(key):
            return Problem(COMMAND_LINE, None, dotted(key), message)
        if key not in self.lines:  # a section that the command line alone has
            given = next((one for one in sorted(self.from_command_line, key=str) if one[: len(key)] == key), None)
            if given is not None:
                return Problem(COMMAND_LINE, None, dotted(given), message)
        places = (self.lines.get(key[:length]) for length in range(len(key), 0, -1))
        return Problem(self.name, next((line for line in places if line), None), dotted(key), message)

    def strings(self) -> Iterator[tuple[Key, str]]:
        """Yield every text with its key, in the order of the file."""
        yield from _strings(self.values, ())

    def get(self, key: Key) -> Any:
        """Return the value at the key; None where there is none."""
        value = self.values
        for part in key:
            value = value.get(part) if isinstance(value, dict) else None
        return value


def _strings(value: Any, key: Key) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict | list):
        for part, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(inner, (*key, part))


def read_source(path: Path, *, packaged: bool = False) -> Source:
    """Return what a YAML file holds. What can't be read at all is a source with one problem and no values.

    A `packaged` file, which is well-formed, is read by libyaml where that is there, in a tenth of the time. Others are
    not: it reads some of what is wrong otherwise than the library itself does, and has other words for it.
    """
    source = Source(str(path))
    try:
        blob = path.read_bytes()
    except FileNotFoundError:
        source.problems.append(Problem(source.name, None, "", "there is no such file; `openbook init` writes one"))
        return source
    except IsADirectoryError:
        inside = path / "config.yaml"
        found = f"name the config in it: {inside}" if inside.is_file() else f"`openbook init {path}` writes a config"
        source.problems.append(Problem(source.name, None, "", f"found a folder, wanted a config file; {found}"))
        return source
    except OSError as error:
        source.problems.append(Problem(source.name, None, "", f"can't be read: {error.strerror or error}"))
        return source
    try:
        text = blob.decode("utf-16" if blob[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = blob.count(b"\n", 0, error.start) + 1
        source.problems.append(Problem(source.name, line, "", "found a byte that is not UTF-8, wanted a UTF-8 file"))
        return source
    return parse(text, source, getattr(yaml, "CSafeLoader", yaml.SafeLoader) if packaged else yaml.SafeLoader)


def parse(text: str, source: Source, load: "type[Loader]" = yaml.SafeLoader) -> Source:
    """Fill the source with the values of one YAML document, and return it."""
    loader = None
    try:
        loader = load(text)
        node = loader.get_single_node()
        if node is not None:
            source.values = _Walk(loader, source).value(node, ())
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"found the control character U+{error.character:04X}, wanted printable text"
        source.problems.append(Problem(source.name, line, "", message))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        source.problems.append(Problem(source.name, mark.line + 1 if mark else None, "", _invalid(error)))
    except RecursionError:
        source.problems.append(Problem(source.name, None, "", "found values nested too deep, wanted a plain config"))
    finally:
        if loader is not None:
            loader.dispose()
    return source


def _invalid(error: yaml.MarkedYAMLError) -> str:
    """Return a syntax error in words. What stands in the file is not repeated: it may be a key without its quotes."""
    problem = re.sub(r"'(?!<)[^'\s]{3,}'", "'…'", str(error.problem or error.context))
    if "'\\t'" in str(error.problem):
        return "found a tab at the start of a line, wanted spaces"
    if "single document" in problem or "but found another document" in problem:
        return "found a second document after `---`, wanted one"
    began = f" (in what began in line {error.context_mark.line + 1})" if error.context_mark else ""
    return f"found invalid YAML, {problem}{began}, wanted `key: value`; text with : # {{ }} [ ] goes in quotes"


class _Walk:
    """From nodes to plain values."""

    def __init__(self, loader: "Loader", source: Source) -> None:
        self._loader = loader
        self._source = source
        self._open: set[int] = set()

    def value(self, node: Node, key: Key) -> Any:
        if id(node) in self._open:
            message = "found an alias of what it stands in, wanted a value"
            self._source.problems.append(self._source.problem(key, message))
            return None
        self._open.add(id(node))
        try:
            if isinstance(node, MappingNode):
                return self._mapping(node, key)
            if isinstance(node, SequenceNode):
                return self._sequence(node, key)
            return self._scalar(node, key)
        finally:
            self._open.discard(id(node))

    def _scalar(self, node: Node, key: Key) -> Any:
        kind = node.tag.removeprefix(STANDARD)
        if PLACEHOLDER.strip("!") in node.tag:
            return f"{PLACEHOLDER}!! {node.value}".strip()
        try:
            if kind in ("null", "bool", "int", "float"):
                return getattr(self._loader, f"construct_yaml_{kind}")(node)
        except (ValueError, KeyError):
            self._report(node, key, f"found a value that is no {kind}, wanted one, or no tag !!{kind}")
            return None
        if kind not in ("str", "timestamp", "value", "merge"):
            self._report(node, key, "found a YAML tag, wanted a plain value; text that starts with ! goes in quotes")
            return None
        return node.value

    def _sequence(self, node: SequenceNode, key: Key) -> list[Any]:
        for index, item in enumerate(node.value):
            self._source.lines[(*key, index)] = item.start_mark.line + 1
        return [self.value(item, (*key, index)) for index, item in enumerate(node.value)]

    def _mapping(self, node: MappingNode, key: Key) -> dict[str, Any]:
        values: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        first_lines: dict[str, int] = {}
        for name_node, value_node in node.value:
            if not isinstance(name_node, ScalarNode):
                self._report(name_node, key, "found a list or mapping as a key, wanted text")
                continue
            name = name_node.value
            line = name_node.start_mark.line + 1
            if name_node.tag == f"{STANDARD}merge":
                merged = self._merged(value_node, key) | merged
                continue
            inner = (*key, name)
            if name in first_lines:
                self._report(name_node, inner, f"found a second time, wanted once (first in line {first_lines[name]})")
                continue
            first_lines[name] = self._source.lines[inner] = line
            values[name] = self.value(value_node, inner)
        return merged | values

    def _merged(self, node: Node, key: Key) -> dict[str, Any]:
        parts = node.value if isinstance(node, SequenceNode) else [node]
        merged: dict[str, Any] = {}
        for part in parts:
            value = self.value(part, key)
            if isinstance(value, dict):
                merged = value | merged
            else:
                self._report(node, (*key, "<<"), "found no mapping to merge, wanted an alias such as *name")
        return merged

    def _report(self, node: Node, key: Key, message: str) -> None:
        line = node.start_mark.line + 1
        self._source.problems.append(Problem(self._source.name, line, dotted(key), message))
