"""What is wrong with a config is said at once: file, line, key, what was found, what is wanted.

The files in `bad/` say it themselves: what stands behind each `#!` must be reported for that line, and nothing else.
"""

from pathlib import Path

import pytest
from configs import ENOUGH, Load, Problems

from openbook.config import load_config
from openbook.errors import ConfigError

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
QUOTE = "wanted `key: value`; text with : # { } [ ] goes in quotes"


@pytest.mark.parametrize("file", BAD, ids=[file.stem for file in BAD])
def test_every_problem_of_a_file_is_reported_and_nothing_else(
    file: Path, problems: Problems, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENBOOK_EMPTY", " ")
    text = file.read_text("utf-8")
    expected = [
        f"config.yaml:{number}: {message.strip()}"
        for number, line in enumerate(text.splitlines(), start=1)
        for message in line.split("#!")[1:]
    ]
    assert expected
    assert problems(text) == expected


@pytest.mark.whole
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ": path.input_dir: found nothing, wanted the folder of your documents"),
        ("path:\n  text_key: t", ":1: path.input_dir: found nothing, wanted the folder of your documents"),
        ("- a\n", ":1: found no sections, wanted `api:`, `path:`, `system:` and so on, each with its keys below"),
        ("api:\n\tsmall_model: m\n", ":2: found a tab at the start of a line, wanted spaces"),
        ("api:\n  a: b: c\n", f":2: found invalid YAML, mapping values are not allowed here, {QUOTE}"),
        ("a: *bees\n", f":1: found invalid YAML, found undefined alias '…', {QUOTE}"),
        (
            "a: [1, b\nc: 2]\n",
            f":2: found invalid YAML, expected ',' or ']', but got ':' (in what began in line 1), {QUOTE}",
        ),
        ("a: 1\n---\nb: 2\n", ":2: found a second document after `---`, wanted one"),
        ("a: 1\nb: \x07\n", ":2: found the control character U+0007, wanted printable text"),
        ("a: " + "[" * 5000, ": found values nested too deep, wanted a plain config"),
    ],
)
def test_a_file_that_is_no_config_is_one_clear_problem(text: str, message: str, problems: Problems) -> None:
    assert problems(text) == [f"config.yaml{message}"]


def test_a_section_given_twice_is_an_error_with_both_lines(problems: Problems) -> None:
    assert problems("path: {input_dir: d}\nsystem: {}\nsystem: {}\n") == [
        "config.yaml:3: system: found a second time, wanted once (first in line 2)"
    ]


def test_a_file_that_can_not_be_read_is_a_problem(tmp_path: Path) -> None:
    for path, message in (
        (Path("none.yaml"), "none.yaml: there is no such file; `openbook init` writes one"),
        (tmp_path, f"{tmp_path}: found a folder, wanted a config file; `openbook init {tmp_path}` writes a config"),
    ):
        with pytest.raises(ConfigError) as caught:
            load_config(path)
        assert str(caught.value) == message


def test_a_file_in_another_encoding_is_a_problem_with_its_line() -> None:
    Path("latin.yaml").write_bytes(b"path:\n  input_dir: caf\xe9\n")
    with pytest.raises(ConfigError) as caught:
        load_config(Path("latin.yaml"))
    assert str(caught.value) == "latin.yaml:2: found a byte that is not UTF-8, wanted a UTF-8 file"


def test_a_byte_order_mark_is_no_problem() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        Path("marked.yaml").write_text(ENOUGH, encoding=encoding)
        assert load_config(Path("marked.yaml")).notices == ()


def test_the_file_is_named_as_the_user_gave_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    Path("sub/my.yaml").write_text("path: {input_dir: d}\nsystem: {seed: x}\n")
    with pytest.raises(ConfigError, match=r"^sub/my.yaml:2: system.seed: found \"x\", wanted a whole number$"):
        load_config(Path("sub/my.yaml"))


def test_braces_around_anything_but_a_name_are_text(load: Load) -> None:
    prompt = 'Reply as {"json": true}, {}, { data } or {1}. {data}'
    config = load(f"path: {{input_dir: d}}\nsystem:\n  final_assistant_prompts: ['{prompt}']\n")
    assert config.system.final_assistant_prompts == (prompt,)
