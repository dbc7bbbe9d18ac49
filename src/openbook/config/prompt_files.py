"""Prompt files: which there are, where they are looked up, what they must hold.

A prompt is a YAML list of messages with role and content, or in completion mode a text file. Fields such as `{text}`
are filled in later; anything else in braces is text.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openbook.calls import Message
from openbook.config.config import Config
from openbook.config.messages import kind, listed, shown
from openbook.config.sections import NAME_IN_BRACES
from openbook.config.source import PLACEHOLDER, Source, read_source
from openbook.dataclass import dataclass
from openbook.errors import Problem
from openbook.judges import JUDGES
from openbook.judges import PROMPTS as JUDGED_BY
from openbook.scenarios import SCENARIOS

FIELDS = ("text", "metadata", "stringified_retrieved_chunks", "questions", "turns")
"""What a prompt can be filled with: a chunk's text, its source, the context as it is shown, questions that were
asked, and how many turns are wanted."""

PROMPTS: Mapping[str, tuple[str, ...]] = {
    "filter": ("text",),
    "rag_success_conversation": ("text", "stringified_retrieved_chunks"),
    "rag_failed_conversation": ("text", "stringified_retrieved_chunks"),
}
"""The prompts of every config, with the fields without which a reply could not be about the chunk."""

ROLES = ("system", "developer", "user", "assistant")


@dataclass(frozen=True, slots=True)
class PromptText:
    """A prompt as its file holds it, not yet filled in."""

    path: Path
    messages: tuple[Message, ...]
    """Of a chat prompt, without the white space around each content; empty in completion mode."""
    text: str | None
    """Of a completion prompt, as it is in the file; None in chat mode."""
    examples: tuple[Message, ...] = ()
    """Messages marked `example: true`: they go behind the first ones, and only where no schema says the form."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything in it that can have fields."""
        return tuple(message.content for message in self.messages) if self.text is None else (self.text,)


CONTRADICTING = {"contradiction": "contradict", "older": "outdate"}
"""The prompts that have a model change a fact, by what a kind of context adds."""

IN_ONE_CALL = {row.one_call: name for name, row in SCENARIOS.items() if row.one_call}
"""The prompts that have question and answer written in one call, each with the kind of context that it is for."""

UNFOUND = "unfound"
"""The prompt for what an answer from memory lacks: that the search found nothing."""


def writing(scenario: str, asked: bool) -> str:
    """Return the name of the prompt that writes the answers; `asked`: the questions are there already."""
    return (not asked and SCENARIOS[scenario].one_call) or f"rag_{scenario}"


def asking(scenario: str) -> str:
    """Return the name of the prompt that asks the questions."""
    return f"ask_{scenario}"


def file_stems(name: str, asked: bool) -> tuple[str, ...]:
    """Return the file names, without their endings, under which a prompt is looked up: its own first."""
    if name.startswith("ask_"):
        like = SCENARIOS[name.removeprefix("ask_")].asked_like
        return tuple(dict.fromkeys((name, f"ask_{like}" if like else "ask")))
    if name in PROMPTS or not name.startswith("rag_"):
        return (name,)
    scenario = SCENARIOS.get(name.removeprefix("rag_"))
    like = scenario.written_like if scenario else ""
    if like == "gold" and not asked:
        return (name, SCENARIOS["gold"].one_call)
    return tuple(dict.fromkeys((name, f"rag_{like}" if like else name)))


def file_name(name: str, completion: bool) -> str:
    """Return the file of a prompt."""
    return f"{name}.txt" if completion else f"{name}.yaml"


def find(name: str, folders: Sequence[Path | None], completion: bool, asked: bool = False) -> Path | None:
    """Return the first of the folders' files for a prompt, one of its own before one that serves several; None where
    no folder has any. `asked`: the config asks questions first.
    """
    stems = file_stems(name, asked)
    paths = (folder / file_name(stem, completion) for folder in folders if folder for stem in stems)
    return next((path for path in paths if path.is_file()), None)


def read_prompt(path: Path, required: Sequence[str], *, packaged: bool = False) -> tuple[PromptText, list[Problem]]:
    """Return a prompt and everything that is wrong with its file."""
    if path.suffix == ".txt":
        return _read_text(path, required)
    source = read_source(path, packaged=packaged)
    messages: list[Message] = []
    if not source.problems:
        messages = list(_messages(source))
    marked = [_is_example(entry) for entry in source.values] if messages else []
    examples = tuple(message for message, is_example in zip(messages, marked, strict=False) if is_example)
    said = tuple(message for message, is_example in zip(messages, marked, strict=False) if not is_example)
    prompt = PromptText(path, said, None, examples)
    if not source.problems:
        source.problems.extend(_field_problems(source, prompt, required))
    return prompt, source.problems


