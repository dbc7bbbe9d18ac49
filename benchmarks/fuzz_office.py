"""Small office files for the fuzzing of their readers: made here, since no corpus holds any."""

import io
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://w" xmlns:m="http://m" xmlns:r="http://r" xmlns:a="http://a" xmlns:p="http://p" xmlns:c="http://c"'
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def packed(members: dict[str, str]) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def links(*targets: tuple[str, str, str]) -> str:
    """Return the relationships of a part: id, kind, target."""
    rows = (f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in targets)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rows)}</Relationships>'


LEVELS = "".join(
    f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    f'<w:lvlText w:val="%1.%{depth + 1}"/></w:lvl>'
    for depth, form in enumerate(("decimal", "upperRoman", "cardinalText"))
)
ITEM = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>'
FIELD = "".join(
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r><w:r><w:t>x</w:t></w:r>' for kind in ("begin", "separate", "end")
)
FORMULA = "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
CELL = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/>{ITEM.format(0)}</w:tc><w:tc><w:p/></w:tc>'
WORD = packed(
    {
        "_rels/.rels": links(("r", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": links(
            ("n", "numbering", "n.xml"), ("f", "footnotes", "f.xml"), ("h", "x", "h.html")
        ),
        "word/n.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/f.xml": f'<w:footnotes {W}><w:footnote w:id="2">{ITEM.format(1)}</w:footnote></w:footnotes>',
        "word/h.html": "<p>merged <b>in</b></p>",
        "word/document.xml": f"<w:document {W}><w:body>{''.join(ITEM.format(depth) for depth in (0, 1, 2, 0))}"
        f'<w:p>{FIELD}{FORMULA}<w:r><w:footnoteReference w:id="2"/><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>'
        f'<w:tbl><w:tr>{CELL}</w:tr><w:tr>{CELL}</w:tr></w:tbl><w:altChunk r:id="h"/></w:body></w:document>',
    }
)
SLIDE = (
    f'<p:sld {W}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody>'
    '<a:p><a:r><a:t>Tides</a:t></a:r></a:p></p:txBody></p:sp><p:graphicFrame><a:tbl><a:tr><a:tc gridSpan="2"><a:txBody>'
    "<a:p><a:r><a:t>x</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame></p:spTree></p:cSld></p:sld>"
)
SLIDES = packed(
    {
        "_rels/.rels": links(("r", "officeDocument", "ppt/p.xml")),
        "ppt/_rels/p.xml.rels": links(("s", "slide", "s.xml")),
        "ppt/p.xml": f'<p:p {W}><p:sldIdLst><p:sldId id="1" r:id="s"/></p:sldIdLst></p:p>',
        "ppt/s.xml": SLIDE,
    }
)
ROWS = "".join(
    f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>w</t></is></c></row>' for n in range(1, 9)
)
SHEETS = packed(
    {
        "_rels/.rels": links(("r", "officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": links(("s", "worksheet", "worksheets/s.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{S}"><sheetData>{ROWS}</sheetData></worksheet>',
    }
)
ODF = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "table", "draw", "style"))
TEXT = packed(
    {
        "content.xml": f"<office:document-content {ODF}><office:body><office:text>"
        '<text:h text:outline-level="1">Head</text:h>'
        "<text:list><text:list-item><text:p>a<text:s text:c='3'/>b<text:note><text:note-body><text:p>n</text:p>"
        "</text:note-body></text:note></text:p></text:list-item></text:list><table:table><table:table-row "
        "table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2'><text:p>x</text:p>"
        "</table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"
    }
)
RICH = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}{\f1\fcharset2 Symbol;}}{\stylesheet{\s1 heading 1;}}"
    rb"\pard\s1 Head\par"
    rb"\pard{\listtext 1.\tab}item{\footnote note}\par\intbl a\cell b\cell\row\pard caf\'e9 \u8364? {\v no}\par}"
)
OFFICE_SEEDS: dict[str, bytes] = {
    "seed.docx": WORD,
    "seed.pptx": SLIDES,
    "seed.xlsx": SHEETS,
    "seed.odt": TEXT,
    "seed.odp": TEXT,
    "seed.rtf": RICH,
}
"""Name → content."""
