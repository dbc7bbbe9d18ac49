"""The one table of file formats: what a file is by the end of its name, and what is special about that.

Other packages add rows of their own through the entry point group `openbook.readers`.
"""

import sys
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openbook.dataclass import dataclass, replace
from openbook.errors import PrerequisiteError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "openbook.readers"
"""Entry points of other packages: the name is the ending without its dot, what it names a function that reads, or a
`Format` that names one.
"""


@dataclass(frozen=True, slots=True)
class Format:
    """One ending of file names."""

    reader: str
    """Module in `formats` with a `read(file)`; of another package `module:function`."""
    textual: bool = False
    """Whether the reader runs no foreign parser on the whole file: it is read in this process while there is little."""
    packs: bool = False
    """Whether it is read behind `.gz` too although a foreign parser runs on it; what is textual is in any case."""
    many: bool = False
    """Whether a file holds many documents; their sources end in `:12`."""
    streamed: bool = False
    """Whether it is read line by line: the limit on the size holds for a line."""
    alias: bool = False
    """Whether it is another name of a format, which messages need not list."""
    least: float = 0.2
    """Characters of text a byte below which a file reads to suspiciously little."""
    language: str = ""
    """Of source code, as it is named behind a fence."""
    version: str = ""
    """Of the package that adds it: what was parsed by another one is parsed again. Empty for ours."""

    def load(self) -> Callable[..., Any]:
        """Return what reads such files. Raises as an import does."""
        module, _, function = self.reader.partition(":")
        if not function:
            module, function = f"openbook.corpus.formats.{module}", "read"
        reads: Callable[..., Any] = attrgetter(function)(import_module(module))
        return reads


FORMATS: dict[str, Format] = {
    ".txt": Format("text", textual=True),
    ".text": Format("text", textual=True, alias=True),
    ".md": Format("markdown", textual=True),
    ".markdown": Format("markdown", textual=True, alias=True),
    ".rmd": Format("markdown", textual=True, alias=True),
    ".qmd": Format("markdown", textual=True, alias=True),
    ".mdx": Format("mdx", textual=True),
    ".jsonl": Format("jsonl", textual=True, many=True, streamed=True),
    ".ndjson": Format("jsonl", textual=True, many=True, streamed=True, alias=True),
    ".json": Format("json", textual=True, many=True),
    ".parquet": Format("parquet_rows", many=True, streamed=True),
    ".csv": Format("delimited", textual=True),
    ".tsv": Format("delimited", textual=True),
    ".tab": Format("delimited", textual=True, alias=True),
    ".ipynb": Format("notebook", textual=True, least=0.01),
    ".srt": Format("subtitles", textual=True, least=0.1),
    ".vtt": Format("subtitles", textual=True, least=0.05),
    ".rst": Format("rst", textual=True),
    ".org": Format("org", textual=True),
    ".adoc": Format("asciidoc", textual=True),
    ".asciidoc": Format("asciidoc", textual=True, alias=True),
    ".tex": Format("tex", textual=True),
    ".eml": Format("mail", packs=True, least=0.005),
    ".mbox": Format("mailbox", packs=True, many=True, streamed=True),
    ".mht": Format("web_archive", packs=True, least=0.0),
    ".mhtml": Format("web_archive", packs=True, least=0.0, alias=True),
    ".html": Format("html", packs=True, least=0.005),
    ".htm": Format("html", packs=True, least=0.005, alias=True),
    ".xhtml": Format("html", packs=True, least=0.005, alias=True),
    ".pdf": Format("pdf", packs=True, least=0.0005),
    ".docx": Format("docx", packs=True, least=0.002),
    ".docm": Format("docx", packs=True, least=0.001, alias=True),
    ".dotx": Format("docx", packs=True, least=0.001, alias=True),
    ".dotm": Format("docx", packs=True, least=0.001, alias=True),
    ".rtf": Format("rtf", packs=True, least=0.002),
    ".pptx": Format("pptx", packs=True, least=0.0),
    ".pptm": Format("pptx", packs=True, least=0.0, alias=True),
    ".ppsx": Format("pptx", packs=True, least=0.0, alias=True),
    ".potx": Format("pptx", packs=True, least=0.0, alias=True),
    ".xlsx": Format("spreadsheet", packs=True, least=0.0),
    ".xlsm": Format("spreadsheet", packs=True, least=0.0, alias=True),
    ".xltx": Format("spreadsheet", packs=True, least=0.0, alias=True),
    ".xlsb": Format("spreadsheet", packs=True, least=0.0, alias=True),
    ".xls": Format("spreadsheet", packs=True, least=0.0),
    ".doc": Format("legacy", least=0.0),
    ".wpd": Format("legacy", least=0.0, alias=True),
    ".wps": Format("legacy", least=0.0, alias=True),
    ".ppt": Format("legacy", least=0.0),
    ".pps": Format("legacy", least=0.0, alias=True),
    ".odt": Format("odf", packs=True, least=0.002),
    ".ott": Format("odf", packs=True, least=0.001, alias=True),
    ".odp": Format("odf", packs=True, least=0.0),
    ".otp": Format("odf", packs=True, least=0.0, alias=True),
    ".ods": Format("spreadsheet", packs=True, least=0.0),
    ".epub": Format("epub", packs=True, least=0.002),
}
"""By the ending in lower case."""

