"""Text as it comes: struck over, coloured, in any encoding, with HTML in it."""

from pathlib import Path

import pytest
from corpus_makers import read_one

from openbook.codes import Kind
from openbook.corpus.clean import clean, struck_once
from openbook.corpus.encoding import decode


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("N\bNA\bAM\bME\bE", "NAME"),
        ("_\bb_\bo_\ba_\bt", "boat"),
        ("b\b_o\b_a\b_t\b_", "boat"),
        ("NAME\b\b\b\bNAME", "NAME"),
        (f"{'a1' * 100_000} N\bN", f"{'a1' * 100_000} N"),
        ("N\bN\bN\bNO", "NO"),
        ("B\bB +\bo item", "B o item"),
        ("a stray \bbackspace", "a stray \bbackspace"),
        ("名\b\b名前\b\b前", "名前"),
        ("é\béa", "éa"),
        ("one\ntw\bwo\nthree", "one\ntwo\nthree"),
        ("no backspace", "no backspace"),
    ],
)
def test_what_is_struck_over_itself_is_read_once(given: str, wanted: str) -> None:
    assert struck_once(given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("start\nPumping water  5%\rPumping water 50%\rPumping water 99%\n", "start\nPumping water 99%\n"),
        ("Sluice 1/3\rSluice 2/3\rSluice 3/3, shut\r\nnext", "Sluice 3/3, shut\nnext"),
        ("| oiling\r/ oiling\r- oiling\roiled 7 wheels\n", "- oiling\noiled 7 wheels\n"),
        ("Pumping 1 of 9\r              \rPumping 2 of 9\n", "Pumping 2 of 9\n"),
        ("\x1b[2KPumping 10 %\r\x1b[2KPumping 20 %\n", "Pumping 20 %\n"),
        ("Gate 1\rGate 2\r\rGate 3\nend", "Gate 1\nGate 2\n\nGate 3\nend"),
        ("open\ropen\rshut\nend", "open\nopen\nshut\nend"),
        ("Share 40%\rShare 50%\r", "Share 40%\nShare 50%\n"),
        ("40%\r50%\nend", "40%\n50%\nend"),
    ],
)
def test_of_a_line_that_is_written_over_itself_the_last_state_is_read(given: str, wanted: str) -> None:
    """Lines of old Macs end in carriage returns too: those stay, whatever else ends in line feeds."""
    assert clean(given) == wanted


def test_a_coloured_manual_page_is_text(tmp_path: Path) -> None:
    page = "\x1b[1mNAME\x1b[0m\n     ferry \x1b[4mboat\x1b[24m\n\fSECOND PAGE\n" + "F\bFe\be r\bru\bun\bns\bs.\n" * 40
    (tmp_path / "a.txt").write_text(page)
    assert read_one(tmp_path / "a.txt").text.startswith("NAME\n     ferry boat\n\nSECOND PAGE\nFe runs.\n")


def test_a_page_named_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("<!-- x --><!DOCTYPE html><script>var a</script><body><p>It runs.</p></body>")
    document = read_one(tmp_path / "a.txt")
    assert (document.text, document.markup) == ("It runs.", "markdown")
    assert [notice.kind for notice in document.notices] == [Kind.OTHER_FORMAT]


def test_a_table_in_a_text_is_known_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Depths\n\n| Berth   | Depth |\n|---------|-------|\n| North   | 3 m   |\n")
    document = read_one(tmp_path / "a.txt")
    assert document.markup == "markdown"
    assert document.text == "Depths\n\n| Berth | Depth |\n|---|---|\n| North | 3 m |\n"


CZECH = "Přívoz jezdí ze severního nábřeží na ostrov čtyřikrát denně a plavba trvá za pěkného počasí."
POLISH = "Prom kursuje z północnego nabrzeża na wyspę cztery razy dziennie, dzieci płacą połowę, źle."
HUNGARIAN = "A komp naponta négyszer közlekedik az északi rakpartról, őszi menetrend, fűtött várókkal."
RUSSIAN = "Паром ходит с северной набережной на остров четыре раза в день. Дети платят половину."
ESTONIAN = "Parvlaev käib neli korda päevas põhjakailt saarele. Lapsed maksavad poole, šokolaad."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((CZECH, encoding) for encoding in ("iso8859-2", "cp1250", "cp852")),
        *((POLISH, encoding) for encoding in ("iso8859-2", "cp1250", "cp852")),
        *((HUNGARIAN, encoding) for encoding in ("iso8859-2", "cp1250")),
        *((RUSSIAN, encoding) for encoding in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")),
        (ESTONIAN, "cp1257"),
    ],
)
@pytest.mark.parametrize("times", [1, 3])
def test_the_letters_of_one_language_tell_the_encoding(text: str, encoding: str, times: int) -> None:
    assert decode("\n".join([text] * times).encode(encoding))[0] == "\n".join([text] * times)


def test_numbers_and_quotations_of_hard_wrapped_text_stay_as_they_are() -> None:
    text = "> > He wrote:\n> yes\n\n7. seventh\n8. eighth\n\nA line that is\nwrapped hard.\n"
    assert clean(text) == text


def pages(tmp_path: Path, *parts: str) -> tuple[str, list[str]]:
    (tmp_path / "a.txt").write_text("\f".join(parts))
    document = read_one(tmp_path / "a.txt")
    return document.text, [str(notice) for notice in document.notices]


def test_heads_and_feet_of_printed_pages_go_and_a_sentence_goes_on(tmp_path: Path) -> None:
    text, notices = pages(
        tmp_path,
        "TIDES\n\nThe lamps are lit until\n\n\nMoore      [Page 1]\n",
        "\nRule 8        Tides        May\n\nthe watch answers.\n\nMoore      [Page 2]\n",
        "\nRule 8        Tides        May\n\nEbb is low.\n\nMoore      [Page 3]\n",
    )
    assert text == "TIDES\n\nThe lamps are lit until\nthe watch answers.\n\nEbb is low."
    assert notices == ["heads and feet of 3 printed pages are left out"]


def test_a_head_that_stands_once_goes_below_a_foot(tmp_path: Path) -> None:
    parts = ("The Watch of the Quay\n\nasks the\n\n- 1 -", "Rule 8        Tides\n\nShip once.\n\n- 2 -")
    assert pages(tmp_path, *parts)[0] == "The Watch of the Quay\n\nasks the\n\nShip once."


@pytest.mark.parametrize("parts", [("One.\n", "Two   three\n\nFour.\n"), ("a\n1\n", "b\n2\ny\n", "z\n")])
def test_pages_without_the_like_stay_as_they_are(tmp_path: Path, parts: tuple[str, ...]) -> None:
    assert pages(tmp_path, *parts) == ("\n".join(parts), [])
