"""Notebooks: their text, their code, and what the code printed, each result once."""

import json
from pathlib import Path
from typing import Any

import pytest
from corpus_makers import read_one, records

from openbook.records import Document, Rejected

NOTEBOOK = {
    "nbformat": 4,
    "metadata": {"kernelspec": {"language": "julia"}},
    "cells": [
        {"cell_type": "markdown", "source": ["# Head\n", "text <b>bold</b>"]},
        {"cell_type": "code", "source": "x = 1\nprint(x)", "outputs": [{"output_type": "stream", "text": "1"}]},
        {"cell_type": "code", "source": ["%%bash\n", "make"], "outputs": []},
        {"cell_type": "raw", "source": ""},
    ],
}


def test_a_notebook_is_its_text_and_its_code(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text(json.dumps(NOTEBOOK))
    document = read_one(tmp_path / "a.ipynb")
    assert (
        document.text
        == "# Head\ntext bold\n\n```julia\nx = 1\nprint(x)\n```\n\n```\n1\n```\n\n```bash\n%%bash\nmake\n```"
    )
    assert document.notices == ()


def test_an_old_notebook_has_its_cells_in_sheets(tmp_path: Path) -> None:
    cells = [{"cell_type": "heading", "level": 2, "source": "Head"}, {"cell_type": "code", "input": "x"}]
    (tmp_path / "a.ipynb").write_text(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}))
    assert read_one(tmp_path / "a.ipynb").text == "## Head\n\n```python\nx\n```"


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"cells": 7}', '{"cells": [7, null]}'])
def test_what_is_no_notebook_says_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.ipynb").write_text(content)
    [row] = records(tmp_path / "a.ipynb")
    assert isinstance(row, Rejected)


def ran(folder: Path, *outputs: dict[str, Any], **cell: Any) -> Document:
    """A notebook of one cell of code that gave these outputs."""
    cells = [{"cell_type": "code", "source": "run()", "outputs": list(outputs), **cell}]
    (folder / "a.ipynb").write_text(json.dumps({"cells": cells}))
    return read_one(folder / "a.ipynb")


def result(folder: Path, **forms: str | list[str]) -> str:
    """What is read of a result that is stored in these forms."""
    data = {name.replace("_", "/"): value for name, value in forms.items()}
    return (
        ran(folder, {"output_type": "execute_result", "data": data}).text.removeprefix("```python\nrun()\n```").strip()
    )


def test_what_a_cell_printed_in_several_parts_is_one_block(tmp_path: Path) -> None:
    parts = ({"output_type": "stream", "name": "stdout", "text": text} for text in (["Low\n", "wa"], "ter\n"))
    assert ran(tmp_path, *parts).text.endswith("\n\n```\nLow\nwater\n```")


def test_a_bar_of_progress_is_read_as_it_stands_in_the_end(tmp_path: Path) -> None:
    text = "10 %\r50 %\rdone\r\nnext\r"
    assert ran(tmp_path, {"output_type": "stream", "text": text}).text.endswith("```\ndone\nnext\n```")


@pytest.mark.parametrize(
    ("forms", "wanted"),
    [
        (
            {"text_html": "<style>td {}</style><table><tr><th>a<th>b<tr><td>1<td>2</table>", "text_plain": "a b\n1 2"},
            "| a | b |\n| --- | --- |\n| 1 | 2 |",
        ),
        ({"text_html": "<b>Tide</b>", "text_plain": "Tide: 4"}, "```\nTide: 4\n```"),
        ({"text_html": "<b>Tide</b> <i>four</i>", "text_plain": "<IPython.core.display.HTML object>"}, "Tide four"),
        ({"text_latex": r"$\frac{a}{b}$", "text_plain": "a\n-\nb", "image_png": "iVB"}, r"$\frac{a}{b}$"),
        ({"text_markdown": ["## Head\n", "x"], "text_plain": "<Markdown object>"}, "## Head\nx"),
        ({"text_plain": "[<matplotlib.lines.Line2D at 0x7f0a>]"}, ""),
        (
            {"text_plain": "[<Line2D at 0x7f0a>,\n <Line2D at 0x7f0b>]"},
            "```\n[<Line2D at 0x7f0a>,\n <Line2D at 0x7f0b>]\n```",
        ),
    ],
)
def test_a_result_is_read_once_in_the_form_that_says_most(
    tmp_path: Path, forms: dict[str, str | list[str]], wanted: str
) -> None:
    assert result(tmp_path, **forms) == wanted


def test_results_of_the_old_format_are_read_too(tmp_path: Path) -> None:
    found = ran(tmp_path, {"output_type": "pyout", "html": "<table></table>", "text": ["7"]})
    assert found.text.endswith("```\n7\n```")


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ({"output_type": "display_data", "data": {"image/png": "iVB", "text/plain": "<Figure>"}}, "a picture"),
        ({"output_type": "pyout", "png": "iVB", "text": "<Figure>"}, "a picture"),
        ({"output_type": "stream", "name": "stderr", "text": "warning"}, "messages of a cell on stderr"),
        ({"output_type": "error", "ename": "E", "evalue": "x", "traceback": ["\x1b[31mE"]}, "the trace of an error"),
        (
            {
                "output_type": "display_data",
                "data": {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "x"},
            },
            "a widget",
        ),
        ({"output_type": "display_data", "data": {"application/javascript": "alert()"}}, "a result without text"),
    ],
)
def test_what_is_not_read_of_the_outputs_is_said(tmp_path: Path, output: dict[str, Any], said: str) -> None:
    found = ran(tmp_path, output)
    assert [str(notice) for notice in found.notices] == [f"left out of the outputs of its code: {said}"]
    assert "iVB" not in found.text
    assert "\x1b" not in found.text


def test_an_error_is_told_without_its_trace(tmp_path: Path) -> None:
    output = {"output_type": "error", "ename": "ValueError", "evalue": "too low", "traceback": ["long"]}
    assert ran(tmp_path, output).text.endswith("\n\n```\nValueError: too low\n```")


def test_a_long_log_ends_early_and_the_rest_is_counted(tmp_path: Path) -> None:
    found = ran(tmp_path, {"output_type": "stream", "text": "".join(f"epoch {n}\n" for n in range(1000))})
    assert found.text.endswith("epoch 199\n```")
    assert "800 lines of long outputs" in str(found.notices[0])


def test_an_output_that_its_cell_keeps_back_is_counted(tmp_path: Path) -> None:
    found = ran(tmp_path, {"output_type": "stream", "text": "x"}, metadata={"tags": ["remove_output"]})
    assert found.text == "```python\nrun()\n```"
    assert str(found.notices[0]).endswith("the output of a cell that says so")
