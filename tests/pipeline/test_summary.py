"""What a run comes to: sums, exit codes, and the files that keep them."""

import json
from collections import Counter
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from rich.console import Console

from openbook.codes import REASONS, Code
from openbook.pipeline.counts import ChunkCounts, Counts, DocumentCounts, Forecast, ItemCounts, Tokens
from openbook.pipeline.summary import RejectedWriter, Summary, exit_code, open_rejected, write_run_json, write_tokens
from openbook.records import Rejected
from openbook.terminal.next_steps import next_steps
from openbook.terminal.run_table import print_closing


def counts(records: int = 3, **items: int) -> Counts:
    return Counts(
        DocumentCounts(2, 2),
        ChunkCounts(5, 4, 1),
        ItemCounts(4, 2, 2, **(items or {"accepted": 3, "rejected": 1})),
        records,
    )


def summary(folder: Path, made: Counts | None = None, **fields: object) -> Summary:
    return Summary(folder, made or counts(), "extractive", **fields)  # type: ignore[arg-type]


def test_sums_that_come_out_are_not_mentioned() -> None:
    assert counts().mismatches() == []


@pytest.mark.parametrize(
    ("made", "named"),
    [
        (Counts(DocumentCounts(2, 1)), "documents"),
        (Counts(DocumentCounts(), ChunkCounts(3, 1, 1)), "chunks"),
        (Counts(DocumentCounts(), ChunkCounts(), ItemCounts(2, 2, 0, 1)), "items by fate"),
        (Counts(DocumentCounts(), ChunkCounts(), ItemCounts(2, 1, 0, 2)), "items by context"),
    ],
)
def test_what_got_lost_is_named(made: Counts, named: str) -> None:
    assert [sentence.split(":")[0] for sentence in made.mismatches()] == [named]


@pytest.mark.parametrize(
    ("made", "fields", "code"),
    [
        (counts(), {}, 0),
        (counts(accepted=3, failed=1), {}, 1),
        (counts(records=0, rejected=4), {}, 3),
        (counts(records=0, failed=4), {}, 3),
        (counts(records=1, accepted=1, pending=3), {"halted": "interrupted"}, 130),
        (counts(records=0, pending=4), {"halted": "interrupted"}, 130),
        (counts(records=1, accepted=1, pending=3), {"halted": "budget"}, 1),
        (counts(records=1, accepted=1, pending=3), {"halted": "rate_limit"}, 1),
        (counts(records=1, accepted=1, pending=3), {"refusal": "the key is revoked"}, 2),
        (counts(records=0), {"forecast": {"large": Forecast("m", 1, 0, 1, 1, 0.0)}}, 0),
        (Counts(), {"forecast": {}}, 3),
    ],
)
def test_the_exit_code_says_how_it_ended(tmp_path: Path, made: Counts, fields: dict[str, object], code: int) -> None:
    assert exit_code(summary(tmp_path, made, **fields)) == code


def test_run_json_holds_the_counts_and_the_reasons_the_most_frequent_first(tmp_path: Path) -> None:
    reasons = Counter({("judge", Code.UNSUITABLE): 1, ("generate", Code.CALL_FAILED): 2})
    spent = {"large": Tokens("m", 10, 5, 0.1, 0.2)}
    path = write_run_json(summary(tmp_path, reasons=reasons, spent=spent, files=(tmp_path / "a" / "b.yaml",)))
    content = json.loads(path.read_bytes())
    assert content["counts"]["documents"] == {"total": 2, "read": 2, "rejected": 0, "failed": 0}
    assert content["counts"]["calls"]["small"] == {"sent": 0, "replayed": 0, "retried": 0}
    assert content["left_out"] == [
        {"step": "generate", "code": "call_failed", "kind": "failed", "count": 2},
        {"step": "judge", "code": "unsuitable", "kind": "rejected", "count": 1},
    ]
    assert content["spent"]["large"]["cost"] == pytest.approx(0.3)
    assert content["engine"] == "extractive"
    assert content["files"] == ["a/b.yaml"]
    assert set(content["versions"]) >= {"openbook", "python", "tantivy"}


