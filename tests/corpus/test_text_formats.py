"""Plain text, Markdown and JSON: encodings found, nothing changed that a person wrote."""

import json
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from corpus_makers import read_one, records
from hypothesis import given
from hypothesis import strategies as st

from growth import grows_linearly
from openbook.corpus.clean import UNSTABLE, clean
from openbook.corpus.encoding import decode
from openbook.corpus.formats.html_inside import without_html
from openbook.corpus.parsed import Parsed, Unreadable
from openbook.corpus.sidecar import with_sidecar
from openbook.records import Document, Rejected

LANGUAGES = {
    "Le procès-verbal précise que l'écluse coûta 41 300 francs. L'ingénieure s'y opposa.": ["latin-1", "cp1252"],
    "“The quay,” she wrote, “won’t hold” — it cost €41,300…": ["cp1252", "utf-16", "utf-32"],
    "Die Größe der Straße wurde überprüft. Ärger über die Schlösser.": ["latin-1", "cp1252", "utf-16-le"],
    "Zażółć gęślą jaźń. Następny statek przypłynął do portu w środę.": ["cp1250", "iso8859-2"],
    "Příliš žluťoučký kůň úpěl ďábelské ódy v přístavu.": ["cp1250", "iso8859-2"],
    "Az árvíztűrő tükörfúrógép működik a kikötőben.": ["cp1250", "iso8859-2"],
    "Портовый совет собрался в марте 1911 года.": ["cp1251", "koi8-r", "iso8859-5"],
    "Το λιμάνι είναι κλειστό για τα πλοία σήμερα.": ["cp1253", "iso8859-7"],
    "נמל הצפון סגור היום לכל הספינות": ["cp1255", "iso8859-8"],
    "مرفأ الصيد في الشمال مغلق اليوم": ["cp1256", "iso8859-6"],
    "ท่าเรือปิดในวันนี้สำหรับเรือทุกลำ": ["cp874"],
    "港湾局は会合を開き、東の泊地を深くする。": ["cp932", "euc-jp", "iso2022_jp"],
    "ユーザーがサーバーにログインしてメッセージを送る。人々は「セーター／コート」を着る。": ["cp932", "euc-jp"],
    "À l'été, le port était fermé. À côté, la jetée.": ["cp850", "cp1252"],
    "╔══════╗\n║ größe ║\n╚══════╝\n│ Über │ Öl │": ["cp437"],
    "港务局于一九一一年三月开会，决定将东港池加深两米。": ["gbk", "gb18030"],
    "港務局於一九一一年三月開會，決定將東港池加深。": ["big5"],
    "항만국은 삼월에 회의를 열고 동쪽 정박지를 깊게 하기로 했다.": ["cp949"],
}


@pytest.mark.parametrize(("text", "encoding"), [(text, name) for text, names in LANGUAGES.items() for name in names])
def test_encodings_are_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@given(st.binary(max_size=3000))
def test_any_bytes_are_decoded_or_refused(blob: bytes) -> None:
    with suppress(Unreadable):
        text = clean(decode(blob)[0])
        assert text.encode("utf-8").decode("utf-8") == text


