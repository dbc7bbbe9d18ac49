"""The config that `openbook init` writes."""

from pathlib import Path

from openbook.atomic import write_bytes
from openbook.errors import OutputError

TEMPLATE = Path(__file__).with_name("template.yaml")
NAME = "config.yaml"
DOCUMENTS = "documents"
SUFFIXES = frozenset({".txt", ".md", ".pdf", ".docx", ".jsonl", ".json", ".html", ".htm", ".epub"})
"""By which a folder is recognised as one of documents."""


def write_template(folder: Path) -> Path:
    """Write a commented config into a folder and return its path; the folder is made where it is missing.

    The config reads the folder itself where documents lie in it, else its subfolder `documents`, which is made. Raises
    OutputError where there is a config already, or nothing can be written.
    """
    path = folder / NAME
    if path.exists():
        raise OutputError(f"{path} is there already and stays as it is: edit it, or name another folder.")
    input_dir = "." if _holds_documents(folder) else f"./{DOCUMENTS}"
    write_bytes(path, TEMPLATE.read_text("utf-8").replace("{input_dir}", input_dir).encode())
    (folder / input_dir).mkdir(exist_ok=True)
    return path


def _holds_documents(folder: Path) -> bool:
    if not folder.is_dir() or (folder / DOCUMENTS).is_dir():
        return False
    visible = (entry for entry in folder.iterdir() if not entry.name.startswith("."))
    return any(entry.suffix.lower() in SUFFIXES and entry.is_file() for entry in visible)
