"""Prompts are looked up in three places, checked before anything is sent, and filled in once, verbatim."""

from pathlib import Path
from textwrap import dedent

import pytest
from configs import ENOUGH, SERVER, Load, Problems
from hypothesis import given
from hypothesis import strategies as st

from openbook.calls import Message
from openbook.config import Config
from openbook.config.prompt_files import FIELDS, PROMPTS, UNFOUND
from openbook.dialogue import prompts as prompts_module
from openbook.dialogue.prompts import Prompts, load_prompts
from openbook.errors import ConfigError

CHAT = (
    "- {role: system, content: Be brief.}\n- role: user\n  content: |\n    {text}\n    {stringified_retrieved_chunks}\n"
)
MESSAGES = "wanted a list of messages, each with `role:` and `content:`"
LEFT = "placeholder !!PLACEHOLDER!!"
TRAPS = "{text} {metadata} {{ user }} {% raw %} \\1 \\g<0> {0} {} $text %s"


@pytest.fixture(autouse=True)
def _packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the packaged prompts, so that these tests don't depend on their words."""
    write(f"packaged/{UNFOUND}.yaml", "- {role: user, content: '{questions}'}")
    for name in PROMPTS:
        write(f"packaged/{name}.yaml", CHAT)
        write(f"packaged/{name}.txt", "packaged {text} {stringified_retrieved_chunks}\n")
    monkeypatch.setattr(prompts_module, "PACKAGED", tmp_path / "packaged")


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_text(dedent(text), encoding="utf-8")


def with_prompt(text: str) -> Prompts:
    write("mine/filter.yaml", text)
    return load_prompts(Config.model_validate({"path": {"prompts": "mine"}}))


def test_a_prompt_becomes_messages_with_its_fields_filled_in() -> None:
    prompts = load_prompts(Config())
    fields = {"text": "the chunk", "metadata": "a.md", "stringified_retrieved_chunks": "Chunk 1"}
    assert prompts.render("filter", **fields) == (
        Message("system", "Be brief."),
        Message("user", "the chunk\nChunk 1"),
    )


def test_fields_are_filled_in_one_pass_and_verbatim() -> None:
    prompts = with_prompt("- {role: user, content: '{metadata}: {text} {metadata}'}")
    messages = prompts.render("filter", text=TRAPS, metadata="{text}", stringified_retrieved_chunks="")
    assert messages == (Message("user", f"{{text}}: {TRAPS} {{text}}"),)


def test_everything_else_in_braces_stays_as_it_is() -> None:
    literal = '{other} {"json": {"a": 1}} {{ doubled }} { text } {0} {} {Text} {text.upper} }{'
    prompts = with_prompt(f"- role: user\n  content: |-\n    {literal} {{text}}\n")
    messages = prompts.render("filter", text="T")
    assert messages == (Message("user", f"{literal} T"),)


def test_white_space_around_a_message_goes_and_that_of_a_document_stays() -> None:
    prompts = with_prompt("- role: user\n  content: |+\n\n    {text}\n\n")
    assert prompts.render("filter", text="\n  a \n") == (Message("user", "\n  a \n"),)


@given(st.text(), st.text(), st.text())
def test_what_is_filled_in_can_be_found_again(text: str, metadata: str, shown: str) -> None:
    prompts = load_prompts(Config())
    filled = prompts.render("filter", text=text, metadata=metadata, stringified_retrieved_chunks=shown)
    assert filled[-1] == Message("user", f"{text}\n{shown}")


def test_a_completion_prompt_is_a_text_used_to_its_last_newline() -> None:
    prompts = load_prompts(Config.model_validate({"system": {"completion_mode": True}}))
    assert prompts.render("filter", text="a", stringified_retrieved_chunks="b") == "packaged a b\n"


def test_a_prompt_that_is_not_there_and_a_field_that_is_not_given_are_errors() -> None:
    prompts = load_prompts(Config())
    with pytest.raises(KeyError, match="no_such_prompt"):
        prompts.render("no_such_prompt", text="a")
    with pytest.raises(KeyError, match="stringified_retrieved_chunks"):
        prompts.render("filter", text="a")


def test_prompts_come_before_default_prompts_and_these_before_the_package(load: Load) -> None:
    write("mine/filter.yaml", "- {role: user, content: 'mine {text}'}")
    write("house/filter.yaml", "- {role: user, content: 'house {text}'}")
    write(
        "house/rag_failed_conversation.yaml", "- {role: user, content: 'house {text} {stringified_retrieved_chunks}'}"
    )
    config = load("path: {input_dir: d, prompts: mine, default_prompts: house}\nsystem: {chunk_unit: characters}\n")
    prompts = load_prompts(config)
    assert config.notices == ()
    assert [prompts.path(name).parent.name for name in PROMPTS][:3] == ["mine", "packaged", "house"]


def test_a_fingerprint_is_of_the_content_alone() -> None:
    one = with_prompt("- {role: user, content: 'a {text}'}").fingerprint("filter")
    same = with_prompt("# a comment\n- role: user\n  content: |\n    a {text}\n").fingerprint("filter")
    other = with_prompt("- {role: system, content: 'a {text}'}").fingerprint("filter")
    assert one == same != other


