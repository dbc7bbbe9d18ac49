"""Notices about documents: summed up by kind, said before anything is sent, counted in run.json."""

from pathlib import Path

from openbook.codes import Kind
from openbook.config import Config
from openbook.pipeline.look_ahead import plan
from openbook.pipeline.prepare import Remarks
from openbook.pipeline.progress import Progress
from openbook.records import Document, Notice


def document(number: int, *notices: Notice) -> Document:
    return Document(id=str(number), source=f"{number}.md", text="Words.", notices=notices)


def test_a_few_documents_are_named_and_many_are_counted_with_the_first() -> None:
    remarks = Remarks()
    for number in range(5):
        remarks.add(
            document(number, Notice(Kind.LEFT_OUT, "a comment left out"), Notice(Kind.LEFT_OUT, "and a picture"))
        )
    remarks.add(document(9, Notice(Kind.KEYS, "looks like it holds 1 key")))
    assert remarks.counts == {Kind.LEFT_OUT: 5, Kind.KEYS: 1}
    assert list(remarks.summed()) == [
        "5 documents have a part that was left out: 0.md: a comment left out (openbook read lists them)",
        "9.md: looks like it holds 1 key",
    ]


def test_a_plan_says_and_counts_what_there_is_to_say(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(4):
        (tmp_path / "in" / f"{number}.md").write_text(
            f"The quay {number} was built in 1911. Ask ann{number}@harbour.org."
        )
    config = Config.model_validate(
        {"path": {"input_dir": tmp_path / "in", "output_dir": tmp_path / "out", "exclude": ["*.log"]}}
    )
    progress = Progress()
    counts = plan(config, progress).summary.counts
    assert counts.notices == {"personal_data": 4}
    assert any("4 documents hold what looks like personal data" in text for text in progress.notices)
    assert any("'*.log' meets no file" in text for text in progress.notices)