@given(st.text(max_size=500))
def test_clean_text_is_clean_and_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    assert not set(once) & {"\r", "\x00", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff"}


@pytest.mark.whole
def test_characters_that_are_not_looked_at_twice_never_change() -> None:
    stable = [char for char in map(chr, range(0x110000)) if not UNSTABLE.match(char)]
    assert not [char for char in stable if not unicodedata.is_normalized("NFC", char) or unicodedata.combining(char)]
    letters = [char for char in stable if char.isalpha()]
    assert unicodedata.is_normalized("NFC", "".join(before + after for before in letters for after in stable))


@pytest.mark.parametrize("rare", ["\x07", "e\u0301", "\ud800", "\u200b", "\u202e", "語" * 70_000 + "\x85"])
def test_what_is_rare_in_a_long_text_is_found_all_the_same(rare: str) -> None:
    before, behind = "The quay – it held. " * 4000, " Nothing else." * 9000
    assert clean(before + rare + behind) == before + clean(rare) + behind


def test_joiners_stay_and_boundaries_of_thai_words_too() -> None:
    assert clean("نمی\u200cخواهم 👩\u200d🔧 ไทย\u200bไทย") == "نمی\u200cخواهم 👩\u200d🔧 ไทย\u200bไทย"
    assert clean("a\u200bb so\u00adft") == "ab soft"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("a <!-- hidden --> b", "a  b"),
        ("one\n\n<!-- hidden\nlines -->\n\ntwo", "one\n\ntwo"),
        ("`<!-- kept -->`", "`<!-- kept -->`"),
        ("```html\n<!-- kept --><script>x</script>\n```", "```html\n<!-- kept --><script>x</script>\n```"),
        ("never <!-- closed", "never <!-- closed"),
        ("a<br>b<br/>\nc", "a\nb\nc"),
        ("| a<br>b | c<BR />d |", "| a<br>b | c<br>d |"),
        ("| a<br> |<br/> c |", "| a | c |"),
        ("| It is **shut.**<br>Ask.<br> | `x.`<br>`y` |", "| It is **shut.** Ask. | `x.` `y` |"),
        ('<a id="x" href="#x">`text`</a>', "`text`"),
        ("<script>alert(1)</script>after", "after"),
        ("a < b > c <T> <s> </s>", "a < b > c <T> <s> </s>"),
        ("![alt](data:image/png;base64,iVBORw0KGgo=) after", "alt after"),
        ("[x]: data:image/png;base64,iVBORw0KGgo=", "[x]: data:"),
    ],
)
def test_markdown_loses_what_is_no_text(given: str, wanted: str) -> None:
    assert without_html(given) == wanted


@pytest.mark.one_in(4)
@pytest.mark.parametrize("mark", ["<!--", "<script>", "<", "![", "`<a>", "<style ", "<a ", "data:", "<img "])
def test_endless_marks_take_linear_time(mark: str) -> None:
    assert grows_linearly(lambda times: without_html(mark * times + ";base64,"), 40_000)


def markdown(path: Path, text: str) -> Document:
    path.write_text(text, encoding="utf-8")
    return read_one(path)


def test_front_matter_becomes_title_and_metadata(tmp_path: Path) -> None:
    found = markdown(
        tmp_path / "a.md", "---\ntitle: 'Harbour: a history'\ndate: 1911-03-07\ntags: [a, b]\n---\n\nText."
    )
    assert (found.title, found.text) == ("Harbour: a history", "Text.")
    assert found.metadata == (("date", "1911-03-07"), ("tags", "a, b"))