LANGUAGES = {
    "bash": "sh bash zsh",
    "c": "c h",
    "clojure": "clj",
    "cpp": "cc cpp cxx hh hpp",
    "csharp": "cs",
    "dart": "dart",
    "elixir": "ex exs",
    "erlang": "erl",
    "fortran": "f90 f95",
    "go": "go",
    "groovy": "groovy gradle",
    "haskell": "hs",
    "java": "java",
    "javascript": "js mjs cjs",
    "jsx": "jsx",
    "julia": "jl",
    "kotlin": "kt kts",
    "lua": "lua",
    "ocaml": "ml mli",
    "perl": "pl pm",
    "php": "php",
    "powershell": "ps1",
    "protobuf": "proto",
    "python": "py pyi",
    "r": "r",
    "ruby": "rb",
    "rust": "rs",
    "scala": "scala",
    "sql": "sql",
    "swift": "swift",
    "tsx": "tsx",
    "typescript": "ts mts",
    "zig": "zig",
}
"""Languages of source code, as named behind a fence, with the endings of their files."""
FORMATS |= {
    f".{ending}": Format("code", textual=True, language=language)
    for language, endings in LANGUAGES.items()
    for ending in endings.split()
}

PACKED = ".gz"
"""Behind the ending of a format that may be packed: it is unpacked on the way."""


def suffix_of(name: str) -> str:
    """Return the ending of a file's name that tells its format, in lower case: `.jsonl`, `.jsonl.gz`; empty without."""
    name = name.lower()
    end = PACKED if name.endswith(PACKED) else ""
    stem = name.removesuffix(end) if end else name
    head, dot, last = stem.rpartition(".")
    if not (dot and head.strip("./\\")):
        return end
    suffix = f".{last}"
    return suffix + end if not end or _is_read_packed(suffix) else end


def format_by(suffix: str) -> Format | None:
    """Return the row of an ending as `suffix_of` gives it; None where it is not read."""
    if suffix == PACKED:
        return None
    name = suffix.removesuffix(PACKED)
    return FORMATS.get(name) or added().get(name)


@cache
def added() -> Mapping[str, Format]:
    """Return the rows of other packages, by ending.

    Raises PrerequisiteError where one can't be loaded, names nothing that reads, or has an ending that is taken.
    """
    from openbook import installed

    found: dict[str, Format] = {}
    for point in installed.added(GROUP):
        suffix = f".{point.name.lower().removeprefix('.')}"
        if suffix in FORMATS or suffix in found:
            why = f"{suffix} has a reader already. Uninstall one of the packages."
            raise PrerequisiteError(f"The entry point {point.name} of {GROUP} can't be used: {why}")
        found[suffix] = _added(point)
    return found


def _added(point: "EntryPoint") -> Format:
    try:
        given = point.load()
        row = given if isinstance(given, Format) else Format(f"{point.module}:{point.attr}")
        reads = row.load()
    except Exception as error:
        message = (
            f"The reader {point.name} of the entry points {GROUP} can't be loaded: {error}. Repair or uninstall its "
            "package."
        )
        raise PrerequisiteError(message) from error
    if not callable(reads):
        why = f"{row.reader} is a {type(reads).__name__}"
        raise PrerequisiteError(f"The entry point {point.name} of {GROUP} names nothing that reads files: {why}.")
    file = Path(getattr(sys.modules.get(getattr(reads, "__module__", "")), "__file__", None) or "")
    code = sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
    package = f"{point.dist.name} {point.dist.version}" if point.dist is not None else ""
    return replace(row, version=f"{package} {code}")


def _is_read_packed(suffix: str) -> bool:
    row = FORMATS.get(suffix) or added().get(suffix)
    return row is not None and (row.textual or row.packs)


def listed() -> str:
    """Return the endings that are read, for a message."""
    rows = {**FORMATS, **added()}
    return ", ".join(sorted(suffix for suffix, row in rows.items() if not row.alias and not row.language))
