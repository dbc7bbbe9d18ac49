"""Passages stand in the question, in the template's own field, or in the result of a search, and are never trained."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from drafts import FORMATS, chunk, config, draft, drafts

from openbook.contexts.layout import format_context
from openbook.dataset.assemble import assemble
from openbook.dataset.lint import check_row
from openbook.dataset.lint.expect import expected_of
from openbook.dataset.render.by_template import ChatLayout
from openbook.dataset.render.chat import Chat
from openbook.dataset.render.place import NOTHING, in_other_words, without_data
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.write import check_writing, write_records
from openbook.errors import ConfigError
from openbook.records import Draft, Item, Passage, Turn
from openbook.system_prompts import FOUND_ASSIST, FOUND_STRICT
from some import some

QUOTES = 'says "no\\n" to </s> <|im_end|> é 漢'

SHOWS_DOCUMENTS = (
    "{% for d in documents or () %}<|doc|>{{ d.title }}: {{ d.text | tojson }}<|end|>{% endfor %}"
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def placed(given: list[Draft], where: str, **sections: Any) -> tuple[Renderer, list[Chat]]:
    chosen = config(**{**sections, "export": {"passages": where, **sections.get("export", {})}})
    renderer = Renderer.from_config(chosen, exporting=True)
    return renderer, [renderer.chat(record) for record in assemble(given, chosen)]


def folder(path: Path, template: str) -> str:
    (path / "tokenizer_config.json").write_text(json.dumps({"chat_template": template, "eos_token": "<|end|>"}))
    return str(path)


def shown(renderer: Renderer, chat: Chat) -> list[str]:
    layout = renderer.layout
    assert isinstance(layout, ChatLayout)
    rows = list(layout.rows(chat))
    for row in rows:
        segments = [{"label": segment.label, "text": segment.text} for segment in row]
        assert not check_row({"segments": segments}, expected_of(layout.template))
    return ["".join(f"⟦{s.text}⟧" if s.label else s.text for s in row) for row in rows]


def turned_away(k: int = 3, gold_at: int = 1) -> Draft:
    made = draft("a", turns=2, scenario="topic_shift")
    gold = made.item.gold[0]
    others = [chunk(f"other{n}") for n in range(k - 1)]
    order = [*others[: gold_at - 1], gold, *others[gold_at - 1 :]]
    passages = tuple(Passage(c.id, c.source, c.text, n, 0.5, c is gold) for n, c in enumerate(order, start=1))
    turns = (Turn("Who keeps it?", "", "Two wardens do."), Turn("And the new ferry?", "", "The sources don't tell."))
    return Draft(Item(gold.id, (gold,), "topic_shift", passages, strict=True), turns)


def test_the_users_first_own_question_has_the_passages_in_front_and_is_masked() -> None:
    renderer, chats = placed(drafts(3), "user")
    for chat, record in some(zip(chats, assemble(drafts(3), config()), strict=True)):
        system, *rest = chat.messages
        assert system.content in FOUND_ASSIST
        with_passages = [m for m in rest if format_context(record.item.passages) in m.content]
        assert len(with_passages) == 1
        assert with_passages[0].role == "user"
        assert not with_passages[0].trained
        assert all(
            "Source:" not in part for row in some(shown(renderer, chat)) for part in row.split("⟦")[1::2] if "⟧" in part
        )


def test_a_system_prompt_of_the_users_own_keeps_all_but_the_place_for_passages() -> None:
    assert without_data("Be brief.\n\n{data}\n\nBe right.") == "Be brief.\n\nBe right."
    assert without_data("{data}") == ""
    own = {"final_assistant_prompts": ["Be brief.\n{data}\nBe right."]}
    _, (chat, *_) = placed(drafts(1), "user", system=own)
    assert chat.messages[0].content == "Be brief.\nBe right."


@pytest.mark.parametrize(
    ("prompt", "left"),
    [
        ("Pages of the handbook:\n\n{data}\n\nAnswer from them.", "Answer from them."),
        ("You never go beyond the sources. Here they are:\n\n{data}\nName what is missing.",
         "You never go beyond the sources.\nName what is missing."),
        ("只根据资料回答。资料如下：\n{data}", "只根据资料回答。"),
        ("Note: be brief.\n{data}", "Note: be brief."),
        ("Answer from these:\n{data}", "Answer from these:"),
    ],
)  # fmt: skip
def test_what_announces_the_passages_goes_with_them(prompt: str, left: str) -> None:
    assert without_data(prompt) == left


def test_a_record_of_the_strict_family_keeps_its_cue() -> None:
    _, (chat,) = placed([draft("a", strict=True)], "tool")
    assert chat.messages[0].content in FOUND_STRICT


def test_documents_go_into_the_templates_own_field_as_it_writes_them(tmp_path: Path) -> None:
    template = folder(tmp_path, SHOWS_DOCUMENTS)
    renderer, chats = placed([draft("a", words=QUOTES)], "documents", system={"template": template})
    (row,) = shown(renderer, chats[0])
    for passage in chats[0].documents:
        safe = renderer.layout.defuse(passage.text)
        assert f"<|doc|>{passage.source}: {json.dumps(safe, ensure_ascii=False)}<|end|>" in row
    assert row.index("<|doc|>") < row.index("⟦")


def test_a_template_without_a_field_for_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="shows no passages of its own field"):
        Renderer.from_config(config(export={"passages": "documents"}), exporting=True)


@pytest.mark.parametrize("template", ["chatml", "qwen3"])
@pytest.mark.parametrize("thoughts", ["visible", "think", "none"])
def test_a_search_is_trained_and_its_result_is_not(template: str, thoughts: str) -> None:
    sections = {"system": {"template": template}, "generation": {"thoughts": thoughts}}
    renderer, chats = placed([draft("a", words=QUOTES), draft("b", words=QUOTES)], "tool", **sections)
    for chat in some(chats):
        text = "".join(shown(renderer, chat))
        roles = [message.role for message in chat.messages]
        assert roles == ["system", "user", "assistant", "tool", "assistant", "user", "assistant"]
        query = json.dumps({"query": renderer.layout.defuse(chat.messages[1].content)}, ensure_ascii=False)
        assert f'<tool_call>\n{{"name": "search", "arguments": {query}}}\n</tool_call><|im_end|>⟧' in text
        assert "⟧<|im_end|>\n<|im_start|>assistant\n" in text
        result = text[text.index("<tool_response>") : text.index("</tool_response>")]
        assert "⟦" not in result
        assert "⟧" not in result


def test_the_result_of_a_search_is_what_format_context_gives_or_json() -> None:
    (record,) = assemble([draft("a")], config())
    _, (as_text,) = placed([draft("a")], "tool")
    assert as_text.messages[3].content == format_context(record.item.passages).rstrip("\n")
    _, (as_json,) = placed([draft("a")], "tool", export={"results": "json"})
    assert json.loads(as_json.messages[3].content) == [
        {"chunk": p.rank, "source": p.source, "text": p.text} for p in record.item.passages
    ]


def test_a_change_of_topic_searches_anew_for_what_no_earlier_turn_speaks_of() -> None:
    _, (chat,) = placed([turned_away()], "tool")
    queries = [message.query for message in chat.messages if message.query]
    assert queries == ["Who keeps it?", "And the new ferry?"]
    first, second = (message.content for message in chat.messages if message.role == "tool")
    assert first.startswith("Chunk 1\n")
    assert second.startswith("Chunk 2\n")
    assert "Chunk 3\n" in second
    _, (spent,) = placed([turned_away(gold_at=3)], "tool")
    assert [message.content for message in spent.messages if message.role == "tool"][1] == NOTHING


def test_other_words_of_a_question_are_those_that_carry_it_each_once() -> None:
    assert in_other_words("About the weather log: what is the weather log?") == "weather log"


def test_some_searches_that_find_no_answer_are_repeated_in_other_words_and_none_that_finds_one() -> None:
    missing = [draft(f"station{n}", turns=1, scenario="missing_abstain", strict=True) for n in range(20)]
    _, chats = placed(missing, "tool")
    again = [[m.query for m in chat.messages if m.query] for chat in chats]
    assert {len(queries) for queries in again} == {1, 2}
    assert all(
        queries[1] == in_other_words(queries[0]) != queries[0]
        for queries in some(each for each in again if len(each) > 1)
    )
    _, chats = placed([draft(f"s{n}", turns=1) for n in range(20)], "tool")
    assert all(sum(bool(m.query) for m in chat.messages) == 1 for chat in some(chats))


def test_settings_have_room_for_what_a_search_adds(tmp_path: Path) -> None:
    rooms = []
    for where in ("system", "tool"):
        chosen = config(path={"output_dir": tmp_path / where}, export={"passages": where})
        (exported,) = write_records(
            [draft("a", words="word " * 900)], chosen, ["mlx"], lambda: None, main=False
        ).exported
        rooms.append(yaml.safe_load((exported.folder / "mlx.yaml").read_text())["max_seq_length"])
        assert exported.checked[0].lengths.longest <= rooms[-1]
    assert rooms[0] <= rooms[1]


def test_own_formats_have_no_place_for_a_search() -> None:
    with pytest.raises(ConfigError, match=r"export\.passages: found tool, wanted system or user"):
        Renderer.from_config(config(system=FORMATS, export={"passages": "tool"}), exporting=True)


def test_a_form_without_a_place_for_them_is_refused_and_others_are_named() -> None:
    chosen = config(export={"passages": "tool", "formats": ["sharegpt"]})
    with pytest.raises(ConfigError, match=r"sharegpt has no place.*axolotl"):
        check_writing(chosen)


@pytest.mark.parametrize("name", ["axolotl", "axolotl-chat", "trl", "openai", "llamafactory", "ms-swift", "mlx"])
@pytest.mark.parametrize("where", ["user", "tool"])
def test_every_form_passes_the_check_wherever_passages_stand(tmp_path: Path, name: Any, where: str) -> None:
    given = [*drafts(4, words=QUOTES), turned_away()]
    chosen = config(path={"output_dir": tmp_path}, export={"passages": where}, generation={"thoughts": "think"})
    (exported,) = write_records(given, chosen, [name], lambda: None, main=False).exported
    assert [checked.counts for checked in exported.checked] == [{}]
    assert exported.rows["train"] > 0