def test_what_is_wrong_with_prompt_files_comes_with_the_problems_of_the_config(problems: Problems) -> None:
    write("mine/filter.yaml", "- role: usr\n  content: '{text}'\n- role: user\n  text: hello\n- hello\n")
    write("mine/rag_failed_conversation.yaml", "- role: user\n  content: 'About {texts}.'\n")
    write("mine/rag_success_conversation.yaml", "role: user\n")
    text = "path: {input_dir: d, prompts: mine}\nsystem: {seed: x}\n"
    mine = Path.cwd() / "mine"
    context = "{stringified_retrieved_chunks}"
    roles = "system, developer, user or assistant"
    assert problems(text) == [
        'config.yaml:2: system.seed: found "x", wanted a whole number',
        f'{mine}/filter.yaml:1: [1].role: found "usr", wanted {roles}',
        f"{mine}/filter.yaml:3: [2].content: found nothing, wanted text",
        f"{mine}/filter.yaml:4: [2].text: found an unknown key, wanted role, content and example only",
        f"{mine}/filter.yaml:5: [3]: found text, wanted a message with `role:` and `content:`",
        f"{mine}/rag_failed_conversation.yaml: found {{texts}}, wanted {{text}} where the chunk's text goes",
        f"{mine}/rag_failed_conversation.yaml: found no {context}, wanted {context} where the retrieved context goes",
        f"{mine}/rag_success_conversation.yaml:1: found keys with values, {MESSAGES}",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f":1: found nothing, {MESSAGES}"),
        ("[]", f":1: found nothing, {MESSAGES}"),
        ("- {role: user, content: '{{text}}'}", ": found {{text}}, wanted {text}, with single braces"),
        (
            "- {role: user, content: '{text} !!PLACEHOLDER'}",
            f":1: [1].content: found the {LEFT}, wanted a value of your own",
        ),
        ("- role: user\n  content: [a]", ":2: [1].content: found a list, wanted text"),
        ("- role: user\n\tcontent: a", ":2: found a tab at the start of a line, wanted spaces"),
        ("- content: '{text}'", ":1: [1].role: found nothing, wanted system, developer, user or assistant"),
    ],
)
def test_a_wrong_prompt_file_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        with_prompt(text)
    assert str(caught.value) == f"mine/filter.yaml{message}"


def test_a_completion_prompt_is_checked_too(problems: Problems) -> None:
    write("mine/filter.txt", "no field")
    Path("mine/rag_failed_conversation.txt").write_bytes(b"\xff")
    first, second = problems("path: {input_dir: d, prompts: mine}\nsystem: {completion_mode: True}\n")
    assert first.endswith("filter.txt: found no {text}, wanted {text} where the chunk's text goes")
    assert "rag_failed_conversation.txt: can't be read as UTF-8 text" in second


def test_a_prompt_that_is_nowhere_is_named_with_where_it_was_sought(tmp_path: Path) -> None:
    Path("packaged/filter.yaml").unlink()
    with pytest.raises(ConfigError, match=f"^filter.yaml: found in none of {tmp_path}/packaged$"):
        load_prompts(Config())


def test_a_folder_without_any_prompt_gets_a_notice(load: Load) -> None:
    Path("mine").mkdir()
    (notice,) = load("path: {input_dir: d, prompts: mine}\nsystem: {chunk_unit: characters}\n").notices
    assert notice.startswith("No filter.yaml or rag_success_conversation.yaml or")
    assert notice.endswith(f"in {Path.cwd() / 'mine'}: the packaged prompts are used.")


def test_the_notice_names_the_files_of_its_mode_and_a_folder_given_twice_once(load: Load) -> None:
    Path("mine").mkdir()
    path = "{input_dir: d, prompts: mine, default_prompts: mine}"
    (notice,) = load(f"path: {path}\nsystem: {{chunk_unit: characters, completion_mode: True}}\n").notices
    assert notice.startswith("No filter.txt or ")
    assert notice.endswith(f".txt in {Path.cwd() / 'mine'}: the packaged prompts are used.")


def test_a_prompt_of_the_other_mode_gets_a_notice(load: Load) -> None:
    write("mine/filter.yaml", "- {role: user, content: 'mine {text}'}")
    (notice,) = load(
        "path: {input_dir: d, prompts: mine}\nsystem: {chunk_unit: characters, completion_mode: True}\n"
    ).notices
    assert notice == (
        f"{Path.cwd()}/mine/filter.yaml is not used: completion mode reads filter.txt, and the packaged one serves."
    )


@pytest.mark.parametrize("asks", ["retrieval: {query: question}", "scenarios: robust"])
def test_a_prompt_for_one_call_gets_a_notice_where_questions_are_asked_first(load: Load, asks: str) -> None:
    write("mine/rag_success_conversation.yaml", CHAT)
    config = (
        f"{ENOUGH.replace('documents', 'd, prompts: mine')}api: {{{SERVER}, {SERVER.replace('small_', 'large_')}}}\n"
    )
    (notice,) = load(f"{config}{asks}\n").notices
    assert notice == (
        f"{Path.cwd()}/mine/rag_success_conversation.yaml is not used: questions are asked first, and rag_gold.yaml "
        "answers them. `retrieval.query: chunk` has both written by the one."
    )
    assert load(config).notices == ()


def test_the_notice_about_a_missing_folder_needs_the_usual_name(load: Load, problems: Problems) -> None:
    assert len(load(ENOUGH.replace("documents", "d, prompts: ./prompts_local")).notices) == 1
    for folder in ("./my_prompts", "/no/prompts", "other/prompts"):
        assert len(problems(f"path: {{input_dir: d, prompts: {folder}}}\n")) == 1


def test_every_required_field_is_one_that_can_be_filled_in() -> None:
    assert all(set(required) <= set(FIELDS) for required in PROMPTS.values())
