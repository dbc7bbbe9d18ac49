"""A first config for a folder of documents."""

import shlex
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from openbook import atomic
from openbook.errors import InputError, OutputError
from openbook.run import figures

if TYPE_CHECKING:
    from rich.console import Console

TEMPLATE = "config_template.yaml"


def write_config(documents: Path, config: Path, talk: "Console") -> None:
    """Write a commented config beside the documents' folder and say what comes next.

    Raises InputError where there is no such folder, OutputError where the config is there already.
    """
    import orjson

    if config.exists():
        raise OutputError(f"{config}: is there already. Choose another name with --config, or delete it first.")
    if not documents.is_dir():
        what = "is not a folder" if documents.exists() else "there is no such folder"
        raise InputError(f"{documents}: {what}. Name the folder with your documents: openbook init DIR")
    template = resources.files("openbook.run").joinpath(TEMPLATE).read_text("utf-8")
    folder = documents.resolve()
    home = config.absolute().parent.resolve()
    shown = f"./{folder.relative_to(home).as_posix()}" if folder.is_relative_to(home) else folder.as_posix()
    atomic.write_bytes(config, template.replace("INPUT_DIR", orjson.dumps(shown).decode()).encode())
    talk.print(f"{config} is written. {_found(documents)}", soft_wrap=True, markup=False)
    talk.print(f"Next: openbook run {shlex.quote(str(config))}", soft_wrap=True, markup=False)


def _found(documents: Path) -> str:
    """Say what lies in the folder, by suffix, the most frequent first."""
    files = (path for path in documents.rglob("*") if path.is_file() and not path.name.startswith("."))
    suffixes = Counter(path.suffix.lower() or "no suffix" for path in files)
    if not suffixes:
        return f"There is no file in {documents} yet."
    kinds = ", ".join(f"{figures.whole(count)} {suffix}" for suffix, count in suffixes.most_common(6))
    return f"In {documents} there are {figures.whole(suffixes.total())} files: {kinds}."
