"""Word files with parts that the document refers to, made in the test that needs them."""

from pathlib import Path

from corpus_makers import RELATION, WORD, read_one, zipped

from openbook.records import Document

HEAD = (
    f'xmlns:w="{WORD}" xmlns:m="http://m" xmlns:mc="http://mc" xmlns:wps="http://wps" xmlns:v="urn:v" '
    'xmlns:r="http://r" xmlns:a="http://a" xmlns:c="http://c" xmlns:dgm="http://dgm" xmlns:o="http://o" '
    'xmlns:w14="http://w14" xmlns:wp="http://wp"'
)
KINDS = ("styles", "numbering", "fontTable", "footnotes", "endnotes", "comments", "header", "settings", "theme")


def word(path: Path, body: str, extra: dict[str, tuple[str, str | bytes]] | None = None, **parts: str) -> Document:
    """Read a file with this body. `parts`: the root's content by kind; `extra`: member and content by id and kind."""
    members: dict[str, str | bytes] = {
        "_rels/.rels": f'<R><Relationship Id="r" Type="{RELATION}" Target="/word/main.xml"/></R>',
        "word/main.xml": f"<w:document {HEAD}><w:body>{body}</w:body></w:document>",
    }
    links = ""
    for kind, content in parts.items():
        members[f"word/{kind}9.xml"] = f"<w:{kind} {HEAD}>{content}</w:{kind}>"
        links += f'<Relationship Id="{kind}" Type="http://any/{kind}" Target="{kind}9.xml"/>'
    for identifier, (member, content) in (extra or {}).items():
        members[f"word/{member}"] = content
        links += f'<Relationship Id="{identifier}" Type="http://any/part" Target="{member}"/>'
    members["word/_rels/main.xml.rels"] = f"<Relationships>{links}</Relationships>"
    path.mkdir(exist_ok=True)
    file = path / "a.docx"
    file.write_bytes(zipped(members))
    return read_one(file)


def text(path: Path, body: str, extra: dict[str, tuple[str, str | bytes]] | None = None, **parts: str) -> str:
    """The text of such a file."""
    return word(path, body, extra, **parts).text


def run(content: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; bare text is a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(part if part.startswith("<") else run(part) for part in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def item(content: str, number: int | str, depth: int | None = 0) -> str:
    """A paragraph of a list."""
    level = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    return p(content, properties=f'<w:numPr>{level}<w:numId w:val="{number}"/></w:numPr>')


def level(depth: int, form: str, label: str, more: str = "") -> str:
    """A level of a list."""
    shown = f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/>{more}'
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>{shown}</w:lvl>'


def definition(name: int, *levels: str, number: int | None = None) -> str:
    """A definition of lists, and a list of that definition with the same number."""
    kind = f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'
    return kind + f'<w:num w:numId="{number or name}"><w:abstractNumId w:val="{name}"/></w:num>'


def style(
    name: str, properties: str = "", run_properties: str = "", *, based: str = "", kind: str = "paragraph"
) -> str:
    """A style whose id is its name without spaces."""
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>{above}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def field(instruction: str, result: str | None, form: str = "") -> str:
    """A field; None as its result: it has none."""
    separate = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result is not None else ""
    data = f"<w:ffData>{form}</w:ffData>" if form else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(*content: str, properties: str = "") -> str:
    """A cell of paragraphs; bare text is one."""
    inside = "".join(part if part.startswith("<") else p(part) for part in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; bare text is one."""
    inside = "".join(part if part.startswith("<w:tc>") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def math(content: str) -> str:
    """A paragraph with one formula."""
    return f"<w:p><m:oMath>{content}</m:oMath></w:p>"


def m(name: str, *parts: str, properties: str = "") -> str:
    """A part of a formula; bare text is a run of it."""
    inside = "".join(part if part.startswith("<") else f"<m:r><m:t>{part}</m:t></m:r>" for part in parts)
    held = f"<m:{name}Pr>{properties}</m:{name}Pr>" if properties else ""
    return f"<m:{name}>{held}{inside}</m:{name}>"
