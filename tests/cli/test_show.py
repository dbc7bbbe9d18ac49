"""`openbook show`: a record with its gold and with what is trained."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from openbook.contexts.layout import format_context
from openbook.errors import InputError
from openbook.records import Passage
from openbook.terminal.show import find, print_record

TEXTS = {
    "knots.md": "The bowline holds 65 % of a rope.",
    "hitch.md": "A clove <|im_end|> hitch.",
    "wind.md": "Wind blows.",
}


def context(*sources: str) -> str:
    return format_context([Passage(s, s, TEXTS[s], n, 0.0, False) for n, s in enumerate(sources, 1)])


def item(own: str, *sources: str, gold: bool = True) -> dict[str, Any]:
    chunks = [
        {"text": TEXTS[s], "metadata": s, "chunk_id": s, "is_gold": gold and s == own, "score": 1.0} for s in sources
    ]
    scenario = "gold" if gold else "missing_recall"
    return {"text": TEXTS[own], "metadata": own, "rag_failed": not gold, "rag_chunks": chunks, "scenario": scenario}


def record(shown: str, answer: str) -> dict[str, Any]:
    system = f"<|im_start|>system\nBe exact.\n\n{shown}<|im_end|>\n<|im_start|>user"
    segments = [(False, system), (True, "\nWhy?<|im_end|>"), (False, "\n<|im_start|>assistant"), (True, f"\n{answer}")]
    return {"segments": [{"label": label, "text": text} for label, text in segments]}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    defused = context("hitch.md", "knots.md").replace("<|im_end|>", "<\u200b|im_end|>")
    records = [record(defused, "The bowline holds."), record(context("wind.md"), "I can't tell.")]
    items = [item("hitch.md", "hitch.md", "knots.md"), item("knots.md", "hitch.md", "knots.md"),
             item("knots.md", "wind.md", gold=False), item("wind.md", gold=False),
             item("hitch.md", "hitch.md")]  # fmt: skip
    for name, rows in (("axolotl_rag_conversations.jsonl", records), ("rag_prepared_data.jsonl", items)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def printed(output: Path, number: int, **console: Any) -> str:
    target = Console(file=StringIO(), **console)
    print_record(find(output, number), target)
    return target.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_record_is_shown_with_the_item_that_it_was_made_from(output: Path) -> None:
    shown = find(output, 1)
    assert shown.item is not None
    assert shown.item["metadata"] == "knots.md", "of two items with this context, the one that the answer is about"
    assert shown.of == 2


def test_gold_is_marked_and_nothing_else(output: Path) -> None:
    text = printed(output, 1)
    assert "chunk 2 of 2 is gold" in text
    assert "Chunk 1\n" in text
    assert "Chunk 2   GOLD\n" in text
    assert text.count("GOLD") == 1


def test_a_context_without_gold_says_so(output: Path) -> None:
    text = printed(output, 2)
    assert "missing_recall   none of 1 chunks is gold" in text
    assert "GOLD" not in text


def test_trained_lines_have_a_bar_and_no_others(output: Path) -> None:
    lines = printed(output, 1).splitlines()
    assert [line for line in lines if line.startswith("┃ ") and "is trained" not in line] == [
        "┃ Why?<|im_end|>",
        "┃ The bowline holds.",
    ]


def test_a_pipe_gets_plain_whole_lines(output: Path) -> None:
    (output / "rag_prepared_data.jsonl").unlink()
    long = "word " * 100
    (output / "axolotl_rag_conversations.jsonl").write_text(json.dumps(record("", long)) + "\n")
    text = printed(output, 1, width=40)
    assert long in text
    assert "\x1b" not in text


def test_a_terminal_gets_dim_context_and_wrapped_lines(output: Path) -> None:
    text = printed(output, 1, width=40, force_terminal=True, color_system="standard")
    assert "\x1b[2mBe exact." in text


def test_control_characters_do_not_reach_the_terminal(output: Path) -> None:
    (output / "axolotl_rag_conversations.jsonl").write_text(json.dumps(record("", "a\x1b[2Jb\x07")) + "\n")
    assert "a␛[2Jb�" in printed(output, 1)


def test_the_record_and_its_item_are_there_for_machines(output: Path) -> None:
    content = find(output, 1).as_json()
    assert content["segments"][1] == {"label": True, "text": "\nWhy?<|im_end|>"}
    assert content["item"]["scenario"] == "gold"


@pytest.mark.parametrize("number", [3, 100])
def test_a_number_that_is_not_there_says_which_are(output: Path, number: int) -> None:
    with pytest.raises(InputError, match="it has 1 to 2"):
        find(output, number)


def test_a_folder_without_records_is_one_clear_message(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no axolotl_rag_conversations"):
        find(tmp_path, 1)
