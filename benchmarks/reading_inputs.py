"""The files that `reading.py` measures, and the plain use of the library that reads each."""

import csv
import email
import email.message
import email.policy
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path


def plain_text(path: Path) -> int:
    """Read and decode."""
    return len(path.read_text("utf-8"))


def plain_jsonl(path: Path) -> int:
    """Parse each line with orjson and take the text."""
    import orjson

    with path.open("rb") as file:
        return sum(len(orjson.loads(line)["text"]) for line in file)


def plain_rows(path: Path) -> int:
    """Take the rows of a table apart."""
    with path.open(newline="") as file:
        return sum(map(len, csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ",")))


def plain_mail(path: Path) -> int:
    """Take the text of a message that has one part."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return len(message.get_content())


def plain_notebook(path: Path) -> int:
    """Parse with orjson and take the sources of the cells."""
    import orjson

    return sum(len("".join(cell["source"])) for cell in orjson.loads(path.read_bytes())["cells"])


def plain_pdf(path: Path) -> int:
    """Take the text of each page as pdfium gives it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    length = 0
    for page in document:
        text = page.get_textpage()
        length += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return length


def plain_docx(path: Path) -> int:
    """Unzip, parse with lxml, join the texts: no tables, lists, notes."""
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sum(len("".join(part.text or "" for part in p.iter("{*}t"))) for p in root.iter("{*}p"))