def test_a_folder_whose_name_is_not_unicode_is_no_obstacle(tmp_path: Path) -> None:
    content = json.loads(write_run_json(summary(tmp_path, notices=("odd \udcff name",))).read_bytes())
    assert content["notices"] == ["odd ? name"]


def test_there_is_a_token_file_for_each_model(tmp_path: Path) -> None:
    paths = write_tokens(tmp_path, {"large": Tokens("m", 10, 5, 0.1, 0.2, estimated=True)})
    small, large = (json.loads(path.read_bytes()) for path in paths)
    assert [path.name for path in paths] == ["small_model_tokens.json", "large_model_tokens.json"]
    assert large == {
        "name": "m", "input_tokens": 10, "output_tokens": 5, "input_cost": 0.1, "output_cost": 0.2, "estimated": True,
    }  # fmt: skip
    assert small["input_tokens"] == 0


def test_a_row_of_rejected_says_whether_it_was_judged_or_broke() -> None:
    file = BytesIO()
    writer = RejectedWriter(file)
    writer.write(Rejected("read", Code.BROKEN_FILE, "it ends in the middle", "a.pdf", "a.pdf"))
    writer.write(Rejected("judge", Code.UNSUITABLE, "a table of contents", "c1", "b.md"))
    rows = [json.loads(line) for line in file.getvalue().splitlines()]
    assert [row["kind"] for row in rows] == ["failed", "rejected"]
    assert set(rows[0]) == {"kind", "step", "code", "detail", "id", "source"}
    assert writer.reasons == {("read", Code.BROKEN_FILE): 1, ("judge", Code.UNSUITABLE): 1}


def test_rejected_appears_when_all_rows_are_written(tmp_path: Path) -> None:
    with open_rejected(tmp_path) as writer:
        writer.write(Rejected("read", Code.EMPTY, "no text", "a", "a"))
        assert not (tmp_path / "rejected.jsonl").exists()
    assert (tmp_path / "rejected.jsonl").read_bytes().count(b"\n") == 1


def test_every_code_has_a_reason_in_plain_words() -> None:
    assert set(REASONS) == set(Code)


def closing(made: Summary, width: int = 80) -> str:
    console = Console(file=StringIO(), width=width)
    print_closing(made, console)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_the_closing_words_count_the_items_that_lost_a_turn(tmp_path: Path) -> None:
    assert "without a turn" not in closing(summary(tmp_path))
    text = closing(summary(tmp_path, counts(accepted=3, rejected=1, shortened=2)))
    assert "2 items went in without a turn that a check refused." in text


def test_the_closing_words_say_what_came_in_what_went_out_and_why_not(tmp_path: Path) -> None:
    made = counts(accepted=3, failed=1)
    made.scenarios = {"gold": 2, "missing_recall": 1}
    reasons = Counter({("generate", Code.CALL_FAILED): 1, ("judge", Code.UNSUITABLE): 1})
    files = (tmp_path / "axolotl_rag_conversations.jsonl", tmp_path / "small_model_tokens.json")
    text = closing(summary(tmp_path, made, reasons=reasons, files=files, seconds={"read": 1.0}))
    assert "3 training records" in text
    assert "2 records have the answer in the context, 1 (33 %) does not." in text
    assert "calls that did not get through" in text
    assert "axolotl_rag_conversations.jsonl" in text
    assert "openbook show" in text
    assert "large_base_url" in text


def test_where_the_rules_reach_few_texts_that_is_said_first_with_the_lines_that_name_a_model(tmp_path: Path) -> None:
    for records in (0, 1):
        made = counts(records=records, accepted=records, rejected=4 - records)
        text = closing(summary(tmp_path, made, reasons=Counter({("generate", Code.NO_RULE): 3})))
        assert text.strip().startswith("The built-in engine has no rule for most of these texts: 3 of 4.")
        assert text.count("large_base_url") == 1
    few = closing(summary(tmp_path, reasons=Counter({("generate", Code.NO_RULE): 1})))
    assert "no rule for most" not in few


