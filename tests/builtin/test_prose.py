"""What the built-in engine reads out of sentences, tables and lists."""

import pytest

from openbook.builtin import read
from openbook.builtin.blocks import sentences
from openbook.builtin.facts import Fact
from openbook.records import Chunk

SENTENCES = [
    ("The emergency lamp is a halogen bulb of 100 watts.", "what is the emergency lamp"),
    ("A honey bee is an insect that lives in colonies of thousands.", "what is a honey bee"),
    ("The old bees are insects that live in colonies.", "what are the old bees"),
    ("`Lumen` was a keeper. Ada Quill was an engineer of the Northern Lights Trust.", "who was Ada Quill"),
    ("The cistern holds 40,000 litres.", "how many litres does the cistern hold"),
    ("The tank of the boat holds 60 litres, enough for a trip.", "how many litres does the tank of the boat hold"),
    ("The tower is 31 metres tall.", "how tall is the tower"),
    ("The flight takes nine minutes.", "how long does the flight take"),
    ("The trip costs 34 crowns.", "how much does the trip cost"),
    ("In clear air the light has a range of 22 nautical miles.", "what range does the light have in clear air"),
    ("Three keepers live on the rock.", "how many keepers live on the rock"),
    ("Hollin Horn was installed in 1911.", "when was Hollin Horn installed"),
    ("Hollin Horn was installed in 1911 to replace a bell.", "when was Hollin Horn installed"),
    ("The supply ferry comes every other Thursday.", "when does the supply ferry come"),
    ("The rain gauge is emptied at 06:00 and at 18:00.", "when is the rain gauge emptied"),
    ("On April 4, 1975, Bill Gates founded Microsoft.", "when did Bill Gates found Microsoft"),
    ("The lens is cleaned every Monday, with old linen.", "when is the lens cleaned"),
    ("Water gathers in the tank because air gives up its moisture.", "why does water gather in the tank"),
    ("The changes are staggered, so that there are never two newcomers.", "why are the changes staggered"),
    ("The lens floats in mercury because no bearing could carry it.", "why does the lens float in mercury"),
    ("Small children cannot be landed, since the steps have no rail.", "why can't small children be landed"),
    ("If the flag is red, no boat comes nearer than 200 metres.", "what happens if the flag is red"),
    ("When the alarm rings, open the panel at once.", "what should you do when the alarm rings"),
    ("If the pump leaks, you must close the valve.", "what must you do if the pump leaks"),
    ("The server returns a 502 code when an error happens.", "when does the server return a 502 code"),
    ("The siren starts when the visibility falls below two miles.", "when does the siren start"),
    ("To replace the filter, close the stop valve and undo the bolts.", "how do you replace the filter"),
    ("The `addPrefix` middleware updates the path of a request.", "what does the `addPrefix` middleware do"),
]  # fmt: skip
"""The last sentence of a text, and what it is asked for."""

SILENT = [
    "Since the Peace of Westphalia the rules are kept by all, since war was costly to all.",
    "Hollin Horn has been kept since the war of 1911.",
    "`json` is the JSON format.",
    "The lake is in the north, and the cold water flows near the coast.",
    "On October 7, Microsoft acquired Ally.io.",
    "In 1206 Genghis Khan united the tribes and became Great Khan.",
    "Jonas Hale said that it was a pity.",
    "A television series based on the books began in 2011.",
    "Microsoft announced a deal. The deal was closed on October 13, 2023.",
    "If the key is lost, it returns an error.",
    "The only exception is the lamp in the cellar.",
    "Diamond Cut is the browser.",
    "It burns four litres of oil in a night.",
    "This option enables the feature that we described above.",
    "See the documentation for more information.",
    "He was tired because he had walked all day.",
    "The following table lists the options.",
    "For example, the value can be `true`.",
    "I have always thought that the sea is beautiful.",
    "Forward requests for `http://example.com` to `http://localhost`:",
    "traefik.http.routers.my-router.rule=Host(`example.com`)",
    "Nevertheless, they went home.",
    "If a reading is missed, it is not made up.",
    "When the lamp is called up, it is not used.",
    "If the value is given, removes all pairs whose name is the same.",
]


