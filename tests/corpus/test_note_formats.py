"""Markdown of programs for notes, and MDX."""

from pathlib import Path

import pytest
from corpus_makers import read_one

from openbook.codes import Kind
from openbook.corpus.formats.admonitions import without_admonitions
from openbook.corpus.formats.components import without_components
from openbook.corpus.formats.wiki_notes import without_note_marks


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("See [[Harbour dues|the dues]] and [[Tides#High water]].", "See the dues and Tides > High water."),
        ("[[dir/Fähre.md]] [[#Part]] [[Note#^ab12]]", "Fähre Part Note"),
        ("![[map.png|300]]![[map.png|Map of it]] ![[Other note]]", "Map of it Other note"),
        ("| a | [[x\\|y]] |", "| a | y |"),
        ("seen %%not seen%% seen", "seen  seen"),
        ("%%\nnot\n\nseen\n%%\n\nseen", "seen"),
        ("%% not seen %%\nseen", "seen"),
        ("seen %% at https://a.example/b%20c?d=%C3 %% seen", "seen  seen"),
        ("%% 100% not %%\nseen\n%% not seen %%\n\nand seen", "seen\n\nand seen"),
        ("seen\n%% not seen %%\nseen", "seen\nseen"),
        ("> [!warning]- Fog\n> No crossing.", "> Warning: Fog\n> No crossing."),
        ("> [!NOTE]\n> text", "> Note:\n> text"),
        ("A paragraph ^ab12cd\n\n^name-2\n", "A paragraph\n\n\n"),
        ("==marked== words", "marked words"),
    ],
)
def test_marks_of_notes_read_as_they_are_shown(given: str, wanted: str) -> None:
    assert without_note_marks(given)[0] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "`[[code]]` and\n\n```\n%% a %%\n[[b]]\n```",
        "a[[1]] [[1, 2], [3, 4]] [[:alpha:]] \\[[x]]",
        "50%% of 20%% x",
        "%% Part one\ntext\n%% Part two\ntext",
        "r ^2\nand x^2",
        "a == b == c and ==> and x==y==z",
        "[!NOTE] is no callout",
    ],
)
def test_what_is_no_mark_of_notes_stays(text: str) -> None:
    assert without_note_marks(text)[0] == text


def test_comments_that_are_left_out_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Seen. %%one%% and %%two%%")
    assert [str(notice) for notice in read_one(tmp_path / "a.md").notices] == ["2 comments (%% … %%) left out"]


def test_comments_of_html_that_say_something_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Seen.\n\n<!-- We still have to ask Ann about the money. -->\n\n<!-- toc -->\n")
    assert [str(notice) for notice in read_one(tmp_path / "a.md").notices] == ["a comment (<!-- … -->) left out"]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("import A from 'a'\nimport {\n  B,\n} from 'b'\n\nText.", "Text."),
        ("export const meta = {\n  a: 1,\n\n  b: 2,\n}\n\nText.", "Text."),
        ("# Head {/* hidden */}\n\nText.", "# Head\n\nText."),
        ('<Tabs a={x > 1}>\n  <Tab label="Linux">\n\n    Run it.\n\n  </Tab>\n</Tabs>', "Linux\n\nRun it."),
        ('<Card title="Start" icon={<Icon n="x" />}>\n  Go.\n</Card>', "Start\n\nGo."),
        ("<Steps>\n\n  ```sh\n  make {x} <b>\n  ```\n\n</Steps>", "```sh\nmake {x} <b>\n```"),
        ("{'lit'} {`tpl`} `{code}` $\\frac{a}{b}$ \\{esc\\}", "lit tpl `{code}` $\\frac{a}{b}$ {esc\\}"),
        ("<>a</> <Icon /> b", "a\n\n  b"),
        ("A <Badge>new</Badge> word, <Tag label='old' /> too.", "A new word, old too."),
        ("| A | B |\n|---|---|\n| <Icon /> one | {'two'} |", "| A | B |\n|---|---|\n|  one | two |"),
        ("- a\n\n  goes on\n\n- b", "- a\n\n  goes on\n\n- b"),
        ("import the boats, and export them", "import the boats, and export them"),
    ],
)
def test_components_go_and_what_they_hold_stays(given: str, wanted: str) -> None:
    assert without_components(given)[0] == wanted


