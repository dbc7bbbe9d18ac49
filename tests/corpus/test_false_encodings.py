"""Texts that say another encoding than theirs, that were encoded twice, and that are in two encodings at once."""

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


@pytest.mark.parametrize(
    ("around", "pasted", "encoding"),
    [
        ("Größere Öfen kühlen früh. Käse wäre schön.", "Am Fuß des Hügels steht ein Häuschen.", "latin-1"),
        ("Der Käse – süß – wäre „schön“ kühl.", "Er sagt: “Öl, für 5 €”", "cp1252"),
        ("Łódź leży w środku, żółw idzie ścieżką.", "Młynarz wszedł na łąkę, był już wieczór.", "cp1250"),
        ("Пекарь встаёт в четыре часа. Мельник тоже.", "Река замёрзла до утра.", "cp1251"),
        ("İki kuruş, ağaç ve ışık.", "Kapı açık değil, şimdi gidiyor.", "cp1254"),
    ],
)
@pytest.mark.parametrize("end", [" ", "\n"])
def test_a_sentence_of_another_encoding_costs_its_neighbours_on_the_line_nothing(
    around: str, pasted: str, encoding: str, end: str
) -> None:
    text, [notice] = decode(f"{around}{end}".encode() * 3 + pasted.encode(encoding) + f"{end}{around}".encode())
    assert text == f"{around}{end}" * 3 + f"{pasted}{end}{around}"
    assert notice.kind is Kind.ENCODING
    assert "one line is not UTF-8" in str(notice)


@pytest.mark.parametrize(
    ("blob", "wanted"),
    [
        ("天文台每晚九点开放".encode()[:-1] + "\n云来了就关门。".encode(), "天文台每晚九点开�\n云来了就关门。"),
        ("Пекарь ".encode() + "встаёт".encode()[:3] + "т рано".encode(), "Пекарь в�т рано"),
        ("Un été à la mer, caf".encode() + b"\xc3 et th" + "é".encode(), "Un été à la mer, caf� et thé"),
    ],
)
def test_a_letter_that_is_cut_off_is_never_read_as_another(blob: bytes, wanted: str) -> None:
    text, [notice] = decode(blob)
    assert text == wanted
    assert "bytes that are no letter, in one place" in str(notice)


def test_bytes_in_a_line_of_chinese_or_japanese_are_never_read_as_letters() -> None:
    around = "天文台は毎晩九時に開きます。"
    text, _ = decode(f"{around * 3} ".encode() + "表示の能力。".encode("cp932") + f" {around}".encode())
    assert (text[: len(around) * 3], text[-len(around) :]) == (around * 3, around)
    assert not any(char.isalpha() and "\x80" <= char < "\u0300" for char in text)


def test_letters_of_no_known_encoding_cost_themselves_and_are_said() -> None:
    text, [notice] = decode("Größere Öfen kühlen früh".encode() + b" \x81\x01\x8d\x02\x81 " + "später".encode())
    assert text.startswith("Größere Öfen kühlen früh ")
    assert text.endswith(" später")
    assert "in part in no known encoding" in str(notice)
