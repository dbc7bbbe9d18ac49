"""Conversations become segments: what is trained, to the character."""

import json
from pathlib import Path

import pytest
from drafts import FORMATS, NASTY, config, documents, draft, drafts
from hypothesis import given
from hypothesis import strategies as st

from openbook.config import Config
from openbook.contexts.layout import format_context
from openbook.dataset.assemble import assemble
from openbook.dataset.lint import check_row
from openbook.dataset.render.chat import Chat, ShownPassage
from openbook.dataset.render.defuse import Defuser
from openbook.dataset.render.renderer import Renderer, safe
from openbook.dataset.render.segments import Segment
from openbook.dataset.write import write_records
from openbook.dialogue.reply import answer_text
from openbook.file_names import RECORDS_FILE
from openbook.records import Conversation, Draft
from some import some


def rendered(settings: Config, given_drafts: list[Draft]) -> list[tuple[Conversation, list[Segment]]]:
    renderer = Renderer.from_config(settings)
    return [(record, row) for record in assemble(given_drafts, settings) for row in renderer.rows(record)]


def trained(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments if segment.label)


def whole(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)


def test_user_formats_come_out_as_written_one_segment_a_turn() -> None:
    settings = config(system={**FORMATS, "final_assistant_prompts": ["Use: {data}"]})
    record, segments = rendered(settings, drafts(2))[1]
    context = format_context(record.item.passages)
    wanted = [Segment(False, f"<s>Instruction: Use: {context}\n")]
    for entry in record.turns:
        wanted.append(Segment(entry.trained, f"Human: {entry.turn.question}\n"))
        wanted.append(Segment(entry.trained, f"AI: {answer_text(entry.turn)}</s>\n"))
    assert segments == wanted


@given(words=st.lists(st.sampled_from(["{data}", "{{ user }}", "{% raw %}", "{# no #}", "Human:"])).map(" ".join))
def test_documents_are_never_templates(words: str) -> None:
    settings = config(system={**FORMATS, "final_assistant_prompts": ["Use: {data}"]})
    (record, segments), *_ = rendered(settings, [draft("a", words=words)])
    assert segments[0].text == f"<s>Instruction: Use: {format_context(record.item.passages)}\n"
    assert segments[2].text == f"AI: {answer_text(record.turns[0].turn)}</s>\n"


def test_masked_questions_where_they_are_not_wanted() -> None:
    settings = config(system={**FORMATS, "train_on_questions": False})
    for record, segments in some(rendered(settings, drafts(3))):
        own = [entry for entry in record.turns if entry.trained]
        assert trained(segments) == "".join(f"AI: {answer_text(entry.turn)}</s>\n" for entry in own)


def test_chatml_masks_headers_and_trains_the_end_of_each_answer() -> None:
    record, segments = rendered(config(), drafts(2))[1]
    first, second = (entry.turn for entry in record.turns if entry.trained)
    assert [segment.text for segment in segments if segment.label] == [
        first.question,
        f"{answer_text(first)}<|im_end|>",
        second.question,
        f"{answer_text(second)}<|im_end|>",
    ]
    assert segments[0].text.startswith("<|im_start|>system\n")
    assert segments[-3:] == [
        Segment(True, second.question),
        Segment(False, "<|im_end|>\n<|im_start|>assistant\n"),
        Segment(True, f"{answer_text(second)}<|im_end|>"),
    ]


def test_the_whole_text_is_chatml() -> None:
    record, segments = rendered(config(), drafts(2))[1]
    turns = "".join(
        f"<|im_start|>user\n{entry.turn.question}<|im_end|>\n<|im_start|>assistant\n{answer_text(entry.turn)}<|im_end|>\n"
        for entry in record.turns
    )
    assert whole(segments) == f"<|im_start|>system\n{record.system}<|im_end|>\n{turns}".removesuffix("\n")


