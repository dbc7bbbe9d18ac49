"""Names in the code of an answer: a program's own are its own, those that it uses must stand somewhere."""

import pytest

from openbook.dialogue.checks.code_names import is_made_of, names_of_code
from openbook.text.content import Content

OWN = {
    "a value used later": "found_rows = []\nprint(found_rows)",
    "with a type": "found_rows: list = []\nprint(found_rows)",
    "in Go": "foundRows := read()\nfmt.Println(foundRows)",
    "a function and what it takes": "def read_all(page_size):\n    return page_size",
    "one of JavaScript": "function readAll(pageSize) { return pageSize }",
    "a constant": "const pageSize = 3",
    "a module": "import row_reader\nfrom row_tools import row_writer as own_writer",
    "an error": "raise NothingFound(1)",
    "what is caught": "except RowsGone as row_error:",
    "what is gone through": "for each_row in rows:",
}


@pytest.mark.parametrize("name", OWN)
def test_a_name_that_a_program_gives_is_its_own(name: str) -> None:
    assert list(names_of_code(f"So:\n```python\n{OWN[name]}\n```")) == []


USED = {
    "an argument": ("rows = get(page_size=3)", ["page_size"]),
    "a key": ("limit: 200\nmax_pages: 3", ["max_pages"]),
    "a setting": ("max_pages = 3", ["max_pages"]),
    "a function": ("readAllRows(3)", ["readAllRows"]),
    "a flag": ("rows --all-pages", ["--all-pages"]),
}


@pytest.mark.parametrize("name", USED)
def test_a_name_that_code_only_uses_is_none(name: str) -> None:
    code, found = USED[name]
    assert list(names_of_code(f"So:\n```\n{code}\n```")) == found


def test_in_a_line_nothing_is_given_a_name() -> None:
    assert list(names_of_code("Write `max_pages = max_pages`.")) == ["max_pages", "max_pages"]


@pytest.mark.parametrize("name", ["volumes_per_day", "volumesPerDay"])
def test_a_name_may_be_made_of_the_text_s_words(name: str) -> None:
    assert is_made_of(name, Content.of("Readers may order five volumes a day; pencils only.").vocabulary)


@pytest.mark.parametrize("name", ["max_volumes", "--volumes-day", "volumes"])
def test_a_flag_one_word_or_one_of_other_words_is_not_made_of_them(name: str) -> None:
    assert not is_made_of(name, Content.of("Readers may order five volumes a day; pencils only.").vocabulary)