def test_expressions_that_nobody_can_evaluate_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.mdx").write_text("---\ntitle: T\n---\nIt's {props.version} and {items.map(i => <li>{i}</li>)}.")
    document = read_one(tmp_path / "a.mdx")
    assert (document.title, document.text) == ("T", "It's  and .")
    assert [(notice.kind, str(notice)) for notice in document.notices] == [
        (Kind.NOT_RENDERED, "2 expressions of code left out")
    ]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("<Term id='a'>Neap</Term> tides are low.", "Neap tides are low."),
        ("<Tag>\n\nNeap</Tag> tides", "Neap\n\n tides"),
        ("<Box>Neap</Box>", "Neap"),
        ("<Tab label='a'>Neap</Tab><Tab label='b'>Ebb</Tab>", "a\n\nNeap\n\nb Ebb"),
    ],
)
def test_a_component_within_a_line_is_a_part_of_it(line: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / "a.mdx").write_text(line)
    assert read_one(tmp_path / "a.mdx").text == shown


def test_markdown_that_imports_components_is_mdx_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("import Tabs from '@theme/Tabs';\n\n# Head\n\n<Tabs>\n\nIn it.\n\n</Tabs>\n")
    assert read_one(tmp_path / "a.md").text == "# Head\n\nIn it."
    (tmp_path / "b.md").write_text("# Head\n\n```js\nimport Tabs from '@theme/Tabs';\n```\n\nA set {x}.")
    assert "import Tabs" in read_one(tmp_path / "b.md").text
    assert "{x}" in read_one(tmp_path / "b.md").text


def test_a_page_of_html_named_as_markdown_is_read_as_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<!DOCTYPE html><script>var a</script><body><p>It runs.</p></body>")
    assert read_one(tmp_path / "a.md").text == "It runs."


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ('!!! warning "Hot"\n    Never touch.\n\n    Wait.\n\nEnd.', "Warning: Hot\n\nNever touch.\n\nWait.\n\nEnd."),
        ("??? note\n    Folded words.", "Note: Folded words."),
        ('!!! note ""\n    No title.', "Note: No title."),
        ('=== "Linux"\n\n    ```sh\n    apt\n    ```\n', "Linux\n\n```sh\napt\n```\n"),
        ('!!! tip\n    === "A"\n        One.', "Tip: A\n\nOne."),
        ("- Item\n\n    !!! tip\n        Inside.\n", "- Item\n\n    Tip: Inside.\n"),
        ("::: tip\nOil it.\n:::\nEnd.", "Tip: Oil it.\n\nEnd."),
        (":::danger Watch out\n- High voltage.\n:::", "Danger: Watch out\n\n- High voltage."),
        (":::note[Read this]\nWords.\n:::", "Note: Read this\n\nWords."),
        ('::: {.callout-important title="Heed"}\nWords.\n:::', "Important: Heed\n\nWords."),
        ("::: details Click me\nWords.\n:::", "Click me\n\nWords."),
        ("::::{grid} 2\n:::{card} A card\n:class: x\nWords.\n:::\n::::", "A card\n\nWords."),
        ("```{warning}\n:class: y\nMind it.\n```", "Warning: Mind it."),
    ],
)
def test_admonitions_and_tabs_read_as_what_they_are_called(given: str, wanted: str) -> None:
    assert without_admonitions(given) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "!!! so this is it\n\nNo block.",
        "A line with ::: inside.",
        "::: open and never closed\n\nWords.",
        "```\n!!! note\n    Code.\n::: tip\n:::\n```",
        "Head\n===\n\nText.",
    ],
)
def test_what_is_no_admonition_stays(text: str) -> None:
    assert without_admonitions(text) == text


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("[[2021-05-03|the day at sea]]", "the day at sea"),
        ("[[2021-05-03]]", "2021-05-03"),
        ("[[2021-W05]]", "2021-W05"),
        ("[[202105031200|a slip]]", "a slip"),
        ("[[202105031200]]", "202105031200"),
        ("[[1, 2]]", "[[1, 2]]"),
        ("[[12]]", "[[12]]"),
    ],
)
def test_links_to_days_and_slips_are_links(tmp_path: Path, link: str, shown: str) -> None:
    (tmp_path / "a.md").write_text(f"See {link} now.")
    assert read_one(tmp_path / "a.md").text == f"See {shown} now."