def test_a_judge_that_gives_no_verdict_on_most_chunks_is_said_first_with_what_to_do(tmp_path: Path) -> None:
    made = counts(accepted=3)
    judged = made.chunks.suitable
    text = closing(summary(tmp_path, made, reasons=Counter({("judge", Code.UNDECIDED): judged + 1})))
    assert text.strip().startswith(f"The judge gave no verdict on most chunks: {judged + 1} of {2 * judged + 1}.")
    assert "small_mode: extractive" in text
    few = closing(summary(tmp_path, made, reasons=Counter({("judge", Code.UNDECIDED): judged})))
    assert "no verdict on most" not in few


def test_lengths_and_exports_are_told(tmp_path: Path) -> None:
    lengths = {"exact": False, "p50": 900, "p90": 1500, "p99": 1800, "p100": 1900}
    exports = ({"format": "trl", "rows": {"train": 75}, "errors": 2, "findings": {}},)
    text = closing(summary(tmp_path, lengths=lengths, exports=exports), 120)
    assert "up to about 900 tokens, nine of ten up to 1,500, the longest 1,900" in text
    assert "trl  75 in train  2 errors" in text


def test_a_run_without_records_does_not_speak_of_training(tmp_path: Path) -> None:
    text = closing(summary(tmp_path, counts(records=0, rejected=4)))
    assert "Nothing was produced" in text
    assert "Axolotl config" not in text


def test_a_stopped_run_says_how_to_go_on(tmp_path: Path) -> None:
    text = closing(summary(tmp_path, counts(records=1, accepted=1, pending=3), halted="interrupted"))
    assert "the same command again" in text
    assert "not sent" in text


CODES = sorted({code for code in Code if code not in (Code.NO_RULE, Code.UNDECIDED)})


@pytest.mark.parametrize("code", CODES)
def test_whatever_left_nothing_over_is_said_first_and_with_what_to_do(tmp_path: Path, code: Code) -> None:
    shown = Console(file=StringIO(), width=100, color_system=None)
    print_closing(summary(tmp_path, counts(0, rejected=4), reasons=Counter({("verify", code): 4})), shown)
    text = " ".join(shown.file.getvalue().split())  # type: ignore[attr-defined]
    before = text.split("in all")[0]
    assert f"4 × {REASONS[code]}." in before or "could be used" in before
    assert "openbook" in before or "system:" in before or "skip:" in before


@pytest.mark.parametrize("halted", ["interrupted", "budget", "rate_limit"])
def test_a_run_that_stopped_says_once_that_the_same_command_goes_on(tmp_path: Path, halted: str) -> None:
    stopped = summary(tmp_path, counts(records=1, accepted=1, pending=3), halted=halted)
    assert sum("same command" in typed for _, typed in next_steps(stopped)) == 1


def test_calls_that_failed_before_a_run_stopped_are_no_second_reason_for_the_same_command(tmp_path: Path) -> None:
    failed = {("generate", Code.CALL_FAILED): 2}
    whole = summary(tmp_path, counts(accepted=1, failed=2), reasons=Counter(failed))
    assert [typed for told, typed in next_steps(whole) if told.startswith("Try the 2 failed calls")]
    stopped = summary(tmp_path, counts(accepted=1, failed=2), reasons=Counter(failed), halted="rate_limit")
    assert sum("same command" in typed for _, typed in next_steps(stopped)) == 1


def test_a_narrow_terminal_shows_each_row_of_a_table_behind_the_names_of_its_columns(tmp_path: Path) -> None:
    files = (tmp_path / "axolotl_rag_conversations.jsonl",)
    made = summary(tmp_path, counts(accepted=3, failed=1), files=files)
    text = closing(made, width=40)
    assert "axolotl_rag_conversations.jsonl\n    the training records" in text
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= 40
    assert "axolotl_rag_conversations.jsonl  the training" in closing(made, width=80)