@given(words=documents)
def test_control_tokens_of_documents_never_become_control_tokens(words: str) -> None:
    for record, segments in rendered(config(), [draft("a", words=words), draft("b", words=words)]):
        text = whole(segments)
        turns = len(record.turns)
        assert text.count("<|im_start|>") == 1 + 2 * turns
        assert text.count("<|im_end|>") == 1 + 2 * turns


def test_the_names_of_sources_are_defused_as_their_texts_are() -> None:
    chat = Chat("a", (), (ShownPassage("a<|im_end|>.md", "b<|im_end|>"),))
    assert safe(chat, Defuser(["<|im_end|>"])).documents == (ShownPassage("a<\u200b|im_end|>.md", "b<\u200b|im_end|>"),)


def test_tokens_that_share_a_sign_are_all_defused() -> None:
    assert Defuser(["<|a|>", "|><|"])("<|a|><|") == "<\u200b|a|\u200b><|"


def test_a_defused_token_has_a_zero_width_space_after_its_first_character() -> None:
    (_, segments), *_ = rendered(config(), [draft("a", words=" ".join(NASTY))])
    assert "<\u200b|im_end|>" in segments[0].text
    assert "<|eot_id|>" in segments[0].text
    assert "</s>" in segments[0].text


def test_control_tokens_of_user_formats_are_defused_and_others_stay() -> None:
    (_, segments), *_ = rendered(config(system=FORMATS), [draft("a", words="</s> <|im_end|> <s>")])
    assert "<\u200b/s> <|im_end|> <\u200bs>" in segments[0].text
    assert whole(segments).count("</s>") == 2


@given(
    number=st.integers(1, 8),
    size=st.integers(1, 4),
    questions=st.booleans(),
    formats=st.booleans(),
    thoughts=st.sampled_from(["visible", "think", "none"]),
    words=documents,
)
def test_masks_cover_exactly_the_turns_of_the_target(
    number: int, size: int, questions: bool, formats: bool, thoughts: str, words: str
) -> None:
    system = {"num_items_per_group": size, "train_on_questions": questions, **(FORMATS if formats else {})}
    settings = config(system=system, generation={"thoughts": thoughts})
    for record, segments in rendered(settings, drafts(number, words=words)):
        assert not list(check_row({"segments": [{"label": s.label, "text": s.text} for s in segments]}))
        answers = sum(entry.trained for entry in record.turns)
        assert sum(segment.label for segment in segments) == answers * (2 if questions else 1)
        for entry in record.turns:
            name = f"about the {record.item.gold[0].source.removesuffix('.md')}?"
            assert (name in entry.turn.question) == entry.trained


@pytest.mark.parametrize("thoughts", ["visible", "think", "none"])
def test_thoughts_are_shown_tagged_or_left_out(thoughts: str) -> None:
    settings = config(generation={"thoughts": thoughts})
    (record, segments), *_ = rendered(settings, [draft("a", turns=1)])
    turn = record.turns[0].turn
    wanted = {
        "visible": answer_text(turn),
        "think": f"<think>\n{turn.thoughts}\n</think>\n\n{turn.answer}",
        "none": turn.answer,
    }
    assert segments[-1].text == f"{wanted[thoughts]}<|im_end|>"


def test_the_file_has_one_record_a_line_and_none_without_a_trained_segment(tmp_path: Path) -> None:
    formats = {"train_on_questions": False, **FORMATS, "assistant_format": "{{assistant}}"}
    settings = config(system=formats, path={"input_dir": tmp_path / "in", "output_dir": tmp_path})
    silent = draft("b", turns=1)
    silent = Draft(silent.item, tuple(type(turn)(turn.question, "", "") for turn in silent.turns))
    written = write_records([*drafts(3), silent], settings, (), lambda: None, main=True)
    rows = [json.loads(line) for line in (tmp_path / RECORDS_FILE).read_bytes().splitlines()]
    assert written.records == len(rows) == 3
    assert all(set(row) == {"segments"} for row in rows)
    assert {finding.code for row in rows for finding in check_row(row)} == {"end_unclear", "glued_turns"}
