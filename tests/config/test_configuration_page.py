"""docs/configuration.md has every key of every section, with its default, and nothing that is no key."""

import re
from pathlib import Path
from typing import Any

from pydantic_core import PydanticUndefined

from openbook.config import Config
from openbook.config.prompt_files import PROMPTS
from openbook.config.validate import LEGACY, sections
from openbook.system_prompts import ASSIST
from openbook.templates import TEMPLATES
from some import some

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text("utf-8")
REQUIRED = {("path", "input_dir")}
PACKAGED = {("system", "final_assistant_prompts"), ("system", "final_assistant_prompts_strict")}


def rows() -> dict[tuple[str, str], str]:
    """Return the defaults of the page by section and key."""
    found = {}
    for part in PAGE.split("\n## ")[1:]:
        section = part.splitlines()[0]
        for keys, default in re.findall(r"^\| (`[^|]*`) \| ([^|]*) \|", part, re.MULTILINE):
            for key in re.findall(r"`(\w+)`", keys):
                if section in Config.model_fields:
                    assert (section, key) not in found
                    found[section, key] = default
    return found


def written(default: Any) -> str:
    """Return a default as the page writes it."""
    if default is None:
        return "none"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, tuple | list):
        return f"`[{', '.join(map(str, default))}]`"
    if isinstance(default, float):
        return f"`{default:g}`"
    return f"`{default}`" if default != "" else '`""`'


def test_every_key_is_there_with_its_default() -> None:
    expected = {("pipeline", "pipeline"): "`rag-data`"}
    for section, fields in sections().items():
        for key, field in fields.items():
            default = field.default if field.default is not PydanticUndefined else None
            expected[section, key] = written(default) if field.default_factory is None else "`{}`"
    expected |= dict.fromkeys(REQUIRED, "required") | dict.fromkeys(PACKAGED, "packaged")
    assert rows() == expected


def test_every_option_of_a_key_is_named() -> None:
    for name in (*TEMPLATES, *LEGACY):
        assert f"`{name}`" in PAGE


def test_every_prompt_file_is_there_with_its_fields() -> None:
    for name, required in some(PROMPTS.items()):
        fields = ", ".join(f"`{{{field}}}`" for field in required)
        assert f"| `{name}.yaml` | {fields} |" in PAGE


def test_the_packaged_system_prompts_are_right_themselves() -> None:
    config = Config.model_validate({"system": {"final_assistant_prompts_strict": Config().system.strict_prompts}})
    assert config.system.final_assistant_prompts == ASSIST
    assert not set(config.system.strict_prompts) & set(ASSIST)
