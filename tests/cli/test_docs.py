"""The pages say what the program does: codes, fields and commands are compared with it."""

import re
import tempfile
from dataclasses import fields, replace
from pathlib import Path

import click
import pytest
import yaml

from openbook.calls import Exchange, Message, Reply, Request, Usage
from openbook.cli import openbook
from openbook.codes import BROKE, REASONS, Code
from openbook.corpus.suffixes import FORMATS
from openbook.dataset.attempts_file import attempts_row
from openbook.dataset.meta.rows import call_row
from openbook.dataset.stored import draft_row
from openbook.fates import Attempt, Fate
from openbook.pipeline.counts import CallCounts, ChunkCounts, Counts, DocumentCounts, ItemCounts, Tokens
from openbook.pipeline.outputs import prepared_row
from openbook.pipeline.summary import Summary, as_json
from openbook.records import Chunk, Citation, Draft, Item, LookedAt, Passage, Question, Rejected, Turn
from output_folders import write_debug
from some import some

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
    question, citation = Question("q", "r", "x"), Citation(1, "x")
    turn = Turn("q", "t", "a", (citation,), short_answer="a", evidence=(citation,), found=True)
    rejected = LookedAt(turn, 2, "deixis", Code.DEIXIS, "d")
    draft = draft_row(Draft(replace(item, questions=(question,)), (turn,), (), (), (rejected,), (rejected,)))
    attempt = Attempt("generate", 1, "key", "deixis", "d", code=Code.DEIXIS, turns=(turn,), scores=(("s", 1.0),))
    tried = attempts_row(Fate(item, Rejected("verify", Code.DEIXIS, "d", "c", "a.md"), attempts=(attempt,)))
    keys |= {*draft, *draft["questions"][0], *draft["turns"][0], *draft["dropped"][0], *tried, *tried["attempts"][0]}
    for entry in debug_entries(item, exchange):
        keys |= set(entry)
    assert [key for key in sorted(keys) if not re.search(rf"[`.]{key}`", OUTPUT_PAGE)] == []


def debug_entries(item: Item, exchange: Exchange) -> list[dict[str, object]]:
    rejected = Rejected("verify", Code.DEIXIS, "it says 'this'", "c", "a.md")
    with tempfile.TemporaryDirectory() as folder:
        judged = [Fate(item.gold[0], rejected, exchange)]
        files = write_debug(Path(folder), judged, [Fate(item, rejected, exchange)])
        return [row for file in files for row in yaml.safe_load(file.read_text("utf-8"))]


def test_every_step_at_which_something_is_left_out_stands_in_the_page() -> None:
    [told] = re.findall(r"^\| `step` \| where it ended: (.+) \|$", OUTPUT_PAGE, re.MULTILINE)
    source = "\n".join(path.read_text("utf-8") for path in (PROJECT / "src").rglob("*.py"))
    steps = {*re.findall(r'\bRejected\(\s*(?:step=)?"(\w+)"', source), "generate"}
    assert set(re.findall(r"`(\w+)`", told)) == steps


def test_every_ending_that_is_read_stands_in_the_page_on_reading() -> None:
    page = (PROJECT / "docs" / "reading.md").read_text("utf-8")
    told = set(
        re.findall(r"(?<![\w.])\.[a-z]\w*", page[page.index("with these endings") : page.index("once more with")])
    )
    assert told == {ending for ending, row in FORMATS.items() if not row.language}


def test_no_link_is_dead() -> None:
    pages = (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").rglob("*.md"))
    targets = ((page, re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text("utf-8"))) for page in pages)
    for page, target in some((page, target) for page, found in targets for target in found):
        path, _, heading = target.partition("#")
        linked = page.parent / path if path else page
        assert linked.exists(), f"{page.name} links to {target}"
        assert not heading or heading in anchors(linked), f"{page.name} links to {target}"


def anchors(page: Path) -> set[str]:
    """Return what leads to the headings of a page, as GitHub makes it of their words."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    names = (re.sub(r"[^\w\- ]", "", name.strip().lower()) for name in re.findall(r"^#+ (.+)$", text, re.MULTILINE))
    return {name.replace(" ", "-") for name in names}


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
