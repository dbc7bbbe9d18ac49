"""Tokens as the unit, repeated headers of tables, boilerplate left out, and the preview of a file."""

from pathlib import Path

import pytest

from openbook.codes import Code
from openbook.config import Config
from openbook.corpus.chunking.chunk import make_chunker
from openbook.corpus.preview import preview
from openbook.corpus.read import read_corpus
from openbook.errors import InputError, MissingExtraError
from openbook.records import Document, Rejected

SENTENCE = "The harbour board met on the first Tuesday of March 1911 and agreed to deepen the eastern basin. "


def config(folder: Path, **sections: object) -> Config:
    return Config.model_validate({"path": {"input_dir": folder, "output_dir": folder / "out"}, **sections})


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small byte-level BPE tokenizer, made here."""
    tokenizers = pytest.importorskip("tokenizers")
    made = tokenizers.ByteLevelBPETokenizer(add_prefix_space=False)
    made.train_from_iterator([SENTENCE * 20, "港湾局は会合を開いた。" * 20], vocab_size=600, min_frequency=1)
    folder = tmp_path_factory.mktemp("tokenizer")
    made.save(str(folder / "tokenizer.json"))
    return folder


def document(text: str, markup: str = "plain") -> Document:
    return Document(id="d", source="a.txt", text=text, markup=markup)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", [SENTENCE * 200, "港湾局は会合を開いた。" * 300, "x" * 3000, f"# A\n\n{SENTENCE * 9}\n\n" * 20]
)
@pytest.mark.parametrize("size", [20, 100])
def test_no_chunk_has_more_tokens_than_asked_for(text: str, size: int, tokenizer: Path) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    system = {"chunk_size": size, "chunk_unit": "tokens", "tokenizer": str(tokenizer)}
    chunks = make_chunker(config(tokenizer, system=system))(document(text, "markdown"))
    count = tokenizers.Tokenizer.from_file(str(tokenizer / "tokenizer.json"))
    lengths = [len(count.encode(chunk.text, add_special_tokens=False).ids) for chunk in chunks]
    assert max(lengths) <= size
    assert sum(lengths) / len(lengths) > 0.6 * size
    assert "".join(chunk.text for chunk in chunks).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace(
        "\n", ""
    )


def test_a_tokenizer_that_is_not_there_is_the_users_to_mend(tmp_path: Path) -> None:
    pytest.importorskip("tokenizers")
    (tmp_path / "broken.json").write_text("{}")
    for name in (tmp_path, tmp_path / "broken.json"):
        system = {"chunk_unit": "tokens", "tokenizer": str(name)}
        with pytest.raises(InputError, match=r"system\.tokenizer"):
            make_chunker(config(tmp_path, system=system))


def test_tokens_without_the_extra_say_which_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "tokenizers", None)
    with pytest.raises(MissingExtraError, match=r"openbook\[tokenizers\]"):
        make_chunker(config(tmp_path, system={"chunk_unit": "tokens", "tokenizer": "x.json"}))


NOTICE = "Copyright 1911 Harbour Board. All rights reserved."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for number in range(6):
        notice = f"{NOTICE}\n\n" if number < 5 else ""
        (tmp_path / f"{number}.txt").write_text(
            f"{notice}File {number} has a text of its own.\n\nNote\n\nAnd an end {number}."
        )
    return tmp_path


def test_boilerplate_is_left_out_on_request_and_reported(corpus: Path) -> None:
    kept = [record for record in read_corpus(config(corpus)) if isinstance(record, Document)]
    assert sum(NOTICE in record.text for record in kept) == 5
    records = list(read_corpus(config(corpus, read={"drop_boilerplate": True})))
    documents = [record for record in records if isinstance(record, Document)]
    assert not any(NOTICE in record.text for record in documents)
    assert all("Note" in record.text for record in documents)
    assert documents[0].text == "File 0 has a text of its own.\n\nNote\n\nAnd an end 0."
    [row] = [record for record in records if isinstance(record, Rejected)]
    assert (row.step, row.code) == ("chunk", Code.BOILERPLATE)
    assert NOTICE in row.detail
    assert "5 files" in row.detail


def test_a_preview_shows_head_borders_and_text(corpus: Path) -> None:
    (corpus / "b.md").write_text(f"---\ntitle: Harbour\n---\n# A\n\n{SENTENCE * 3}\n\n## B\n\n{SENTENCE * 3}\n\n## C")
    lines = list(preview(corpus / "b.md", config(corpus, system={"chunk_size": 330})))
    assert lines[:2] == ["b.md: md, 601 characters, 2 chunks", "title: Harbour"]
    rules = [line for line in lines if line.startswith("===")]
    assert rules[0].startswith("=== chunk 1 of 2 | characters 0 to ")
    assert "under A" in rules[1]
    assert "# A" in lines


def test_a_preview_says_why_there_is_nothing(corpus: Path) -> None:
    (corpus / "e.pdf").write_bytes(b"no")
    (corpus / "f.xyz").write_text("x")
    assert list(preview(corpus / "e.pdf", config(corpus))) == ["e.pdf: failed as broken_file: not a PDF file"]
    assert next(preview(corpus / "f.xyz", config(corpus))).startswith("f.xyz: rejected as unsupported_format")
    with pytest.raises(InputError, match="no such file"):
        list(preview(corpus / "gone.txt", config(corpus)))