def _read_text(path: Path, required: Sequence[str]) -> tuple[PromptText, list[Problem]]:
    source = Source(str(path))
    try:
        prompt = PromptText(path, (), path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except (OSError, UnicodeDecodeError) as error:
        return PromptText(path, (), ""), [Problem(source.name, None, "", f"can't be read as UTF-8 text: {error}")]
    return prompt, list(_field_problems(source, prompt, required))


def _messages(source: Source) -> Iterator[Message]:
    if not isinstance(source.values, list) or not source.values:
        found = kind(source.values) if source.values else "nothing"
        message = f"found {found}, wanted a list of messages, each with `role:` and `content:`"
        source.problems.append(Problem(source.name, 1, "", message))
        return
    for index, entry in enumerate(source.values):
        wrong = list(_wrong_in_message(entry))
        for key, text in wrong:
            source.problems.append(source.problem((index, key) if key else (index,), text))
        if not wrong:
            yield Message(entry["role"], entry["content"].strip())


def _is_example(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("example") is True


def _wrong_in_message(entry: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(entry, dict):
        yield "", f"found {kind(entry)}, wanted a message with `role:` and `content:`"
        return
    if entry.get("role") not in ROLES:
        yield "role", f"found {shown(entry.get('role'))}, wanted {listed(ROLES)}"
    content = entry.get("content")
    if not isinstance(content, str) or not content.strip():
        yield "content", f"found {'nothing' if not content else kind(content)}, wanted text"
    for name in entry:
        if name not in ("role", "content", "example"):
            yield name, "found an unknown key, wanted role, content and example only"
    if not isinstance(entry.get("example", False), bool):
        yield "example", f"found {shown(entry['example'])}, wanted true or false"


def _field_problems(source: Source, prompt: PromptText, required: Sequence[str]) -> Iterator[Problem]:
    everything = "\n".join(prompt.texts)
    names = set(NAME_IN_BRACES.findall(everything))
    for field in FIELDS:
        if f"{{{{{field}}}}}" in everything:
            yield Problem(source.name, None, "", f"found {{{{{field}}}}}, wanted {{{field}}}, with single braces")
        elif field in required and field not in names:
            from difflib import get_close_matches

            near = get_close_matches(field, names - set(FIELDS), n=1)
            found = f"{{{near[0]}}}" if near else f"no {{{field}}}"
            yield Problem(
                source.name,
                None,
                "",
                f"found {found}, wanted {{{field}}} where the {_what(field)}",
            )
    for index, text in enumerate(prompt.texts):
        before, found, _ = text.partition(PLACEHOLDER)
        if found:
            message = f"found the placeholder {PLACEHOLDER}!!, wanted a value of your own"
            line = before.count("\n") + 1
            is_text = prompt.text is not None
            yield Problem(source.name, line, "", message) if is_text else source.problem((index, "content"), message)


def _what(field: str) -> str:
    names = {"text": "chunk's text goes", "metadata": "chunk's source goes", "questions": "questions go"}
    return names.get(field, "retrieved context goes")


def needed(config: Config) -> dict[str, tuple[str, ...]]:
    """Return the prompts that a config needs, each with the fields that it must have."""
    return {**_written_with(config), **_judged_with(config)}


def _judged_with(config: Config) -> dict[str, tuple[str, ...]]:
    names = [name for judge in config.verify.asked for name in JUDGES[judge].prompts]
    return {name: JUDGED_BY[name] for name in dict.fromkeys(names)}


def _written_with(config: Config) -> dict[str, tuple[str, ...]]:
    scenarios = config.shares
    adds = {SCENARIOS[name].adds for name in scenarios} if config.scenarios.conflicting_by == "model" else set()
    changes = {prompt: ("text",) for added, prompt in CONTRADICTING.items() if added in adds}
    if not config.system.completion_mode and any(SCENARIOS[name].does == "recalls" for name in scenarios):
        changes[UNFOUND] = ("questions",)
    if not config.asks_first:
        names = {writing(scenario, asked=False): ("stringified_retrieved_chunks",) for scenario in scenarios}
        return {**PROMPTS, **{name: fields for name, fields in names.items() if name not in PROMPTS}, **changes}
    asks = {asking(scenario): ("text",) for scenario in scenarios}
    writes = {writing(scenario, asked=True): ("questions", "stringified_retrieved_chunks") for scenario in scenarios}
    return {**PROMPTS, **changes, **asks, **writes}


def check_prompts(config: Config) -> tuple[list[Problem], list[str]]:
    """Return what is wrong with the prompt files that a config's folders hold, and notices about those they lack."""
    completion = config.system.completion_mode
    folders = [folder for folder in (config.path.prompts, config.path.default_prompts) if folder]
    problems: list[Problem] = []
    notices: list[str] = []
    wanted = needed(config)
    paths = {name: find(name, folders, completion, config.asks_first) for name in wanted}
    for name, path in paths.items():
        other = find(name, folders, not completion, config.asks_first)
        if path:
            problems.extend(read_prompt(path, wanted[name])[1])
            if config.asks_first and name in IN_ONE_CALL:
                answering = file_name(writing(IN_ONE_CALL[name], asked=True), completion)
                how = f"{answering} answers them. `retrieval.query: chunk` has both written by the one"
                notices.append(f"{path} is not used: questions are asked first, and {how}.")
        elif other:
            mode = f"{'completion' if completion else 'chat'} mode reads {file_name(name, completion)}"
            notices.append(f"{other} is not used: {mode}, and the packaged one serves.")
    if folders and not any(paths.values()) and not notices:
        names = " or ".join(file_name(name, completion) for name in PROMPTS)
        notices.append(f"No {names} in {' or '.join(map(str, dict.fromkeys(folders)))}: the packaged prompts are used.")
    return problems, notices
