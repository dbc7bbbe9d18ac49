"""Calls become training rows, and extra prompts are filled with an item's fields."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drafts import NASTY, config, draft

from openbook.calls import Exchange, Message, Reply, Request, Usage
from openbook.codes import Code
from openbook.contexts.layout import format_context
from openbook.dataset.meta.extras import FIELDS, load_extras
from openbook.dataset.meta.rows import write_meta
from openbook.errors import ConfigError
from openbook.fates import Drafted, Fate, Judged
from openbook.records import LookedAt, Rejected

WORDS = " ".join(NASTY)


def exchange(answer: str, prompt: str | None = None) -> Exchange:
    messages = (
        () if prompt else (Message("system", "Be fair."), Message("user", "An example"), Message("assistant", "!"))
    )
    messages = (*messages, Message("user", f"Now this: {WORDS}")) if messages else ()
    request = Request("generate", "large", "m", messages, prompt)
    return Exchange(request, Reply(answer, "stop", Usage(1, 1), 0.0))


def judged(name: str, code: Code | None = None) -> Judged:
    gold = draft(name).item.gold[0]
    return Fate(gold, Rejected("judge", code, "", gold.id, "") if code else gold, exchange(f"verdict {name}"))


def done(name: str, scenario: str = "gold", accepted: bool = True, prompt: str | None = None) -> Drafted:
    made = draft(name, scenario=scenario, words=WORDS)
    return Fate(made.item, made if accepted else None, exchange(f"turns {name}", prompt))


def rows(tmp_path: Path, judgements: list[Judged], outcomes: list[Drafted], **meta: Any) -> list[dict[str, Any]]:
    path = tmp_path / "meta_datagen" / "meta_dataset.jsonl"
    settings = config(meta_datagen={"do_meta_datagen": True, **meta})
    written = write_meta(path, settings, judgements, outcomes)
    made = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert len(made) == written
    return made


def extra(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "extra.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_call_that_was_used_is_a_chat_with_the_reply_last(tmp_path: Path) -> None:
    judgements = [judged("a"), judged("b", Code.UNSUITABLE), judged("c", Code.UNDECIDED)]
    made = rows(tmp_path, judgements, [done("a"), done("d", "missing_recall"), done("e", accepted=False)])
    assert [(row["detail_key"], row["full_response"]) for row in made] == [
        ("judgement_details", "verdict a"),
        ("judgement_details", "verdict b"),
        ("rag_success_details", "turns a"),
        ("rag_failed_details", "turns d"),
    ]
    assert made[0]["conversations"] == [
        {"from": "system", "value": "Be fair."},
        {"from": "human", "value": "An example"},
        {"from": "gpt", "value": "!"},
        {"from": "human", "value": f"Now this: {WORDS}"},
        {"from": "gpt", "value": "verdict a"},
    ]
    assert made[0]["full_input"][0] == {"role": "system", "content": "Be fair."}
    assert len(made[0]["full_input"]) == 4


def test_the_reply_behind_a_draft_that_lost_a_turn_is_no_row(tmp_path: Path) -> None:
    whole = done("a")
    assert whole.done is not None
    lost = LookedAt(whole.done.turns[0], 3, "quotes", Code.QUOTE_NOT_FOUND, "it stands nowhere")
    short = replace(whole, became=replace(whole.done, dropped=(lost,)))
    assert len(rows(tmp_path, [], [whole, short])) == 1


def test_a_call_in_completion_mode_is_two_segments(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, [], [done("a", prompt="Go on: ")])
    assert row["segments"] == [{"label": False, "text": "Go on: "}, {"label": True, "text": "turns a"}]
    assert row["full_input"] == "Go on: "
    assert "conversations" not in row


def test_only_the_keys_that_are_asked_for(tmp_path: Path) -> None:
    asked = ["rag_failed_details", "masked_conversation_details"]
    made = rows(tmp_path, [judged("a")], [done("a"), done("d", "missing_recall")], meta_datagen_keys=asked)
    assert [row["detail_key"] for row in made] == ["rag_failed_details"]
    assert rows(tmp_path, [judged("a")], [done("a")], meta_datagen_keys=["masked_conversation_details"]) == []


def test_an_extra_prompt_is_filled_with_the_fields_of_each_item_and_documents_are_only_values(tmp_path: Path) -> None:
    path = extra(
        tmp_path,
        """\
- role: system
  content: |
    Source {{ metadata }}, failed: {{ rag_failed }}
- role: user
  content: "{{ text }}{% for turn in rag_conversation %}|{{ turn.question }}{% endfor %}"
- role: assistant
  content: "{{ judgement }}/{{ scenario }}/{{ chunk_id }}/{{ rag_chunks | length }}/{{ stringified_retrieved_chunks }}"
""",
    )
    outcome = done("a")
    made = rows(tmp_path, [judged("a")], [outcome], meta_datagen_extras=[path], meta_datagen_keys=[])
    item, turns = outcome.record, outcome.done.turns if outcome.done else ()
    assert made == [
        {
            "detail_key": "extra.yaml",
            "conversations": [
                {"from": "system", "value": "Source a.md, failed: False\n"},
                {"from": "human", "value": item.gold[0].text + "".join(f"|{turn.question}" for turn in turns)},
                {"from": "gpt", "value": f"verdict a/gold/id-a/2/{format_context(item.passages)}"},
            ],
        }
    ]


def test_an_unknown_field_is_an_error_that_names_it_before_any_work(tmp_path: Path) -> None:
    path = extra(tmp_path, "- role: user\n  content: '{{ text }} {{ txet }}'\n- role: gpt\n  content: x\n")
    settings = config(meta_datagen={"do_meta_datagen": True, "meta_datagen_extras": [path]})
    with pytest.raises(ConfigError) as caught:
        load_extras(settings)
    first, second = map(str, caught.value.problems)
    assert first.startswith(f"{path}:2: ")
    assert "{{ txet }}" in first
    assert all(field in first for field in FIELDS)
    assert '"gpt"' in second


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("{{ text", "Jinja"),
        ("{{ rag_chunks[9].text }}", "list object has no element 9"),
        ("{{ text.nothing }}", "nothing"),
    ],
)
def test_a_template_that_can_not_work_is_an_error_not_an_empty_row(tmp_path: Path, content: str, found: str) -> None:
    path = extra(tmp_path, f"- role: user\n  content: '{content}'\n")
    with pytest.raises(ConfigError, match=found):
        rows(tmp_path, [], [done("a")], meta_datagen_extras=[path])
    assert not (tmp_path / "meta_datagen" / "meta_dataset.jsonl").exists()


def test_a_template_can_not_reach_out_of_its_sandbox(tmp_path: Path) -> None:
    path = extra(tmp_path, "- role: user\n  content: '{{ text.__class__.__mro__ }}'\n")
    with pytest.raises(ConfigError):
        rows(tmp_path, [], [done("a")], meta_datagen_extras=[path])
