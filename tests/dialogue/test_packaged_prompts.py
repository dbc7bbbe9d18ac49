"""The packaged prompts: short, the static part first, with examples that pass our own checks."""

import re
from pathlib import Path

import pytest

from openbook.calls import Message
from openbook.config import Config
from openbook.config.prompt_files import read_prompt
from openbook.config.source import read_source
from openbook.dialogue.checks.quotes import cited
from openbook.dialogue.checks.table import checks_of
from openbook.dialogue.prompts import PACKAGED, Prompts, load_prompts
from openbook.dialogue.prompts.bare_form import FORM, form_of
from openbook.dialogue.reply import parse_turns, parse_verdict
from openbook.llm.scripted import plain_reply
from openbook.records import Chunk, Item, Passage
from some import some

WRITING = ("rag_success_conversation", "rag_failed_conversation")
NAMES = ("filter", *WRITING)
TOKENS = 700
"""Of instructions; what an example adds where no schema says the form comes on top."""
CHARACTERS = 4_400
"""Of any packaged prompt with its example: 1,000 tokens of Qwen's, as llama.cpp counts them."""
_LABELS = re.compile(r"^(?:\*\*[^*]+\*\*|[A-Z]{2,}(?: [A-Z]{2,})?:|Verdict:|\d\.)", re.MULTILINE)
FIELDS = {"text": "<text>", "metadata": "<metadata>", "stringified_retrieved_chunks": "<chunks>"}
_PASSAGE = re.compile(r"Chunk (\d+)\nSource: ([^\n]*)\n---\n(.*?)\n---\n\n", re.DOTALL)
_SUBJECT = re.compile(r"SUBJECT \(Source: ([^;)]*).*\)\n=+\n(.*?)\n=+\n", re.DOTALL)


@pytest.fixture(scope="module")
def chat() -> Prompts:
    return load_prompts(Config())


@pytest.fixture(scope="module")
def completion() -> Prompts:
    return load_prompts(Config.model_validate({"system": {"completion_mode": True}}))


def messages(prompts: Prompts, name: str) -> tuple[Message, ...]:
    rendered = prompts.render(name, **FIELDS)
    assert isinstance(rendered, tuple)
    return rendered


@pytest.mark.parametrize("name", NAMES)
def test_instructions_are_short_and_a_text_to_go_on_with_stays_under_two_thousand_tokens(
    name: str, chat: Prompts, completion: Prompts
) -> None:
    assert sum(len(message.content) for message in messages(chat, name)) / 4 < TOKENS
    assert len(str(completion.render(name, **FIELDS))) / 4 < 2_000


@pytest.mark.parametrize("path", sorted(PACKAGED.glob("*.yaml")), ids=lambda path: path.stem)
def test_instructions_and_example_of_each_prompt_stay_under_a_thousand_tokens(path: Path) -> None:
    prompt, _ = read_prompt(path, ())
    assert sum(len(message.content) for message in (*prompt.messages, *prompt.examples)) < CHARACTERS


@pytest.mark.parametrize("name", NAMES)
def test_only_the_end_of_a_prompt_changes(name: str, chat: Prompts, completion: Prompts) -> None:
    *static, last = messages(chat, name)
    assert not any(value in message.content for message in static for value in FIELDS.values())
    assert last.role == "user"
    text = str(completion.render(name, **FIELDS))
    first = min(text.index(value) for value in FIELDS.values() if value in text)
    assert first > 0.9 * len(text)


@pytest.mark.parametrize("name", NAMES)
def test_a_twin_has_the_same_instructions_examples_and_material(name: str, chat: Prompts, completion: Prompts) -> None:
    text = str(completion.render(name, **FIELDS))
    *_, last = parts = messages(chat, name)
    assert all(message.content in text for message in (*parts, *chat.texts[name].examples))
    examples = [message for message in chat.texts[name].examples if message.role == "assistant"]
    assert text.count("\n**END**\n") == len(examples)
    assert all(f"{message.content}\n**END**\n" in text for message in examples)
    assert text.index(last.content) > text.rindex("**END**")
    assert text.endswith("\n")


def test_the_judges_examples_give_one_verdict_of_each_kind(chat: Prompts) -> None:
    replies = [message.content for message in chat.texts["filter"].examples if message.role == "assistant"]
    assert {parse_verdict(reply) for reply in replies} == {True, False}


def example(prompts: Prompts, name: str) -> tuple[Item, str]:
    """The item that a prompt's example is about, and the conversation that it shows."""
    given, written = prompts.texts[name].examples
    found = _SUBJECT.search(given.content)
    assert found is not None
    source, text = found.groups()
    passages = tuple(
        Passage(named, named, shown, int(rank), 1.0, named == source)
        for rank, named, shown in _PASSAGE.findall(given.content)
    )
    gold = Chunk(source, source, source, 0, len(text), text)
    return Item(source, (gold,), "gold" if name == WRITING[0] else "missing_recall", passages), written.content


