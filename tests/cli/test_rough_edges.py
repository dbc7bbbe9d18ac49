"""What a new user types, and what must come: each of these once came otherwise."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from outside import Command

from openbook.config import Config
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.progress import Progress
from openbook.pipeline.run import run
from openbook.terminal.numbers import counted

QUICKSTART = Path(__file__).resolve().parents[2] / "examples" / "quickstart" / "documents"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents, and of what a run with the built-in engine has made of them."""
    folder = tmp_path_factory.mktemp("ran")
    (folder / "documents").mkdir()
    for path in sorted(QUICKSTART.glob("*.md"))[:5]:
        shutil.copy(path, folder / "documents")
    where = {"input_dir": folder / "documents", "output_dir": folder / "output"}
    run(Config.model_validate({"path": where, "system": {"chunk_size": 500}}), Progress(), HaltSwitch())
    return folder


@pytest.fixture
def made(ran: Path, write_config: Callable[..., Path], tmp_path: Path) -> Path:
    """The output of that run, for one test alone."""
    shutil.copytree(ran, tmp_path, dirs_exist_ok=True)
    return write_config().parent / "output"


@pytest.mark.whole
def test_the_result_of_a_run_goes_to_stdout_and_progress_to_stderr(
    command: Command, write_config: Callable[..., Path], made: Path
) -> None:
    ended = command("run", write_config())
    assert "training records" in ended.out
    assert "Files in" in ended.out
    assert "read: " in ended.err
    assert "training records" not in ended.err


def test_one_is_singular() -> None:
    assert [counted(n, "documents") for n in (0, 1, 1204)] == ["0 documents", "1 document", "1,204 documents"]


def test_a_percentage_is_put_right(command: Command, write_config: Callable[..., Path]) -> None:
    ended = command("run", write_config(system={"rag_failure_percentage": 40}))
    assert "wanted a number from 0 to 1 (40 percent is 0.4)" in ended.err
    ended = command("run", write_config(system={"rag_failure_percentage": 400}))
    assert "percent is" not in ended.err


def test_a_list_of_wrong_prompts_is_not_called_no_list(command: Command, write_config: Callable[..., Path]) -> None:
    ended = command("run", write_config(system={"final_assistant_prompts": ["none", "with {context}"]}))
    assert "final_assistant_prompts[1]" in ended.err
    assert "final_assistant_prompts[2]" in ended.err
    assert "found a list" not in ended.err


