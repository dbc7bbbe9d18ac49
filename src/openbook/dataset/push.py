"""An exported folder, uploaded to a hub as a dataset that loads as it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from openbook.config.sections import FormName
from openbook.dataclass import dataclass
from openbook.dataset.forms.table import form_of
from openbook.dataset.lint import check_file
from openbook.dataset.write import EXPORT
from openbook.errors import InputError, MissingExtraError, PrerequisiteError
from openbook.file_names import RUN_FILE, no_output

CARD = "README.md"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What is on the hub now."""

    url: str
    files: tuple[str, ...]
    notices: tuple[str, ...]
    """What its owner should still do, one sentence each."""


def push(
    output: Path, format_: FormName, repository: str, *, private: bool = True, endpoint: str | None = None
) -> Pushed:
    """Upload the rows of a format, their settings and their card as the dataset `repository` (owner/name).

    The token is the one that huggingface_hub finds (`hf auth login`, or HF_TOKEN); `endpoint` is the hub's address
    where it is another one. Raises InputError where there is nothing to upload or it has errors, MissingExtraError,
    and PrerequisiteError with what the hub said.
    """
    if not (output / EXPORT).is_dir() and not (output / RUN_FILE).is_file():
        raise no_output(output, RUN_FILE)
    folder = output / EXPORT / format_
    names = _checked(folder, format_)
    try:
        from huggingface_hub import HfApi
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalTokenNotFoundError
    except ImportError:
        raise MissingExtraError("openbook push", "hub") from None
    api = HfApi(endpoint=endpoint, library_name="openbook")
    try:
        url = api.create_repo(repository, repo_type="dataset", private=private, exist_ok=True)
        api.upload_folder(
            repo_id=repository,
            repo_type="dataset",
            folder_path=folder,
            allow_patterns=list(names),
            commit_message="Training records by openbook",
        )
    except (HfHubHTTPError, HFValidationError, LocalTokenNotFoundError) as error:
        said = str(error).strip().split("\n", 1)[0]
        raise PrerequisiteError(
            f"{repository}: the hub refused ({said}). Name it owner/name, and log in with `hf auth login` or HF_TOKEN."
        ) from error
    except Exception as error:
        if not _is_unreachable(error):
            raise
        said = str(error).strip().split("\n", 1)[0] or type(error).__name__
        raise PrerequisiteError(
            f"{repository}: the hub at {api.endpoint} can't be reached ({said}). Look at the network, a proxy or "
            "HF_ENDPOINT, then type it again."
        ) from error
    return Pushed(str(url), names, tuple(_notices(folder)))


def _is_unreachable(error: Exception) -> bool:
    """Whether no hub answered: an error of the system, or what libraries that send call so."""
    names = {one.__name__ for one in type(error).__mro__}
    return isinstance(error, OSError) or bool(names & {"TransportError", "RequestException"})


def _checked(folder: Path, format_: FormName) -> tuple[str, ...]:
    """Return the names of the files to upload. Raises InputError where there are none, or they have errors."""
    form = form_of(format_)
    rows = [folder / name for name in (form.train, form.validation) if (folder / name).is_file()]
    if not rows or not (folder / CARD).is_file():
        raise InputError(
            f"{folder}: there is no export in it. Make it with `openbook export {folder.parent.parent} --to {format_}`."
        )
    for path in rows:
        checked = check_file(path)
        if checked.errors:
            raise InputError(f"{path}: {checked.errors} errors. `openbook check {path}` lists them.")
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")))


def _notices(folder: Path) -> list[str]:
    header: Mapping[str, Any] = yaml.safe_load((folder / CARD).read_text("utf-8").split("---\n")[1]) or {}
    if header.get("license") in (None, "unknown"):
        return [f"The card says `license: unknown`: fill it in, here in {folder / CARD} or on the hub."]
    return []