@pytest.mark.parametrize("name", WRITING)
def test_an_example_is_laid_out_as_the_material_will_be(name: str, chat: Prompts) -> None:
    given, _ = chat.texts[name].examples
    last = messages(chat, name)[-1]
    before, after = last.content.split("<chunks>")
    assert before in given.content
    assert after.startswith("====")
    assert re.search(r"---\n\n====", given.content)
    assert given.content.endswith(after[after.rindex("<text>") + len("<text>") :])


@pytest.mark.parametrize("name", WRITING)
def test_an_example_passes_every_check(name: str, chat: Prompts) -> None:
    item, written = example(chat, name)
    assert item.has_gold == (name == WRITING[0])
    turns = cited(item, parse_turns(plain_reply(written)))
    assert isinstance(turns, tuple), turns
    assert {check.name: check.find(item, turns) for check in checks_of(item, True)} == {
        check.name: None for check in checks_of(item, True)
    }
    assert all(turn.thoughts for turn in turns)


@pytest.mark.parametrize("name", sorted(path.stem for path in PACKAGED.glob("rag_*.yaml")))
def test_an_example_has_every_field_behind_each_answer_and_none_is_left_in_it(name: str, chat: Prompts) -> None:
    prompt = read_prompt(PACKAGED / f"{name}.yaml", ())[0]
    turns = parse_turns(plain_reply(prompt.examples[-1].content), 1)
    for turn in some(turns):
        assert turn.found is not None
        assert bool(turn.evidence) == ('"' in turn.thoughts and turn.short_answer != "")
        assert "FOUND" not in turn.answer


@pytest.mark.parametrize("path", sorted(PACKAGED.glob("*.yaml")), ids=lambda path: path.stem)
def test_instructions_name_no_label_and_hold_no_example(path: Path) -> None:
    prompt = read_prompt(path, ())[0]
    assert [message.role for message in prompt.messages] == ["system", "user"]
    assert not re.search(r"\*\*|JSON|\(…\)|Millbrook|sourdough|pump", prompt.messages[0].content)
    assert {message.role for message in prompt.examples} == {"user", "assistant"}


def test_the_success_example_quotes_several_chunks_and_the_other_quotes_none(chat: Prompts) -> None:
    item, written = example(chat, WRITING[0])
    turns = cited(item, parse_turns(plain_reply(written)))
    assert isinstance(turns, tuple)
    assert len({citation.rank for turn in turns for citation in turn.citations}) > 1
    _, recalled = example(chat, WRITING[1])
    assert '"' not in recalled


@pytest.mark.parametrize("name", WRITING)
def test_an_example_walks_through_every_chunk_in_each_turn(name: str, chat: Prompts) -> None:
    item, written = example(chat, name)
    for turn in some(parse_turns(plain_reply(written))):
        positions = [turn.thoughts.find(f"Chunk {passage.rank} ({passage.source})") for passage in item.passages]
        assert all(position >= 0 for position in positions)
        assert positions == sorted(positions)
        assert "Chunk" not in turn.answer


def test_a_packaged_file_is_read_alike_with_libyaml_and_without() -> None:
    for path in some(PACKAGED.glob("*.yaml")):
        assert read_source(path, packaged=True) == read_source(path)


def test_every_packaged_prompt_file_is_reached(chat: Prompts) -> None:
    assert {f"{name}.yaml" for name in NAMES} <= {path.name for path in Path(PACKAGED).iterdir()}
    assert all(chat.path(name).parent == PACKAGED for name in NAMES)


@pytest.mark.parametrize("path", sorted(PACKAGED.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_form_has_the_labels_of_an_example_and_no_word_of_it(path: Path) -> None:
    examples = read_prompt(path, ())[0].examples
    shown = form_of(examples)
    assert shown.role == "user"
    form = shown.content.removeprefix(FORM)
    written = "\n".join(message.content for message in examples if message.role == "assistant")
    assert set(_LABELS.findall(form)) == set(_LABELS.findall(written))
    left = _LABELS.sub("", form).replace("Chunk", "").replace("or", "")
    assert not re.search(r"\w", left), left


def test_a_reply_that_only_repeats_a_form_is_of_no_use(chat: Prompts) -> None:
    item, _ = example(chat, WRITING[0])
    form = form_of(chat.texts[WRITING[0]].examples).content
    read = parse_turns(plain_reply(form), 1)
    assert any(check.find(item, read) for check in checks_of(item, True))


def test_a_prompt_of_ones_own_shows_its_examples_as_they_are(tmp_path: Path) -> None:
    written = "- {role: user, content: '{text}'}\n- {role: assistant, content: 'Verdict: suitable', example: true}\n"
    (tmp_path / "filter.yaml").write_text(written, encoding="utf-8")
    own = load_prompts(Config.model_validate({"path": {"prompts": str(tmp_path)}}))
    assert own.form("filter") == (Message("assistant", "Verdict: suitable"),)
