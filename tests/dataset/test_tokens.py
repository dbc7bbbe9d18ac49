"""Token ids and labels say exactly what is trained, whatever the tokenizer."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from drafts import NASTY, config, drafts
from tokenizers_made import byte_level, sentencepiece_like

from openbook.dataset.assemble import assemble
from openbook.dataset.render.chat_template import THINKING, load_chat_template
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.render.segments import Segment
from openbook.dataset.token_counts import IGNORED, Encoder, EstimatedLengths
from openbook.dataset.write import write_records
from openbook.templates import TEMPLATES

Make = Callable[[Path, Sequence[str]], Encoder]


@pytest.mark.one_in(5)
@pytest.mark.parametrize("make", [byte_level, sentencepiece_like])
@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "deepseek"])
@pytest.mark.parametrize("thoughts", ["visible", "think"])
def test_labels_decode_to_the_trained_text(tmp_path: Path, template: str, make: Make, thoughts: str) -> None:
    control = [token for token in load_chat_template(template).control if token not in THINKING and token != "<unk>"]
    encoder = make(tmp_path, control)
    settings = config(
        path={"output_dir": tmp_path},
        system={"template": template, "tokenizer": str(tmp_path / "tokenizer.json")},
        generation={"thoughts": thoughts},
    )
    given = drafts(4, words=" ".join(NASTY))
    (written,) = write_records(given, settings, ["tokens"], lambda: None, main=False).exported
    rows = [json.loads(line) for line in (written.folder / "train.jsonl").read_bytes().splitlines()]
    renderer = Renderer.from_config(settings)
    records = [row for record in assemble(given, settings) for row in renderer.rows(record)]
    for row, record in zip(rows, records, strict=True):
        text = "".join(segment.text for segment in record)
        assert row["input_ids"] == encoder.ids(text)
        assert row["attention_mask"] == [1] * len(row["input_ids"])
        trained = "".join(segment.text for segment in record if segment.label)
        said = encoder.decode([label for label in row["labels"] if label != IGNORED])
        assert said.replace(" ", "") == trained.replace(" ", "")
        assert row["labels"][-1] == row["input_ids"][-1]
    assert [checked.counts for checked in written.checked] == [{}]


def test_a_token_across_a_border_is_masked(tmp_path: Path) -> None:
    encoder = byte_level(tmp_path, ["</s>"])
    (whole,) = encoder.ids(" the")
    ids, labels = encoder.encode([Segment(False, "x "), Segment(True, "the lamp</s>")])
    assert whole in ids
    assert labels[ids.index(whole)] == IGNORED
    assert encoder.decode([label for label in labels if label != IGNORED]) == " lamp</s>"
    ids, labels = encoder.encode([Segment(False, "x"), Segment(True, " the lamp</s>")])
    assert encoder.decode([label for label in labels if label != IGNORED]) == " the lamp</s>"


def test_white_space_that_is_a_token_by_itself_has_the_label_of_its_segment(tmp_path: Path) -> None:
    encoder = byte_level(tmp_path, ["</s>"])
    _, labels = encoder.encode([Segment(False, "a\n\n"), Segment(True, "b\n\n  \nc</s>")])
    assert encoder.decode([label for label in labels if label != IGNORED]) == "b\n\n  \nc</s>"


@pytest.mark.parametrize(
    "text", ["", "a", "The warden keeps the lamp burning.", "漢字漢字", "é" * 50, "x = [1, 2, 3]\n" * 9]
)
def test_an_estimate_is_seldom_too_small(text: str) -> None:
    assert EstimatedLengths().length(text) >= len(text.split())
