"""Texts that say another encoding than theirs, and texts that were encoded twice."""

from pathlib import Path

import pytest
from corpus_makers import read_one

from openbook.codes import Kind
from openbook.corpus.encoding import decode

TEXTS = (
    "Le boulanger se lève à quatre heures — 2 €.",
    "Пекарь встаёт в четыре часа.",
    "Η ταβέρνα ανοίγει νωρίς.",
    "面包师傅四点起床。",
    "“Smart” quotes’ only…",
    "פותחים מוקדם.",
)


def as_western(blob: bytes) -> str:
    """Bytes as windows-1252 shows them, those that it has no character for as they are."""
    undefined = b"\x81\x8d\x8f\x90\x9d"
    return "".join(chr(one) if one in undefined else bytes([one]).decode("cp1252") for one in blob)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1251", "Shift_JIS", "gb2312", "us-ascii"])
def test_what_is_utf8_is_read_as_such_whatever_it_says(text: str, declared: str) -> None:
    found, [notice] = decode(text.encode(), declared)
    assert (found, notice.kind) == (text, Kind.ENCODING)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Привет мир", "windows-1251"),
        ("こんにちは世界", "shift_jis"),
        ("联通", "gbk"),
        ("Ein Öl", "iso-8859-1"),
        ("à", "cp1252"),
    ],
)
def test_what_says_its_encoding_rightly_is_read_by_it(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), encoding) == (text, ())


@pytest.mark.parametrize("declared", ["utf-16", "UTF-16LE", "unicode"])
def test_a_page_that_says_in_plain_bytes_that_it_is_utf16_is_not(tmp_path: Path, declared: str) -> None:
    (tmp_path / "a.html").write_text(f"<meta charset={declared}><p>Vier Öfen, even.</p>", "utf-8")
    assert read_one(tmp_path / "a.html").text == "Vier Öfen, even."


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("read", [lambda blob: as_western(blob), lambda blob: blob.decode("latin-1")])
def test_a_text_that_was_encoded_twice_is_read_as_it_was_meant(text: str, read: "type[str]") -> None:
    found, [notice] = decode(read(text.encode()).encode())  # type: ignore[call-overload]
    assert (found, notice.kind) == (text, Kind.ENCODING)


@pytest.mark.parametrize(
    "text",
    ["NÃO É", "The sign Ã© is wrong", "It shows Ã© and â€™, not é and ’", "à la carte", "Ä Ö Ü £ Â£ Ã©", "© 2020 «Â©»"],
)
def test_a_text_that_was_encoded_once_stays(text: str) -> None:
    assert decode(text.encode()) == (text, ())
