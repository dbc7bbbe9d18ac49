"""Real files read right: passages that a person finds in each, in the order in which a person reads them."""

from pathlib import Path

import pytest

from openbook.config import Config
from openbook.corpus.chunking.chunk import make_chunker
from openbook.corpus.read import read_corpus
from openbook.records import Document
from some import some

pytestmark = pytest.mark.corpora


@pytest.fixture(scope="module")
def mixed(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    out = tmp_path_factory.mktemp("out")
    config = Config.model_validate(
        {"path": {"input_dir": corpora / "mixed", "output_dir": out}, "read": {"workers": 1}}
    )
    records = list(read_corpus(config))
    assert all(isinstance(record, Document) for record in records), [r for r in records if not isinstance(r, Document)]
    return {record.source: record for record in records if isinstance(record, Document)}


PASSAGES = {
    "literature-graph-two-column.pdf": [
        "Construction of the Literature Graph in Semantic Scholar",
        # Hyphens at line ends, and the first column before the second.
        "organizing published scientific literature into a heterogeneous graph to facilitate algorithmic manipulation",
        "• What is the percentage of female subjects in depression clinical trials?",
        # A paragraph that goes on in the second column, past a picture.
        "improve ranking of results in academic search (e.g., Xiong et al., 2017). We describe methods",
        # One that goes on on the next page, past the footer of the first.
        "such as CoNLL-2003 and ACE-2005 (e.g., Lample et al., 2016), and assume that entity types",
        "catalogs (e.g., DBLP, MEDLINE), pre-publishing services",
        # A footnote does not interrupt the sentence that the column's end cuts.
        "A span and its surrounding words are collectively referred to as a mention.",
        "⁷ http://rtw.ml.cmu.edu/rtw/",
        # References, each a paragraph of its own.
        "\n\nHal Daumé. 2007. Frustratingly easy domain adaptation. In ACL.\n\n",
    ],
    "filler-four-pages.pdf": ["Hello, here is some text without a meaning. This text should show what a printed text"],
    "udhr-chinese.pdf": [
        "乃是世界自由、正义与和平的基础",
        "第一条\n人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神",
        "第三条",
        "第三十条",
    ],
    "udhr-japanese.pdf": [
        "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
        "第30条",
    ],
    "japanese-no-tounicode.pdf": [
        "假定された有機交流電燈の\nひとつの青い照明です",
        "（あらゆる透明な幽霊の複合体）",
        "風景やみんなといっしょに",
        "宇宙塵をたべ、または空気や塩水を呼吸しながら",
    ],
    "arabic-word.pdf": ["حَبيبي", "habibi", "حَبيبي"],
    "autogen-paper.docx": [
        "# AutoGen: Enabling Next-Gen LLM Applications via Multi-Agent Conversation",
        "# Abstract",
        "# Introduction",
        "Large language models (LLMs) are becoming a crucial building block",
    ],
    "equations.docx": [r"\frac{mλ}{a}", "The angle is $θ=", r"\frac{a}{λ}=\frac{m}{sin θ}"],
    "footnotes.docx": ["Ouch[^1].[^2]", "[^1]: A tachyon walks into a bar.", "[^2]: Fin."],
    "tables.docx": ["Above", "| Top left | Top right |", "| Bottom left | Bottom right |", "Below"],
    "trustee-handbook-1p.docx": ["CHAPTER 1", "The United States Trustee appoints and supervises standing trustees"],
    "two-languages.epub": [
        "All human beings are born free and equal",
        "Todos los seres humanos nacen libres e iguales",
    ],
    "winter-sports.epub": [
        "# WINTER SPORTS IN SWITZERLAND",
        "| I. | The Sun-seeker | 1 |",
        "## CHAPTER I THE SUN-SEEKER",
        "## CHAPTER II RINKS AND SKATERS",
        "## CHAPTER III TEES AND CRAMPITS",
        "#### Bobsleighing (or Bobbing)",
        "## CHAPTER VII NOTES ON WINTER RESORTS",
    ],
    "blog.html": [
        "# Does Model and Inference Parameter Matter in LLM Applications? - A Case Study for MATH",
        "- For easy problems, the tuned gpt-3.5-turbo model vastly outperformed untuned gpt-4",
        "## Experiment Setup",
        "they can be generally tuned via `flaml.tune`.",
    ],
    "wikipedia-microsoft.html": [
        "# Microsoft",
        "| Founded | April 4, 1975 in Albuquerque, New Mexico, U.S. |",
        "| Founders | Bill Gates, Paul Allen |",
        "### 1972–1985: Founding",
        "Gates and Allen established Microsoft on April 4, 1975, with Gates as CEO",
    ],
    "inaugural-addresses.jsonl:1": ["Among the vicissitudes incident to life no event could have filled me"],
    "udhr-multilingual.jsonl:1": ["recognition of the inherent dignity"],
}
ABSENT = {
    "literature-graph-two-column.pdf": ["\ufffe", "litera-", "\n\n85\n\n"],
    "udhr-chinese.pdf": ["- 2 -", "- 1 -"],
    "udhr-japanese.pdf": ["- 3 -"],
    "blog.html": ["Skip to main content", "Edit this page", "Newer Post", "Copyright ©"],
    "wikipedia-microsoft.html": [
        "[edit]",
        "Jump to",
        "Afrikaans",
        "Privacy policy",
        "mw-parser-output",
        "^[1]",
        "Toggle",
    ],
    "equations.docx": ["oMath"],
    "tables.docx": ["\t"],
}


@pytest.mark.parametrize("source", PASSAGES)
def test_expected_passages_stand_in_order(source: str, mixed: dict[str, Document]) -> None:
    place = 0
    for passage in some(PASSAGES[source]):
        assert passage in mixed[source].text
        found = mixed[source].text.find(passage, place)
        assert found >= 0, f"not in order: {passage}"
        place = found + 1


@pytest.mark.parametrize("source", ABSENT)
def test_what_is_no_text_is_left_out(source: str, mixed: dict[str, Document]) -> None:
    for mark in some(ABSENT[source]):
        assert mark not in mixed[source].text


def test_nine_languages_are_nine_documents_with_their_keys(mixed: dict[str, Document]) -> None:
    documents = [document for source, document in mixed.items() if source.startswith("udhr-multilingual")]
    assert len(documents) == 9
    assert all(document.metadata for document in documents)
    together = "".join(document.text for document in documents)
    for letters in ("世界", "세 계 인 권", "الإنسان", "मानव अधिकारों", "ปฏิญญาสากล"):
        assert letters in together


def test_titles_come_from_the_files_themselves(mixed: dict[str, Document]) -> None:
    assert mixed["udhr-chinese.pdf"].title == "世界人权宣言"
    assert mixed["winter-sports.epub"].title == "Winter Sports in Switzerland"
    assert mixed["wikipedia-microsoft.html"].title == "Microsoft - Wikipedia"
    assert mixed["autogen-paper.docx"].title.startswith("AutoGen")


def test_page_numbers_stand_in_the_sources_of_chunks(mixed: dict[str, Document], corpora: Path) -> None:
    config = Config.model_validate(
        {"path": {"input_dir": corpora, "output_dir": "out"}, "system": {"chunk_size": 1500}}
    )
    chunker = make_chunker(config)
    paper = mixed["literature-graph-two-column.pdf"]
    assert len(paper.pages) == 8
    [source] = [chunk.source for chunk in chunker(paper) if "We experiment with three approaches" in chunk.text]
    assert source in ("literature-graph-two-column.pdf, p. 4", "literature-graph-two-column.pdf, pp. 3-4")


def test_all_manuals_are_read_with_titles_and_chunks(corpora: Path, tmp_path: Path) -> None:
    config = Config.model_validate(
        {"path": {"input_dir": corpora / "manuals", "output_dir": tmp_path}, "system": {"chunk_size": 1500}}
    )
    chunker = make_chunker(config)
    records = list(read_corpus(config))
    assert [record.source for record in records] == sorted(record.source for record in records)
    documents = [record for record in records if isinstance(record, Document)]
    assert len(documents) == len(records) == len(list((corpora / "manuals").rglob("*.md")))
    chunks = [chunk for document in documents for chunk in chunker(document)]
    assert len(chunks) > 400
    assert not any("<a id=" in chunk.text for chunk in chunks)
    assert sum(bool(document.title) for document in documents) > 60
