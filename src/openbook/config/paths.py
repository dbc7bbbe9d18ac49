"""Where relative paths of a config lead: from the config file first, then from the working directory."""

from os.path import normpath
from pathlib import Path

from openbook.config.config import Config
from openbook.config.source import Source
from openbook.dataclass import dataclass
from openbook.errors import Problem
from openbook.templates import TEMPLATES

USUAL_PROMPTS = frozenset({"prompts", "prompts_local"})
"""Folders that configs name although they come with the program that reads them."""


@dataclass(frozen=True, slots=True)
class PathResolver:
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
    places = PathResolver(source, file)
    given, meta = config.path, config.meta_datagen
    folders, problems, notices = _prompt_folders(config, source, places)
    path = {
        "input_dir": places.found(("path", "input_dir"), given.input_dir),
        "output_dir": places.made(("path", "output_dir"), given.output_dir),
        "ledger": given.ledger and places.made(("path", "ledger"), given.ledger),
        "spool_dir": given.spool_dir and places.made(("path", "spool_dir"), given.spool_dir),
        **folders,
    }
    if path["spool_dir"]:
        path |= given.with_copies_in(path["spool_dir"])
    extras_key = ("meta_datagen", "meta_datagen_extras")
    extras = tuple(places.found(extras_key, extra) for extra in meta.meta_datagen_extras)
    metrics = tuple(places.made(("run", "metrics"), file) for file in config.run.metrics)
    resolved = config.model_copy(
        update={
            "path": given.model_copy(update=path),
            "system": config.system.model_copy(update=_text_or_path(config, places)),
            "retrieval": config.retrieval.model_copy(update=_embedding_folder(config, places)),
            "run": config.run.model_copy(update={"metrics": metrics}),
            "meta_datagen": meta.model_copy(update={"meta_datagen_extras": extras}),
        }
    )
    return resolved, problems, notices


def _prompt_folders(
    config: Config, source: Source, places: PathResolver
) -> tuple[dict[str, Path | None], list[Problem], list[str]]:
    """Return the folders of prompts; None for one that is not there, with a problem or, for a usual name, a notice."""
    folders: dict[str, Path | None] = {}
    problems: list[Problem] = []
    missing: list[str] = []
    for name in ("prompts", "default_prompts"):
        given: Path | None = getattr(config.path, name)
        place = given and places.found(("path", name), given)
        folders[name] = place if place and place.is_dir() else None
        if given is None or place is None or folders[name]:
            continue
        if str(given) in USUAL_PROMPTS and not place.exists():
            missing.append(f"path.{name}: {given}")
        else:
            state = "which is no folder" if place.exists() else "where no folder is"
            wanted = "wanted a folder of prompt files (or no such key: the packaged prompts)"
            problems.append(source.problem(("path", name), f"found {given}, {state}, {wanted}"))
    notice = f"No such folder beside the config ({', '.join(missing)}): the packaged prompts are used."
    return folders, problems, [notice] if missing else []


def _text_or_path(config: Config, places: PathResolver) -> dict[str, str | None]:
    """Return tokenizer and template as paths where there is such a file or folder, else as they are: known names."""
    values: dict[str, str | None] = {}
    for name in ("tokenizer", "template"):
        given: str | None = getattr(config.system, name)
        place = given and given not in TEMPLATES and places.found(("system", name), Path(given))
        values[name] = str(place) if place and place.exists() else given
    return values


def _embedding_folder(config: Config, places: PathResolver) -> dict[str, str | None]:
    """Return the embedding model as a path where it is no name at an endpoint, and there is such a folder."""
    given, url = config.retrieval.embedding_model, config.retrieval.embedding_base_url
    place = given and not url and places.found(("retrieval", "embedding_model"), Path(given))
    return {"embedding_model": str(place) if place and place.exists() else given}