def facts_of(text: str, title: str = "The handbook") -> list[Fact]:
    _, spots = read(Chunk("x", "document", "handbook.md" if title else "x.md", 0, len(text), text, (), 0, title))
    return [fact for spot in spots for fact in spot.tell()]


@pytest.mark.parametrize(("text", "asked"), SENTENCES, ids=[asked for _, asked in SENTENCES])
def test_a_sentence_gives_its_question_and_is_its_answer(text: str, asked: str) -> None:
    fact = facts_of(text)[-1]
    said = sentences(text)[-1]
    assert (fact.direct, fact.answer, fact.quotes) == (asked, said, (said,))


@pytest.mark.parametrize("sentence", SILENT)
def test_a_sentence_that_needs_its_surroundings_says_nothing(sentence: str) -> None:
    assert facts_of(sentence) == []


def test_it_is_read_as_the_subject_of_the_definition_before() -> None:
    facts = facts_of("The generator is a diesel engine. It burns three litres of fuel in an hour.")
    assert "how many litres of fuel does the generator burn in an hour" in [fact.direct for fact in facts]
    fact = next(fact for fact in facts if fact.kind == "figure")
    assert fact.answer == "The generator burns three litres of fuel in an hour."
    assert fact.quotes == ("The generator is a diesel engine.", "It burns three litres of fuel in an hour.")


TABLE = """\
| Field | Description | Default | Required |
|-------|-------------|---------|----------|
| `average` | Number of requests that are allowed in a second. | 0 | No |
| `prefix` | Add a [prefix](prefix.md) to the path. It must begin with a slash. | "" | Yes |
| `mode` | Defines the mode of the scheduler. If not set, the value is inherited. | `fast` | No |
| `other` | See [elsewhere](else.md) for more information. | | No |
"""


def test_rows_of_a_table_tell_what_an_option_does_and_its_default() -> None:
    told = {fact.direct: fact.answer for fact in facts_of(TABLE)}
    assert told == {
        "what does the `average` option do": "The `average` option sets the number of requests that are allowed in a"
        " second.",
        "what is the default value of the `average` option": "By default, the `average` option is set to `0`.",
        "what does the `prefix` option do": "The `prefix` option adds a prefix to the path.",
        "does the `prefix` option have to be set": "Yes, the `prefix` option has to be set: it is marked as required.",
        "what does the `mode` option do": "The `mode` option defines the mode of the scheduler.",
        "what is the default value of the `mode` option": "By default, the `mode` option is set to `fast`.",
    }


def test_a_description_that_begins_with_a_noun_is_not_read_as_a_verb() -> None:
    table = (
        "| Option | Description |\n|---|---|\n| `a` | Load balancing strategy for distributing traffic. |\n"
        "| `b` | Amount of time to wait for a reply. |\n| `c` | Enable the cache of the proxy. |\n"
        "| `d` | Whether to follow redirects. |\n| `e` | The list of hosts to watch. |\n"
    )
    assert [fact.answer for fact in facts_of(table)] == [
        "The `b` option sets the amount of time to wait for a reply.",
        "The `c` option enables the cache of the proxy.",
        "The `d` option says whether to follow redirects.",
        "The `e` option sets the list of hosts to watch.",
    ]


@pytest.mark.parametrize(
    "description",
    [
        "Map of headers to send to the host Evaluated only if the kind is set.",
        "Path to the file of the keys, it defaults to the file of the system.",
        "Allows to name a resource that is defined elsewhere in the file.",
        "References to the names of the parents of a route.",
        "Says whether to write the log as lines. * In a batch it sets the width of a line.",
    ],
)
def test_a_description_of_two_statements_or_of_broken_grammar_is_not_repeated(description: str) -> None:
    assert facts_of(f"| Option | Description |\n|---|---|\n| `headers` | {description} |\n") == []


