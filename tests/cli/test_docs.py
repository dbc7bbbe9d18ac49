"""The pages say what the program does: codes, fields and commands are compared with it."""

import re
import tempfile
from dataclasses import fields
from pathlib import Path

import click
import pytest
import yaml

from openbook.calls import Exchange, Message, Reply, Request, Usage
from openbook.cli import openbook
from openbook.codes import BROKE, REASONS, Code
from openbook.dataset.meta.rows import call_row
from openbook.fates import Fate
from openbook.pipeline.counts import CallCounts, ChunkCounts, Counts, DocumentCounts, ItemCounts, Tokens
from openbook.pipeline.debug import write_debug
from openbook.pipeline.outputs import prepared_row
from openbook.pipeline.summary import Summary, as_json
from openbook.records import Chunk, Item, Passage, Rejected

PROJECT = Path(__file__).resolve().parents[2]
OUTPUT_PAGE = (PROJECT / "docs" / "output.md").read_text("utf-8")
README = (PROJECT / "README.md").read_text("utf-8")


def test_every_code_stands_in_the_page_with_its_kind_and_its_reason() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (rejected|failed) \| (.+) \|$", OUTPUT_PAGE, re.MULTILINE)
    assert rows == [(str(code), "failed" if code in BROKE else "rejected", REASONS[code]) for code in Code]


def test_every_field_of_run_json_stands_in_the_page() -> None:
    content = as_json(Summary(PROJECT, Counts(), "extractive"))
    assert [key for key in content if f"`{key}`" not in OUTPUT_PAGE] == []


@pytest.mark.parametrize("counted", [DocumentCounts, ChunkCounts, ItemCounts, CallCounts, Tokens])
def test_every_count_stands_in_the_page(counted: type) -> None:
    assert [field.name for field in fields(counted) if not re.search(rf"`[\w.]*{field.name}`", OUTPUT_PAGE)] == []


def test_every_field_of_the_data_files_stands_in_the_page() -> None:
    chunk = Chunk("c", "d", "a.md", 0, 1, "x")
    exchange = Exchange(Request("judge", "small", "m", (Message("user", "x"),)), Reply("y", "stop", Usage(1, 1), 0.0))
    item = Item("c", (chunk,), "gold", (Passage("c", "a.md", "x", 1, 0.0, True),))
    row = prepared_row(item)
    keys = {*row, *row["rag_chunks"][0], *call_row("judgement_details", exchange)}
    for entry in debug_entries(item, exchange):
        keys |= set(entry)
    assert [key for key in sorted(keys) if not re.search(rf"[`.]{key}`", OUTPUT_PAGE)] == []


def debug_entries(item: Item, exchange: Exchange) -> list[dict[str, object]]:
    rejected = Rejected("verify", Code.DEIXIS, "it says 'this'", "c", "a.md")
    with tempfile.TemporaryDirectory() as folder:
        judged = [Fate(item.gold[0], rejected, exchange)]
        files = write_debug(Path(folder), judged, [Fate(item, rejected, exchange)])
        return [row for file in files for row in yaml.safe_load(file.read_text("utf-8"))]


def test_every_page_is_in_the_index_and_no_link_is_dead() -> None:
    docs = PROJECT / "docs"
    index = (docs / "README.md").read_text("utf-8")
    assert [page.name for page in docs.glob("*.md") if page.name not in index and page.name != "README.md"] == []
    for page in (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *docs.rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_pages_name_only_verbs_and_options_that_there_are() -> None:
    pages = (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").rglob("*.md"))
    verbs = verbs_of(openbook)
    for page in pages:
        for verb, option in commands_of(page.read_text("utf-8")):
            assert verb in verbs, f"{page.name}: {verb}"
            assert not option or option in known_options(verbs[verb]), f"{page.name}: {verb} {option}"
    named = {verb for page in pages for verb, _ in commands_of(page.read_text("utf-8"))}
    assert named == set(verbs)


def commands_of(page: str) -> set[tuple[str, str]]:
    """Return each verb of a page's code with each option beside it, and alone."""
    code = "\n".join([*re.findall(r"```\w*\n(.*?)```", page, re.DOTALL), *re.findall(r"(?<!`)`([^`\n]+)`(?!`)", page)])
    found = re.findall(r"(?<![\w.-])openbook ([a-z][\w-]*)([^`\n]*)", code)
    return {(verb, option) for verb, rest in found for option in ("", *re.findall(r"(?<!\S)--[a-z][\w-]*", rest))}


def verbs_of(group: click.Group) -> dict[str, click.Command]:
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def known_options(verb: click.Command) -> set[str]:
    commands = (verb, *(verbs_of(verb).values() if isinstance(verb, click.Group) else ()))
    return {"--help"} | {option for one in commands for parameter in one.params for option in parameter.opts}


def test_the_readme_has_the_two_commands_that_the_checks_run() -> None:
    checks = (PROJECT / ".ci" / "run").read_text("utf-8")
    patterns = re.findall(r"grep -m 1 -E '([^']+)' README\.md", checks)
    commands = [line for line in README.splitlines() if line.startswith("python3 -m venv ")]
    assert len(patterns) == len(commands) == 2
    for pattern, command in zip(patterns, commands, strict=True):
        assert re.search(pattern, command)
