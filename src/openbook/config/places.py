"""Where relative paths of a config lead: from the config file first, then from the working directory."""

from dataclasses import dataclass
from os.path import normpath
from pathlib import Path

from openbook.config.config import Config
from openbook.config.sections import TEMPLATES
from openbook.config.source import Source
from openbook.errors import Problem

USUAL_PROMPTS = frozenset({"prompts", "prompts_local"})
"""Folders that configs name although they come with the program that reads them."""


@dataclass(frozen=True, slots=True)
class Places:
    """Resolves paths as the config file, or the command line, means them."""

    source: Source
    file: Path
    """The config file."""

    def bases(self, key: tuple[str, ...]) -> tuple[Path, Path]:
        """Return the folders a path at the key is looked for in, the first one standing for a file to be made."""
        beside, working = self.file.absolute().parent, Path.cwd()
        return (working, beside) if self.source.is_from_command_line(key) else (beside, working)

    def made(self, key: tuple[str, ...], path: Path) -> Path:
        """Return where something that the run makes belongs."""
        return _normal(self.bases(key)[0] / path.expanduser())

    def found(self, key: tuple[str, ...], path: Path) -> Path:
        """Return where something is that the run reads; where it would be beside the config if it is nowhere."""
        places = [_normal(base / path.expanduser()) for base in self.bases(key)]
        return next((place for place in places if place.exists()), places[0])


def _normal(path: Path) -> Path:
    """Make absolute and drop `.` and `..`, leaving links as the user named them."""
    return Path(normpath(path.absolute()))


def resolve(config: Config, source: Source, file: Path) -> tuple[Config, list[Problem], list[str]]:
    """Return the config with absolute paths, problems with folders that are not there, and notices."""
    places = Places(source, file)
    problems: list[Problem] = []
    notices: list[str] = []
    given = config.path
    updates: dict[str, Path | None] = {
        "input_dir": places.found(("path", "input_dir"), given.input_dir),
        "output_dir": places.made(("path", "output_dir"), given.output_dir),
        "ledger": given.ledger and places.made(("path", "ledger"), given.ledger),
    }
    missing: list[str] = []
    for name in ("prompts", "default_prompts"):
        folder: Path | None = getattr(given, name)
        updates[name] = folder and places.found(("path", name), folder)
        place = updates[name]
        if folder is None or place is None or place.is_dir():
            continue
        if place.exists() or folder.is_absolute() or folder.name not in USUAL_PROMPTS or len(folder.parts) > 1:
            state = "which is no folder" if place.exists() else "where no folder is"
            message = f"found {folder}, {state}, wanted a folder of prompt files (or no such key: the packaged prompts)"
            problems.append(source.problem(("path", name), message))
        else:
            missing.append(f"path.{name}: {folder}")
        updates[name] = None
    if missing:
        notices.append(f"No such folder beside the config ({', '.join(missing)}): the packaged prompts are used.")
    extras = tuple(
        places.found(("meta_datagen", "meta_datagen_extras"), path) for path in config.meta_datagen.meta_datagen_extras
    )
    system = {name: _text_or_path(places, name, getattr(config.system, name)) for name in ("template", "tokenizer")}
    resolved = config.model_copy(
        update={
            "path": given.model_copy(update=updates),
            "system": config.system.model_copy(update=system),
            "meta_datagen": config.meta_datagen.model_copy(update={"meta_datagen_extras": extras}),
        }
    )
    return resolved, problems, notices


def _text_or_path(places: Places, name: str, value: str | None) -> str | None:
    """Return the path where there is such a file or folder, else the text as it is: a known name."""
    if value is None or value in TEMPLATES:
        return value
    place = places.found(("system", name), Path(value))
    return str(place) if place.exists() else value