def test_a_missing_input_folder_is_named_with_file_line_and_key(command: Command, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("pipeline: rag-data\npath:\n  input_dir: nowhere\n", "utf-8")
    for verb in ("run", "plan"):
        ended = command(verb, config)
        assert ended.code == 2
        assert f"config.yaml:3: path.input_dir: found {tmp_path / 'nowhere'}, where nothing is" in ended.err


def test_a_key_of_the_command_line_is_blamed_on_it(
    command: Command, write_config: Callable[..., Path], tmp_path: Path
) -> None:
    assert "--set: foo.bar: found an unknown key" in command("run", write_config(), "--set", "foo.bar=1").err
    documents = tmp_path / "documents"
    documents.mkdir(exist_ok=True)
    ended = command("run", write_config(), "--output", documents)
    assert "--output: found the folder of input_dir" in ended.err


def test_check_takes_output_folders_and_says_what_is_missing(command: Command, made: Path, tmp_path: Path) -> None:
    checked = command("check", made)
    assert checked.code == 0
    assert "rows of the form segments" in checked.out
    assert "there are no training rows in this folder" in command("check", tmp_path / "documents").err
    missing = command("check", tmp_path / "none.jsonl").err
    assert "there is no such file" in missing
    assert "Errno" not in missing


def test_a_tokenizer_that_can_not_be_loaded_is_told_by_what_was_typed(
    command: Command, made: Path, tmp_path: Path
) -> None:
    pytest.importorskip("tokenizers")
    (tmp_path / "tokenizer.json").write_text("{}")
    for name in (tmp_path / "documents", tmp_path / "tokenizer.json"):
        ended = command("check", made, "--tokenizer", name)
        assert ended.code == 2
        assert str(name) in ended.err
        assert "--tokenizer" in ended.err


def test_forms_can_be_named_together_and_are_listed(command: Command, made: Path) -> None:
    assert command("export", made, "--to", "trl,openai").code == 0
    assert {path.name for path in (made / "export").iterdir()} == {"trl", "openai"}
    told = command("export", "--help").out
    assert all(name in told for name in ("axolotl", "trl", "llamafactory", "system.template"))
    assert "prompt and completion, for TRL" in told


def test_a_missing_extra_leaves_nothing_behind(command: Command, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    ended = command("export", made, "--to", "parquet")
    assert ended.code == 2
    assert "openbook[parquet]" in ended.err
    assert "0 records" not in ended.err
    assert not (made / "export" / "parquet").exists()


def test_the_name_of_a_repository_is_looked_at_first(command: Command, made: Path) -> None:
    assert "wanted OWNER/NAME" in command("push", made, "handbook").err
    assert "there is no export in it" in command("push", made, "ada/handbook", "--to", "trl").err


def test_an_upload_from_a_place_that_is_no_output_says_so(command: Command, tmp_path: Path) -> None:
    assert "there is no such folder" in command("push", tmp_path / "none", "ada/handbook").err
    (tmp_path / "file").write_text("text", "utf-8")
    assert "this is a file" in command("push", tmp_path / "file", "ada/handbook").err


def test_a_file_in_the_way_of_the_output_is_told_as_that(
    command: Command, write_config: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.md").write_text("# One\n\nText of some words, enough of them to count.\n", "utf-8")
    (tmp_path / "file").write_text("text", "utf-8")
    for output in (tmp_path / "file", tmp_path / "file" / "inside"):
        ended = command("run", write_config(), "--output", output)
        assert ended.code == 2
        assert f"{output}: can't be written: a file is in the way" in ended.err


def test_what_is_read_of_one_file_and_of_none_is_told_in_good_grammar(command: Command, tmp_path: Path) -> None:
    assert f"There is no file in {tmp_path}" in command("read", tmp_path).out
    (tmp_path / "a.md").write_text("# One\n\nText of some words, enough of them to count.\n", "utf-8")
    assert "1 document, 1 chunk, 0 left out" in command("read", tmp_path).out


def test_a_file_of_one_row_has_a_row(command: Command, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("text", "utf-8")
    assert "1 row, " in command("check", tmp_path / "rows.jsonl").out


def test_a_config_of_init_reads_what_lies_there_and_says_so(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.markdown").write_text("# One\n\nText of some words, enough of them to count.\n", "utf-8")
    (tmp_path / "b.xhtml").write_text("<p>Text</p>", "utf-8")
    ended = command("init", tmp_path, "--yes")
    assert "input_dir: ." in (tmp_path / "config.yaml").read_text("utf-8")
    assert "2 documents" in ended.err
    empty = command("init", tmp_path / "empty", "--yes")
    assert f"Put your documents into {tmp_path / 'empty' / 'documents'}/." in empty.err


def test_the_pages_are_at_hand(command: Command) -> None:
    topics = command("docs").out
    assert topics.startswith("tutorial "), "a newcomer's page comes first"
    assert "configuration" in topics
    assert "api" in topics
    assert "rag_failure_percentage" in command("docs", "configuration").out
    assert "there is no page" in command("docs", "nothing").err


def test_show_picks_records_by_their_kind(command: Command, made: Path) -> None:
    assert "is gold" in command("show", made, "--gold").out
    assert "none of" in command("show", made, "--missing").out
    assert command("show", made, "--random").code == 0


def test_a_folder_in_the_place_of_a_config_is_told_what_to_name(command: Command, made: Path) -> None:
    ended = command("run", made.parent)
    assert ended.code == 2
    assert f"found a folder, wanted a config file; name the config in it: {made.parent / 'config.yaml'}" in ended.err
    ended = command("plan", made)
    assert f"`openbook init {made}` writes a config" in ended.err


@pytest.mark.parametrize("verb", ["report", "export --to trl", "review", "serve --mcp", "explain x"])
def test_a_folder_without_a_run_is_one_sentence_without_numbers_of_errors(
    command: Command, tmp_path: Path, verb: str
) -> None:
    name, *more = verb.split()
    ended = command(name, tmp_path, *more)
    assert ended.code == 2
    assert "Name the output folder of a run that has ended." in ended.err
    assert "Errno" not in ended.err


@pytest.mark.parametrize("verb", ["show", "report", "export --to trl", "review", "explain x"])
def test_a_run_that_has_not_ended_is_told_as_that(command: Command, tmp_path: Path, verb: str) -> None:
    (tmp_path / "openbook.db").write_bytes(b"")
    name, *more = verb.split()
    ended = command(name, tmp_path, *more)
    assert ended.code == 2
    assert "its run has not ended. Wait for it, or start it again with the same command" in ended.err


@pytest.mark.parametrize("verb", ["show", "report", "export --to trl", "review", "serve --mcp", "explain x"])
def test_a_folder_that_is_not_there_or_a_file_is_said_to_be_so(command: Command, tmp_path: Path, verb: str) -> None:
    name, *more = verb.split()
    (tmp_path / "file").write_text("")
    for place, said in (("nowhere", "there is no such folder"), ("file", "this is a file")):
        ended = command(name, tmp_path / place, *more)
        assert ended.code == 2
        assert f"{tmp_path / place}: {said}. Name the output folder of a run that has ended." in ended.err


def test_a_mistyped_verb_is_told_which_is_meant(command: Command) -> None:
    ended = command("exprot")
    assert ended.code == 2
    assert "Did you mean export?" in ended.err
    assert "Did you mean" not in command("zzzz").err


def test_export_without_a_form_names_all(command: Command, made: Path) -> None:
    ended = command("export", made)
    assert ended.code == 2
    assert "axolotl, axolotl-chat, trl" in ended.err


def test_the_story_of_a_record_is_told_by_its_number(command: Command, made: Path) -> None:
    shown = command("show", made, "2").out
    story = command("explain", made, "2")
    assert story.code == 0
    source = story.out.split("  ")[1]
    assert source in shown


@pytest.mark.whole
def test_a_part_of_the_chunks_says_nothing_of_what_all_of_them_hold(
    command: Command, write_config: Callable[..., Path], made: Path
) -> None:
    assert "They ask about" in " ".join(command("run", write_config()).out.split())
    assert "They ask about" not in " ".join(command("run", write_config(), "--limit", "8").out.split())


def test_replies_of_which_none_could_be_used_say_what_to_try(
    command: Command, write_config: Callable[..., Path], tmp_path: Path
) -> None:
    from whole_runs import serving, write_documents

    write_documents(tmp_path / "documents", 2)
    with serving(answer=lambda body: "As a harbour master, I can't help with that.") as server:
        ended = command(
            "run", write_config(server.url, skip={"skip_filter_chunks": True}, api={"large_max_attempts": 1})
        )
    assert ended.code == 3
    assert ended.out.count("doctor CONFIG") == 1
    assert ended.out.index("could be used") < ended.out.index("documents"), "it comes before all figures"
    assert "it says “As a harbour master, I can't help with that.”" in " ".join(ended.out.split())


def test_a_run_whose_judge_lets_nothing_pass_says_first_what_to_do(
    command: Command, write_config: Callable[..., Path], tmp_path: Path
) -> None:
    from whole_runs import serving, write_documents

    write_documents(tmp_path / "documents", 2)
    with serving(answer=lambda body: "Not suitable.") as server:
        ended = command("run", write_config(server.url))
    assert ended.code == 3
    assert ended.out.index("skip_filter_chunks: True") < ended.out.index("documents  ")


def test_requests_that_are_too_long_are_mended_before_they_are_sent_again(
    command: Command, write_config: Callable[..., Path], tmp_path: Path
) -> None:
    from whole_runs import serving, write_documents

    from mock_server import Fault, error

    write_documents(tmp_path / "documents", 3)
    said = error("This model's maximum context length is 512 tokens, your prompt has 900 tokens")
    with serving(fault=lambda n, body: Fault(400, said) if n % 3 == 0 else None) as server:
        skipped: dict[str, object] = {"skip_filter_chunks": True}
        ended = command("run", write_config(server.url, skip=skipped, curate={"rounds": 0}))
    told = " ".join(ended.out.split())
    assert "Mend what the server says of the " in told
    assert "lower system.chunk_size" in told
    assert "failed calls again" not in told


def test_a_quiet_run_that_makes_nothing_says_so_in_one_sentence(
    command: Command, write_config: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "poem.md").write_text("So it went on and on, over hill and dale, all day long. " * 4)
    ended = command("run", write_config(), "--quiet")
    assert ended.code == 3
    assert ended.out == ""
    assert len(ended.err.splitlines()) == 1
    assert "no record was made: most of all 1 × texts for which the built-in engine has no rule" in ended.err


def test_forms_that_train_other_parts_are_said_to(command: Command, made: Path) -> None:
    assert "Forms differ in what they train" not in command("check", made).out
    assert command("export", made, "--to", "trl,openai", "--quiet").code == 0
    assert "Forms differ in what they train" in command("check", made).out
