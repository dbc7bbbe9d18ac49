"""Old Office files (DOC, PPT) and WordPerfect: converted where a converter is installed, then read."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, is_blank
from openbook.corpus.encoding import decode
from openbook.corpus.formats.package import OLE
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.dataclass import replace
from openbook.records import Notice

OFFICE = ("soffice", "libreoffice")
PLAIN = {".doc": (("antiword", "-m", "UTF-8.txt"), ("catdoc", "-d", "utf-8")), ".ppt": (("catppt", "-d", "utf-8"),)}
"""Programs that give the text alone, and what they are asked for."""
INTO = {".doc": "docx", ".wps": "docx", ".wpd": "docx", ".ppt": "pptx", ".pps": "pptx"}
SLIDES = "PowerPoint Document".encode("utf-16-le")
SHARE = 0.8
"""Of `read.max_seconds`: what reads a file has a little longer than the converter."""


def read(file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield the file as one document. Raises Unreadable: `unsupported_format` without a converter, `broken_file`, …"""
    suffix = file.path.suffix.lower()
    if suffix not in INTO:
        suffix = ".ppt" if SLIDES in file.blob() else ".doc"
    elif suffix not in (".wpd", ".wps") and not file.blob().startswith(OLE):
        raise Unreadable(
            Code.BROKEN_FILE, f"not an old Office file: rename it as what it is, or save it as .{INTO[suffix]}"
        )
    yield from _converted(file, suffix)


def _packed(file: RawFile, form: str) -> Iterator[Parsed | Unreadable]:
    if form == "docx":
        from openbook.corpus.formats import docx

        yield from docx.read(file)
    else:
        from openbook.corpus.formats import pptx

        yield from pptx.read(file)


def _converted(file: RawFile, suffix: str) -> Iterator[Parsed | Unreadable]:
    with TemporaryDirectory(prefix="openbook-") as folder:
        path = _named(file, suffix, Path(folder))
        office = next(filter(None, map(which, OFFICE)), None)
        if office is not None:
            made = _by_office(office, path, INTO[suffix], Path(folder), file.limits.max_seconds)
            yield from _packed(replace(file, path=made), INTO[suffix])
            return
        for name, *options in PLAIN.get(suffix, ()):
            program = which(name)
            if program is not None:
                yield _plain(path, name, [program, *options], file.limits.max_seconds)
                return
    raise Unreadable(
        Code.UNSUPPORTED_FORMAT,
        f"{suffix} needs a converter: install LibreOffice (soffice on the PATH), or save the file as .{INTO[suffix]}",
    )


def _named(file: RawFile, suffix: str, folder: Path) -> Path:
    """Return where the file lies under a name that says what it is, unpacked: converters believe names."""
    if file.path.suffix.lower() == suffix:
        return file.path.resolve()
    path = folder / f"{file.path.name.partition('.')[0] or 'a'}{suffix}"
    path.write_bytes(file.blob())
    return path


def _by_office(office: str, path: Path, form: str, folder: Path, most: float) -> Path:
    """Return the file as LibreOffice writes it, with a profile of its own so that an open window is no obstacle."""
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", form, "--outdir", str(folder), str(path)]
    _run(command, folder, most)
    found = folder / f"{path.stem}.{form}"
    if not found.is_file():
        raise Unreadable(Code.BROKEN_FILE, f"LibreOffice can't open it: save it as .{form} where it can be opened")
    return found


def _plain(path: Path, name: str, command: list[str], most: float) -> Parsed:
    written = _run([*command, str(path)], path.parent, most)
    text = clean(decode(written)[0])
    if is_blank(text):
        raise Unreadable(Code.EMPTY, f"{name} finds no text in it")
    words = f"read with {name}: headings, lists and tables are plain text (LibreOffice keeps them)"
    return Parsed(text, notices=(Notice(Kind.NOT_RENDERED, words),))


def _run(command: list[str], folder: Path, most: float) -> bytes:
    """Return what a converter prints. One that takes too long is ended with all that it started."""
    seconds = SHARE * most
    environment = {**os.environ, "HOME": str(folder)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder, env=environment, start_new_session=True
    ) as process:
        try:
            return process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            raise Unreadable(
                Code.TIMEOUT,
                f"{Path(command[0]).name} takes more than {seconds:g} seconds on it: raise read.max_seconds ({most:g})",
            ) from None
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a converter that still runs, with its children: what starts LibreOffice is a script."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