def plain_html(path: Path) -> int:
    """Parse with selectolax and take the body's text: menus and all."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(path.read_bytes()).body
    return len(body.text()) if body is not None else 0


def plain_epub(path: Path) -> int:
    """Unzip, parse each page with selectolax and take its text: in the order of the archive."""
    from selectolax.lexbor import LexborHTMLParser

    length = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".html", ".htm")):
                body = LexborHTMLParser(archive.read(name)).body
                length += len(body.text()) if body is not None else 0
    return length


def inputs(corpora: Path, scratch: Path) -> list[tuple[str, Path, Callable[[Path], int]]]:
    """Return (row, file, plain way) of each format; text formats are made large enough to measure."""
    mixed = corpora / "mixed"
    books = "\n\n".join(path.read_text("utf-8") for path in sorted((corpora / "books").glob("*.txt")))
    manuals = "\n\n".join(path.read_text("utf-8") for path in sorted((corpora / "manuals").rglob("*.md")))
    world = (mixed / "udhr-multilingual.jsonl").read_bytes()
    (scratch / "books.txt").write_text(books * 8)
    (scratch / "books.md").write_text(books * 8)
    (scratch / "manuals.md").write_text(manuals * 12)
    (scratch / "manuals.mdx").write_text(manuals * 4)
    (scratch / "world.jsonl").write_bytes(world * 60)
    (scratch / "world.txt").write_text("\n".join(record_texts(world)) * 60)
    return [
        ("txt, English", scratch / "books.txt", plain_text),
        ("txt, nine languages", scratch / "world.txt", plain_text),
        ("md, prose", scratch / "books.md", plain_text),
        ("md, tables, code, tags", scratch / "manuals.md", plain_text),
        ("mdx", scratch / "manuals.mdx", plain_text),
        ("jsonl, nine languages", scratch / "world.jsonl", plain_jsonl),
        ("html", mixed / "wikipedia-microsoft.html", plain_html),
        ("epub", mixed / "winter-sports.epub", plain_epub),
        ("docx", mixed / "autogen-paper.docx", plain_docx),
        ("pdf, one column", mixed / "filler-four-pages.pdf", plain_pdf),
        ("pdf, two columns", mixed / "literature-graph-two-column.pdf", plain_pdf),
        ("pdf, Chinese", mixed / "udhr-chinese.pdf", plain_pdf),
        *((name, path, plain_text) for name, path in markups(manuals * 3, books, scratch)),
        *others(manuals * 4, books, scratch),
    ]


def markups(text: str, prose: str, scratch: Path) -> list[tuple[str, Path]]:
    """Write Markdown in other plain markups: headings and code as they mark them. Return (format, file)."""
    code: dict[str, Callable[[str], str]] = {
        "rst": lambda inside: ".. code-block::\n\n" + "".join(f"   {line}\n" for line in inside.splitlines()),
        "org": lambda inside: f"#+begin_src\n{inside}#+end_src\n",
        "adoc": lambda inside: f"----\n{inside}----\n",
        "tex": lambda inside: f"\\begin{{verbatim}}\n{inside}\\end{{verbatim}}\n",
    }
    heading: dict[str, Callable[[str, str], str]] = {
        "rst": lambda _, title: f"{title}\n{'=' * len(title)}",
        "org": lambda marks, title: f"{'*' * len(marks)} {title}",
        "adoc": lambda marks, title: f"{'=' * len(marks)} {title}",
        "tex": lambda _, title: f"\\section{{{title}}}",
    }
    rows = []
    for name in code:
        parts = re.split(r"^```.*\n((?:(?!```).*\n)*)```[ ]*\n", text, flags=re.MULTILINE)
        for number, part in enumerate(parts):
            titled = re.sub(r"^(#+) (.+)$", lambda m, write=heading[name]: write(m[1], m[2]), part, flags=re.MULTILINE)
            parts[number] = code[name](part) if number % 2 else titled
        (scratch / f"a.{name}").write_text("".join(parts))
        rows.append((name, scratch / f"a.{name}"))
    lines = [line for line in prose.splitlines() if line.strip()]
    cues = (f"{n}\n00:{n // 60 % 60:02}:{n % 60:02},000 --> 00:{n // 60 % 60:02}:{n % 60:02},900\n{line}\n"
            for n, line in enumerate(lines, start=1))  # fmt: skip
    (scratch / "a.srt").write_text("\n".join(cues))
    cues = (f"00:{n // 60 % 60:02}:{n % 60:02}.000 --> 00:{n // 60 % 60:02}:{n % 60:02}.900\n<v Ann>{line}</v>\n"
            for n, line in enumerate(lines, start=1))  # fmt: skip
    (scratch / "a.vtt").write_text("WEBVTT\n\n" + "\n".join(cues))
    return [*rows, ("srt", scratch / "a.srt"), ("vtt", scratch / "a.vtt")]


def others(text: str, prose: str, scratch: Path) -> list[tuple[str, Path, Callable[[Path], int]]]:
    """Write tables, a message, a notebook and code. Return (format, file, plain way)."""
    words = [word for word in prose.split() if word.isalnum()]
    rows = [[str(n), *words[n : n + 3], f"{n % 997}.50", ", ".join(words[n + 3 : n + 12])] for n in range(30_000)]
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        with (scratch / f"a.{name}").open("w", newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([["n", "first", "second", "third", "price", "note"], *rows])
    message = email.message.EmailMessage()
    message["Subject"], message["From"] = "Books", "a@example.org"
    message.set_content(prose)
    (scratch / "a.eml").write_bytes(bytes(message))
    code = "\n".join(path.read_text("utf-8") for path in sorted(Path(csv.__file__).parent.glob("[a-m]*.py")))
    (scratch / "a.py").write_text(code)
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": part.splitlines(True)}
        if number % 3
        else {"cell_type": "code", "metadata": {}, "outputs": [], "source": code[number * 300 :][:300].splitlines(True)}
        for number, part in enumerate(text.split("\n\n"))
    ]
    notebook = {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    (scratch / "a.ipynb").write_text(json.dumps(notebook))
    ways = (plain_rows, plain_rows, plain_mail, plain_notebook, plain_text)
    names = ("csv", "tsv", "eml", "ipynb", "py")
    return [(name, scratch / f"a.{name}", way) for name, way in zip(names, ways, strict=True)]


def record_texts(lines: bytes) -> Iterator[str]:
    """Yield the texts of JSON lines."""
    import orjson

    for line in lines.splitlines():
        yield orjson.loads(line)["text"]
