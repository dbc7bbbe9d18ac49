"""The debug files are YAML that reads back to what was said."""

from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from openbook.calls import Exchange, Message, Reply, Request, Usage
from openbook.codes import Code
from openbook.fates import Fate
from openbook.pipeline.debug import _entry
from openbook.records import Chunk, Draft, Item, Passage, Rejected, Turn
from output_folders import write_debug

CHUNK = Chunk("c1", "d1", "knots.md", 0, 9, "A bowline", ())


def exchange(text: str) -> Exchange:
    request = Request("generate", "large", "m", (Message("system", "Be brief.\n"), Message("user", "  Why?\n\nSay.")))
    return Exchange(request, Reply(text, "stop", Usage(1, 1), 0.5))


def item(gold: bool) -> Item:
    passage = Passage("c1" if gold else "c2", "knots.md", "A bowline", 1, 0.0, gold)
    return Item("c1", (CHUNK,), "gold" if gold else "missing_recall", (passage,))


def test_each_item_stands_in_the_file_of_its_context(tmp_path: Path) -> None:
    turn = Turn("What is it?", "One.\nTwo.", "A knot.")
    accepted = Fate(item(True), Draft(item(True), (turn,)), exchange("**QUESTION:** What is it?\n"))
    rejected = Rejected("generate", Code.UNUSABLE_REPLY, "no turn in it", "c1", "knots.md")
    outcomes = [accepted, Fate(item(False), rejected, exchange("")), Fate(item(False), None)]
    paths = write_debug(tmp_path, [Fate(CHUNK, CHUNK, exchange("Suitable"))], outcomes)
    chunks, failed, success = (yaml.safe_load(path.read_text("utf-8")) for path in paths)
    assert chunks == [{"chunk_id": "c1", "source": "knots.md", "verdict": "suitable", "reply": "Suitable"}]
    assert [row["outcome"] for row in failed] == ["unusable_reply", "pending"]
    assert success[0]["turns"] == [{"question": "What is it?", "thoughts": "One.\nTwo.", "answer": "A knot."}]
    assert success[0]["prompt"][1] == {"role": "user", "content": "  Why?\n\nSay."}


def test_no_record_at_all_is_an_empty_list(tmp_path: Path) -> None:
    assert [yaml.safe_load(path.read_text("utf-8")) for path in write_debug(tmp_path, [], [])] == [[], [], []]


def test_a_chunk_that_was_not_judged_says_so(tmp_path: Path) -> None:
    path = write_debug(tmp_path, [Fate(CHUNK, CHUNK)], [])[0]
    assert yaml.safe_load(path.read_text("utf-8"))[0]["verdict"] == "not judged"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text("\n \ta-:#|'\"\\\r\x85\u2028\ufeff{}[]&*!%@`"))
def test_any_text_reads_back_as_it_was(text: str, awkward: str) -> None:
    value = {"a": text, "b": [{"c": awkward, "d": text + awkward}, {"c": awkward + "\n" + text}], "e": 1}
    assert yaml.safe_load(_entry(value).decode()) == [value]