def test_the_items_of_a_list_of_conditions_are_no_statements() -> None:
    items = "- The `Accept-Encoding` header contains `gzip`.\n- The tank holds 40 litres.\n"
    text = f"Responses are compressed when:\n\n{items}"
    assert facts_of(text) == []


def test_code_front_matter_and_tags_are_never_taken_for_prose() -> None:
    text = (
        "```yaml\nThe server: is a list.\nname: The default timeout is 5 seconds.\n```\n\n"
        "{% include 'The pump is a machine of iron.' %}\n\n<!-- The valve is a part of the pump. -->\n"
    )
    assert facts_of(text) == []


def test_links_and_emphasis_vanish_from_answers_and_quotes_stay_verbatim() -> None:
    text = "The **old rate** is a [measure](x.md) of the `limits` file that the *scheduler* needs.\n"
    fact = facts_of(text)[0]
    assert fact.answer == "The old rate is a measure of the `limits` file that the scheduler needs."
    assert all(quote in " ".join(text.split()) for quote in fact.quotes)


def test_a_row_that_only_repeats_its_name_says_nothing() -> None:
    table = (
        "| Option | Description |\n|---|---|\n| `forwardBody` | Set the `forwardBody` option to `true` to send it. |\n"
        "| `maxBodySize` | Set the maxBodySize to limit the body. |\n"
    )
    assert facts_of(table) == []


def test_numbered_steps_under_a_heading_tell_how_to_do_what_it_names() -> None:
    steps = "1. Close the stop valve.\n2. Undo the twelve bolts.\n"
    for heading in ("Replacing the filter", "Replace the filter", "How to replace the filter"):
        fact = facts_of(f"## {heading}\n\nIt takes an hour.\n\n{steps}")[0]
        assert (fact.direct, fact.kind) == ("how do you replace the filter", "howto")
        assert fact.answer == "To replace the filter:\n1. Close the stop valve.\n2. Undo the twelve bolts."
        assert fact.quotes == ("Close the stop valve.",)
    for other in ("- Close the stop valve.\n- Undo the bolts.\n", "1. The valve.\n2. The bolts.\n"):
        assert facts_of(f"## Replacing the filter\n\n{other}") == []


def test_a_day_of_the_year_recurs_only_where_the_present_tense_says_so() -> None:
    assert [fact.direct for fact in facts_of("In June the lightning rod is measured.")] == [
        "when is the lightning rod measured"
    ]
    assert facts_of("In June the lightning rod was measured.") == []


def test_a_sentence_may_end_with_an_abbreviation() -> None:
    assert sentences("The phone was made by Apple Inc. Its total sales were large.") == [
        "The phone was made by Apple Inc.",
        "Its total sales were large.",
    ]


@pytest.mark.parametrize(
    "sentence",
    ["The option specifies the version of the protocol.", "In case the puck leaves the ice, the clock stops at once."],
)
def test_what_would_give_a_question_that_nobody_understands_is_not_asked(sentence: str) -> None:
    assert not facts_of(sentence)


def test_what_a_page_without_a_topic_says_of_nothing_named_is_not_asked_for() -> None:
    for sentence, asked in (
        ("If no tag is given, the newest one is taken.", 0),
        ("If the `tag` flag is missing, the newest tag is taken.", 1),
    ):
        assert len(facts_of(sentence, title="")) == asked


@pytest.mark.parametrize(
    ("more", "title", "asked"),
    [
        ("", "The foghorn", 1),
        ("\n\n## The bell\n\nIt is rung by hand.", "The foghorn", 1),
        ("\n\n# The bell\n\nIt is rung by hand.", "The foghorn", 0),
        ("", "Overview", 0),
    ],
)
def test_the_heading_that_all_of_a_page_stands_under_is_its_topic(more: str, title: str, asked: int) -> None:
    text = f"# {title}\n\nIf no tag is given, the newest one is taken.{more}"
    assert len(facts_of(text, title="")) == asked
    assert len(facts_of(f"Some words before it.\n\n{text}", title="")) == 0
