"""PDF files written by hand: content streams, fonts with maps of their own, forms, layers, turned pages."""

from collections.abc import Sequence
from math import cos, radians, sin
from pathlib import Path

FONT = 3
"""Number of the object that is Helvetica, `/F1` on each page."""
FIRST = 4
"""Number of the first object of one's own."""


def made(
    path: Path,
    pages: Sequence[str | bytes],
    *,
    page: str = "",
    resources: str = "",
    fonts: str = "",
    catalog: str = "",
    objects: Sequence[str | bytes] = (),
    box: str = "0 0 595 842",
) -> Path:
    """A file with these content streams (as bytes: whole objects); `objects` are numbered from 4."""
    written: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *[one if isinstance(one, bytes) else one.encode("cp1252") for one in objects],
    ]
    kids = []
    for content in pages:
        written.append(content if isinstance(content, bytes) else stream(content))
        written.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {len(written)} 0 R {page} "
            f"/Resources << /Font << /F1 {FONT} 0 R {fonts} >> {resources} >> >>".encode()
        )
        kids.append(f"{len(written)} 0 R")
    written[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    blob, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(written, start=1):
        offsets.append(len(blob))
        blob += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    blob += b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(written) + 1, table, len(written) + 1, len(blob),
    )  # fmt: skip
    path.write_bytes(blob)
    return path


def stream(content: str | bytes, entries: str = "") -> bytes:
    """An object with a stream."""
    raw = content if isinstance(content, bytes) else content.encode("cp1252")
    return f"<< /Length {len(raw)} {entries} >>\nstream\n".encode() + raw + b"\nendstream"


def show(x: float, y: float, size: float, text: str, *, font: str = "F1", turn: float = 0, mode: int = 0) -> str:
    """Operators that draw a text; `turn` in degrees, counterclockwise."""
    a, b = round(cos(radians(turn)), 4), round(sin(radians(turn)), 4)
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size:g} Tf {mode} Tr {a} {b} {-b} {a} {x:g} {y:g} Tm ({escaped}) Tj 0 Tr ET\n"


def column(x: float, top: float, lines: Sequence[str], size: float = 11, pitch: float = 15, **how: object) -> str:
    """Lines one below the other."""
    return "".join(show(x, top - pitch * row, size, line, **how) for row, line in enumerate(lines))  # type: ignore[arg-type]


def rows(top: float, xs: Sequence[float], cells: Sequence[Sequence[str]], size: float = 10, pitch: float = 16) -> str:
    """Rows of cells; empty ones are not drawn."""
    return "".join(
        show(x, top - pitch * row, size, text)
        for row, texts in enumerate(cells)
        for x, text in zip(xs, texts, strict=False)
        if text
    )


def mapped(letters: dict[int, str]) -> bytes:
    """A map from the codes of a font to text, as /ToUnicode wants it."""
    lines = "\n".join(f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in letters.items())
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(letters)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap end end"
    )


def font(number: int) -> str:
    """A font whose map is the object of that number."""
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode {number} 0 R >>"


PROSE = (
    "The harbour board met on the first Tuesday of March and agreed to deepen",
    "the eastern basin by two metres. The work was let to a builder from the",
    "next town, who had mended the quay wall in the year of the great flood and",
    "knew where the gravel ended. He asked for forty piles at the northern end",
    "before any dredging began, and for a month without ships in the basin.",
)


def widget(box: str, entries: str) -> str:
    return f"<< /Type /Annot /Subtype /Widget /Rect [{box}] /F 4 /DA (/F1 10 Tf) {entries} >>"


def form(path: Path, labels: str, *fields: str, page: str = "", acro: str = "") -> Path:
    numbers = " ".join(f"{number} 0 R" for number in range(4, 4 + len(fields)))
    return made(
        path,
        [labels],
        page=f"/Annots [{numbers}] {page}",
        catalog=f"/AcroForm << /Fields [{numbers}] /DR << /Font << /F1 3 0 R >> >> {acro} >>",
        objects=fields,
    )


def labels(*texts: str) -> str:
    return column(72, 740, texts, pitch=20)


def tick(box: str, on: bool, name: str = "t") -> str:
    state = "Yes" if on else "Off"
    return widget(box, f"/FT /Btn /T ({name}) /V /{state} /AS /{state} /AP << /N << /Yes 9 0 R /Off 9 0 R >> >>")
