"""The one table of file formats: what a file is by the end of its name, and what is special about that."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """One ending of file names."""

    reader: str
    """Module in `formats` with a `read(file)`."""
    textual: bool = False
    """Whether the reader runs no foreign parser on the whole file: it is read in this process while there is little."""
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


FORMATS: dict[str, Format] = {
    ".txt": Format("text", textual=True),
    ".text": Format("text", textual=True, alias=True),
    ".md": Format("markdown", textual=True),
    ".markdown": Format("markdown", textual=True, alias=True),
    ".mdx": Format("mdx", textual=True),
    ".jsonl": Format("jsonl", textual=True, many=True, streamed=True),
    ".ndjson": Format("jsonl", textual=True, many=True, streamed=True, alias=True),
    ".json": Format("json", textual=True, many=True),
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
    ".eml": Format("mail", least=0.005),
    ".html": Format("html", least=0.005),
    ".htm": Format("html", least=0.005, alias=True),
    ".xhtml": Format("html", least=0.005, alias=True),
    ".pdf": Format("pdf", least=0.0005),
    ".docx": Format("docx", least=0.002),
    ".docm": Format("docx", least=0.001, alias=True),
    ".dotx": Format("docx", least=0.001, alias=True),
    ".dotm": Format("docx", least=0.001, alias=True),
    ".rtf": Format("rtf", least=0.002),
    ".pptx": Format("pptx", least=0.0),
    ".pptm": Format("pptx", least=0.0, alias=True),
    ".ppsx": Format("pptx", least=0.0, alias=True),
    ".potx": Format("pptx", least=0.0, alias=True),
    ".xlsx": Format("spreadsheet", least=0.0),
    ".xlsm": Format("spreadsheet", least=0.0, alias=True),
    ".xltx": Format("spreadsheet", least=0.0, alias=True),
    ".xlsb": Format("spreadsheet", least=0.0, alias=True),
    ".xls": Format("spreadsheet", least=0.0),
    ".doc": Format("legacy", least=0.0),
    ".wpd": Format("legacy", least=0.0, alias=True),
    ".wps": Format("legacy", least=0.0, alias=True),
    ".ppt": Format("legacy", least=0.0),
    ".pps": Format("legacy", least=0.0, alias=True),
    ".odt": Format("odf", least=0.002),
    ".ott": Format("odf", least=0.001, alias=True),
    ".odp": Format("odf", least=0.0),
    ".otp": Format("odf", least=0.0, alias=True),
    ".ods": Format("spreadsheet", least=0.0),
    ".epub": Format("epub", least=0.002),
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
"""Behind the ending of a format of text: it is unpacked on the way."""


def suffix_of(name: str) -> str:
    """Return the ending of a file's name that tells its format, in lower case: `.jsonl`, `.jsonl.gz`; empty without."""
    name = name.lower()
    end = PACKED if name.endswith(PACKED) else ""
    stem = name.removesuffix(end) if end else name
    head, dot, last = stem.rpartition(".")
    if not (dot and head.strip("./\\")):
        return end
    suffix = f".{last}"
    return suffix + end if not end or _is_text(suffix) else end


def format_by(suffix: str) -> Format | None:
    """Return the row of an ending as `suffix_of` gives it; None where it is not read."""
    return FORMATS.get(suffix.removesuffix(PACKED)) if suffix != PACKED else None


def _is_text(suffix: str) -> bool:
    return suffix in FORMATS and FORMATS[suffix].textual


def listed() -> str:
    """Return the endings that are read, for a message."""
    return ", ".join(sorted(suffix for suffix, row in FORMATS.items() if not row.alias and not row.language))
