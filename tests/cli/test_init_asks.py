"""`openbook init` on a terminal: what it finds, what it asks, and what the answers make of the config."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from on_a_terminal import on_a_terminal
from whole_runs import serving

from openbook.config import Config, load_config
from openbook.system_prompts import STRICT
from openbook.terminal.conversation import Choices, converse
from openbook.terminal.init import look, next_commands, write_template
from openbook.terminal.servers import Server, ServerKind, local_servers

OLLAMA = Server(ServerKind("Ollama", 4), "http://127.0.0.1:11434/v1", ("nomic-embed-text", "qwen2.5:7b"))


@dataclass
class Person:
    """Answers each question by the words that it holds; anything else with what stands in brackets."""

    answers: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Hear something."""
        self.heard.append(text)

    def choose(self, question: str, options: Sequence[str], default: int = 0) -> int:
        """Choose the option that begins with the answer."""
        self.heard.append(question)
        wanted = self._answer(question)
        return default if wanted is None else next(n for n, one in enumerate(options) if one.startswith(wanted))

    def words(self, question: str, default: str = "", forbidden: str = "") -> str:
        """Type the answer."""
        self.heard.append(question)
        return self._answer(question) or default

    def _answer(self, question: str) -> str | None:
        return next((said for part, said in self.answers.items() if part in question), None)


def config_of(choices: Choices, folder: Path) -> Config:
    return load_config(write_template(folder, choices))


def test_a_mere_enter_takes_a_local_model_that_writes_and_declines(tmp_path: Path) -> None:
    config = config_of(converse(Person(), [OLLAMA], ""), tmp_path)
    large = config.model("large")
    assert (large.model, large.base_url) == ("qwen2.5:7b", OLLAMA.url)
    assert config.system.concurrency_limit == 4, "as many as Ollama answers at a time"
    assert dict(config.shares) == {"gold_hard": 0.6, "missing_abstain": 0.4}
    assert config.notices == ()


def test_without_a_server_enter_takes_the_built_in_engine_and_it_is_said(tmp_path: Path) -> None:
    person = Person()
    config = config_of(converse(person, [], "5 documents"), tmp_path)
    assert config.model("large").mode == "extractive"
    assert person.heard[0] == "5 documents"
    assert "No server of models answers on this machine (Ollama, vLLM, llama.cpp" in person.heard[1]


def test_a_server_elsewhere_is_taken_by_address_name_and_the_variable_of_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person({"Which model": "another", "Address": "https://ai.example/v1", "Name of": "big-one"})
    choices = converse(person, [], "")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert "export OPENAI_API_KEY=…" in list(next_commands(tmp_path / "config.yaml", choices))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    large = config_of(choices, tmp_path).model("large")
    assert (large.model, large.base_url) == ("big-one", "https://ai.example/v1")
    assert large.api_key is not None
    typed = list(next_commands(tmp_path / "config.yaml", choices))
    assert [re.sub(r".*openbook ", "", line, count=1).split()[0] for line in typed] == ["doctor", "plan", "run", "run"]


def test_what_documents_are_about_stands_in_the_system_prompts(tmp_path: Path) -> None:
    config = config_of(converse(Person({"about": "the light: “its” #1 lamp."}), [], ""), tmp_path)
    prompts = config.system.final_assistant_prompts_strict or ()
    assert len(prompts) == len(STRICT)
    assert all(one.startswith("You answer questions about the light: “its” #1 lamp.\n\n") for one in prompts)
    assert [one.split("\n\n", 1)[1] for one in prompts] == list(STRICT)


def test_recalling_has_the_prompts_that_let_it(tmp_path: Path) -> None:
    config = config_of(converse(Person({"search fails": "recall", "about": "the moon"}), [], ""), tmp_path)
    assert dict(config.shares) == {"gold_hard": 0.6, "missing_recall": 0.4}
    assert all("about the moon" in one for one in config.system.final_assistant_prompts)
    assert config.system.final_assistant_prompts_strict is None


@pytest.mark.parametrize("template", ["phi", "mistral", "deepseek"])
def test_chat_format_and_trainer_are_as_chosen(tmp_path: Path, template: str) -> None:
    config = config_of(converse(Person({"chat format": template, "trainer": "unsloth"}), [], ""), tmp_path)
    assert config.system.template == template
    assert list(config.export.formats) == ["unsloth"]


def test_a_local_server_is_found_by_its_models() -> None:
    with serving(models=("one", "two")) as server:
        port = int(server.url.split(":")[2].split("/")[0])
        (found,) = local_servers({port: ServerKind("Ollama", 4)})
        assert (found.kind.name, found.models) == ("Ollama", ("one", "two"))
    assert local_servers({port: ServerKind("Ollama", 4)}) == []


def test_documents_are_counted_as_a_run_would_find_them(tmp_path: Path) -> None:
    (tmp_path / "manuals" / "old").mkdir(parents=True)
    (tmp_path / "manuals" / "one.md").write_text("text")
    (tmp_path / "manuals" / "old" / "two.pdf").write_text("text")
    (tmp_path / "photo.heic").write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "three.md").write_text("text")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / ".openbook.lock").write_text("")
    (tmp_path / "output" / "four.jsonl").write_text("{}")
    told = look(tmp_path).told
    assert told.startswith(f"2 documents (1 .md, 1 .pdf) in {tmp_path}.")
    assert "1 file (.heic) in a format that is not read" in told
    assert load_config(write_template(tmp_path)).path.input_dir == tmp_path, "they lie in subfolders only"


@pytest.mark.whole
def test_a_person_at_a_terminal_is_asked_and_told_what_to_type_next(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("text")
    answers = [("Number", "9\n"), ("Number", "none\n"), ("Number", "2\n"), ("Number", "llama3\n")]
    answers += [("About", "the {light}\n"), ("About", "the light\n"), ("Number", "\n")]
    code, shown = on_a_terminal(["init"], answers, here=tmp_path)
    assert code == 0, shown
    assert "1 document (.md) in" in shown
    assert "type a number from 1 to" in shown
    assert "without { and }, please." in shown
    assert "openbook run config.yaml" in shown.replace("python -m ", "")
    assert max(map(len, shown.splitlines())) <= 80, "no line is torn at the edge"
    config = load_config(tmp_path / "config.yaml")
    assert (config.system.template, "missing_recall" in config.shares) == ("llama3", True)


@pytest.mark.parametrize("sign", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_who_stops_in_the_middle_has_written_nothing(tmp_path: Path, sign: str) -> None:
    code, shown = on_a_terminal(["init", "new"], [("Number", sign)], here=tmp_path)
    assert code == 130
    assert shown.endswith("\nstopped: nothing is written.\n")
    assert "paid" not in shown
    assert not (tmp_path / "new").exists()


def test_a_config_that_is_there_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("mine")
    code, shown = on_a_terminal(["init"], here=tmp_path)
    assert code == 2
    assert "is there already" in shown
    assert "Number" not in shown