@pytest.mark.parametrize("head", ["---\n{}: {}\n---\n", "+++\n{} = {}\n+++\n"])
def test_numbers_of_front_matter_are_as_they_are_written(head: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(head.format("version", "1.10") + "Text.")
    assert read_one(tmp_path / "a.md").metadata == (("version", "1.10"),)


@pytest.mark.parametrize("number", ["0123", "12:30", "1_000", "98765432109876543210987"])
def test_whole_numbers_of_yaml_are_as_they_are_written(number: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\nserial: {number}\n---\nText.")
    assert read_one(tmp_path / "a.md").metadata == (("serial", number),)


@pytest.mark.parametrize(("ending", "form"), [("meta.json", '{{"version": {}}}'), ("meta.yaml", "version: {}")])
@pytest.mark.parametrize("number", ["2.10", "98765432109876543210987"])
def test_numbers_beside_a_file_are_as_they_are_written(number: str, ending: str, form: str, tmp_path: Path) -> None:
    beside = tmp_path / f"a.txt.{ending}"
    beside.write_text(form.format(number))
    assert with_sidecar(Parsed("Text."), beside).metadata == (("version", number),)


@pytest.mark.parametrize(
    "head",
    [
        "---\njust a line\n---\n\n",
        "---\n- a\n- list\n---\n\n",
        "---\ntitle: Harbour\n\n",
        "---\n\n",
        "+++\nnot toml\n+++\n\n",
    ],
)
def test_what_is_no_front_matter_is_text(head: str, tmp_path: Path) -> None:
    assert markdown(tmp_path / "a.md", f"{head}Text.").text == f"{head}Text."


def test_nearly_valid_front_matter_is_understood(tmp_path: Path) -> None:
    found = markdown(tmp_path / "a.md", "---\ntitle: {{ page.title }}: x\ndraft: true\n---\nText.")
    assert (found.title, found.text) == ("{{ page.title }}: x", "Text.")


def test_a_json_list_an_object_and_a_wrapped_list_are_read(tmp_path: Path) -> None:
    rows = [{"text": "One.", "title": "First", "n": 1}, {"text": "Two."}]
    for value in (rows, {"version": 1, "data": rows}):
        (tmp_path / "a.json").write_text(json.dumps(value))
        found = records(tmp_path / "a.json")
        assert [(record.source, record.text) for record in found if isinstance(record, Document)] == [
            ("a.json:1", "One."),
            ("a.json:2", "Two."),
        ]
        assert isinstance(found[0], Document)
        assert (found[0].title, found[0].metadata) == ("First", (("n", "1"),))
    (tmp_path / "a.json").write_text(json.dumps(rows[0]))
    assert read_one(tmp_path / "a.json").source == "a.json"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"body": "a"}\n{"body": "b"}\n', "set path.text_key"),
        ('{"rows": {"items": [{"body": "a"}]}}', "'body'"),
        ('{"body": "a"}', "set path.text_key"),
        ("[1, 2]", "not a JSON object"),
        ('"text"', "not an object"),
        ("{broken", "not valid JSON"),
        ("", "an empty file"),
    ],
)
def test_json_that_holds_no_text_says_what_to_do(content: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(content)
    found = records(tmp_path / "a.json")
    assert all(isinstance(record, Rejected) for record in found)
    assert words in str(found[0])


def test_the_text_key_can_be_named(tmp_path: Path) -> None:
    from openbook.config import Config
    from openbook.corpus.read import read_corpus

    (tmp_path / "a.jsonl").write_text('{"body": "One.", "text": 7}\n')
    config = Config.model_validate({"path": {"input_dir": tmp_path, "output_dir": "out", "text_key": "body"}})
    [record] = read_corpus(config)
    assert isinstance(record, Document)
    assert (record.text, record.metadata) == ("One.", (("text", "7"),))


def test_markdown_inside_of_a_json_line_is_known_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": "# A\n\nText."}) + "\n" + json.dumps({"text": "no # heading\n#tag"}) + "\n"
    )
    assert [record.markup for record in records(tmp_path / "a.jsonl") if isinstance(record, Document)] == [
        "markdown",
        "plain",
    ]


@given(st.binary(max_size=400))
def test_no_line_of_any_bytes_is_lost(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    noise = noise.replace(b"\n", b" ").replace(b"\r", b" ").replace(b"[", b"(").replace(b"\x00", b"0")
    good = b'{"text": "A good line."}'
    path.write_bytes(good + b"\n" + noise + b"\n" + good + b"\n")
    found = records(path)
    texts = [record.text for record in found if isinstance(record, Document)]
    assert texts.count("A good line.") == 2
    assert len(found) == (3 if noise.strip() else 2)


def test_a_damaged_line_costs_itself_and_is_said() -> None:
    good = b"The harbour board met on the first Tuesday of March and agreed to deepen the basin.\n"
    text, notices = decode(good * 10 + b"\xcd\x07,\xd8\xbeo\x9fb\xacL\t\xc2\x82\x06\xe7\xe3U\x94\xaak4/]\n" + good * 10)
    assert text.count("The harbour board") == 20
    assert [str(notice) for notice in notices] == ["one line is in no known encoding and left out"]
