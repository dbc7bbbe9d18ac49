"""From a config file to a config, or to all of its problems at once."""

import os
from collections.abc import Sequence
from pathlib import Path

from openbook.calls import WRITERS
from openbook.config.config import Config
from openbook.config.consistency import mismatches
from openbook.config.overrides import fill_in, override
from openbook.config.paths import resolve
from openbook.config.prompt_files import check_prompts
from openbook.config.source import COMMAND_LINE, Source, dotted, read_source
from openbook.config.validate import LEGACY, meant, validated
from openbook.errors import ConfigError, Problem


def load_config(path: Path | str, overrides: Sequence[str] = ()) -> Config:
    """Return the config in a YAML file, its paths absolute and its environment variables filled in.

    `overrides` are texts such as `system.chunk_size=2000`. Raises ConfigError with every problem of the file, of the
    overrides and of the prompt files that it names; no message shows a key.
    """
    path = Path(path)
    source = _read(path)
    override(source, overrides)
    notices = _without_legacy(source)
    unfilled, empty = fill_in(source, os.environ)
    config, wrong, left_out = validated(source)
    config, misplaced, placed = resolve(config, source, path)
    skip = left_out | empty
    between = [source.problem(found.key, found.message) for found in mismatches(config, skip)]
    broken_prompts, prompt_notices = check_prompts(config)
    problems = [*source.problems, *unfilled, *wrong, *misplaced, *between, *_not_given(source, skip), *broken_prompts]
    if problems:
        raise ConfigError(_in_order(problems, source))
    return config.read_from(
        Path(os.path.normpath(path.absolute())),
        (*notices, *placed, *prompt_notices, *_notices(config, source)),
        str(source.problem(("path", "input_dir"), "")).removesuffix(": "),
    )


def _read(path: Path) -> Source:
    source = read_source(path)
    if source.values is None and not source.problems:
        source.values = {}
    if not isinstance(source.values, dict):
        if not source.problems:
            message = "found no sections, wanted `api:`, `path:`, `system:` and so on, each with its keys below"
            source.problems.append(Problem(source.name, 1, "", message))
        raise ConfigError(source.problems)
    return source


def _without_legacy(source: Source) -> list[str]:
    """Take the legacy keys out of the source, whatever section they stand in; return one notice for all."""
    found: list[str] = []
    for name, section in list(source.values.items()):
        if name in LEGACY:
            found.append(name)
            del source.values[name]
        elif isinstance(section, dict):
            for key in LEGACY.intersection(section):
                found.append(dotted((name, key)))
                del section[key]
    return [f"Not used here and passed over: {', '.join(sorted(found))}."] if found else []


def _not_given(source: Source, skip: set[tuple[str | int, ...]]) -> list[Problem]:
    """Return the problem of a config that names no documents."""
    key = ("path", "input_dir")
    misspelt = any(other not in ((), key) and meant(other) == dotted(key) for other in skip)
    if misspelt or skip & {key, key[:1]} or source.get(key) is not None:
        return []
    return [source.problem(key, "found nothing, wanted the folder of your documents")]


def _notices(config: Config, source: Source) -> list[str]:
    notices = []
    if source.get(("system", "chunk_unit")) is None:
        notices.append(
            f"system.chunk_unit is not given: chunk_size ({config.system.chunk_size}) counts characters. "
            "Write `chunk_unit: characters` to keep it so, or `chunk_unit: tokens` with a tokenizer."
        )
    for size in WRITERS:
        if config.model(size).mode == "extractive" and getattr(config.api, f"{size}_api_key"):
            notices.append(f"api.{size}_api_key is not used: the built-in engine needs no key.")
    planned = config.scenarios.shares(config.system.rag_failure_percentage)
    unwritten = [name for name in planned if name not in config.shares]
    if unwritten:
        notices.append(
            f"The built-in engine can't write the scenarios {', '.join(unwritten)}: their share goes to the others. "
            "Name a model to have them."
        )
    if config.system.formats and source.get(("system", "template")) is not None:
        notices.append("system.template is not used: system_format, user_format and assistant_format are given.")
    return notices


def _in_order(problems: list[Problem], source: Source) -> list[Problem]:
    """Return the problems in the order of the file's lines, then those of the command line and of other files."""
    files = {source.name: 0, COMMAND_LINE: 1}
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda problem: (files.get(problem.path, 2), problem.path, problem.line or 0))
