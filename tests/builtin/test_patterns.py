"""What the built-in engine reads out of sentences, tables and lists."""

import pytest

from openbook.builtin import BuiltIn, blocks
from openbook.builtin.blocks import sentences
from openbook.builtin.facts import Fact, Tools

SENTENCES = [
    (
        "The emergency lamp is a halogen bulb of 100 watts.",
        "what is the emergency lamp",
        "The emergency lamp is a halogen bulb of 100 watts.",
    ),
    ("The cistern holds 40,000 litres.", "how many litres does the cistern hold", "The cistern holds 40,000 litres."),
    ("The tower is 31 metres tall.", "how tall is the tower", "The tower is 31 metres tall."),
    ("The flight takes nine minutes.", "how long does the flight take", "The flight takes nine minutes."),
    ("The trip costs 34 crowns.", "how much does the trip cost", "The trip costs 34 crowns."),
    (
        "In clear air the light has a range of 22 nautical miles.",
        "what range does the light have in clear air",
        "In clear air the light has a range of 22 nautical miles.",
    ),
    ("Three keepers live on the rock.", "how many keepers live on the rock", "Three keepers live on the rock."),
    ("The default timeout is `5s`.", "what is the default timeout", "The default timeout is `5s`."),
    ("The horn was installed in 1911.", "when was the horn installed", "The horn was installed in 1911."),
    ("The supply ferry comes every other Thursday.", "when does the supply ferry come", "The supply ferry comes"),
    (
        "On April 4, 1975, Bill Gates founded Microsoft.",
        "when did Bill Gates found Microsoft",
        "On April 4, 1975, Bill Gates founded Microsoft.",
    ),
    (
        "The lens is cleaned every Monday, with old linen.",
        "when is the lens cleaned",
        "The lens is cleaned every Monday, with old linen.",
    ),
    (
        "Water gathers in the tank because air gives up its moisture.",
        "why does water gather in the tank",
        "Water gathers in the tank because air gives up its moisture.",
    ),
    (
        "Children under six cannot be landed, since the steps have no rail.",
        "why can't children under six be landed",
        "Children under six cannot be landed, since the steps have no rail.",
    ),
    (
        "If the flag is red, no boat comes nearer than 200 metres.",
        "what happens if the flag is red",
        "If the flag is red, no boat comes nearer than 200 metres.",
    ),
    (
        "When the alarm rings, open the panel at once.",
        "what should you do when the alarm rings",
        "When the alarm rings, open the panel at once.",
    ),
    (
        "The server returns a 502 code when an error happens.",
        "when does the server return a 502 code",
        "The server returns a 502 code when an error happens.",
    ),
    (
        "To replace the filter, close the stop valve and undo the bolts.",
        "how do you replace the filter",
        "To replace the filter, close the stop valve and undo the bolts.",
    ),
    ("Use `htpasswd` to generate the passwords.", "what can you use to generate the passwords", "Use `htpasswd` to"),
    ("The medicine chest is kept in the watch room.", "where is the medicine chest kept", "The medicine chest is kept"),
    ("The rate is defined by dividing `average` by `period`.", "how is the rate defined", "The rate is defined by"),
    ("The tower was designed by Isobel Thorne.", "who was the tower designed by", "The tower was designed by Isobel"),
    ("The station boat is called Patience.", "what is the station boat called", "The station boat is called Patience."),
    ("The basket hangs in the entrance.", "where does the basket hang", "The basket hangs in the entrance."),
    (
        "The path filter is enabled by default and prevents attacks.",
        "is the path filter enabled by default",
        "Yes. The path filter is enabled by default and prevents attacks.",
    ),
    (
        "TLS options are not supported by label providers.",
        "are TLS options supported by label providers",
        "No. TLS options are not supported by label providers.",
    ),
    ("The key must match the host name.", "what must the key match", "The key must match the host name."),
    (
        "The `addPrefix` middleware updates the path of a request.",
        "what does the `addPrefix` middleware do",
        "The `addPrefix` middleware updates the path of a request.",
    ),
    (
        "Visitors may climb the tower in groups of four.",
        "may visitors climb the tower in groups of four",
        "Yes. Visitors may climb the tower in groups of four.",
    ),
]

SILENT = [
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
]


def facts_of(text: str, title: str = "") -> list[Fact]:
    engine = BuiltIn()
    found = blocks(text)
    return engine.facts(found, Tools.of(text, found, title, engine._grammar, engine._memory))


@pytest.mark.parametrize(("sentence", "asked", "answer"), SENTENCES, ids=[asked for _, asked, _ in SENTENCES])
def test_a_sentence_gives_its_question_and_answer(sentence: str, asked: str, answer: str) -> None:
    facts = facts_of(sentence)
    assert [fact.direct for fact in facts] == [asked]
    assert facts[0].answer.startswith(answer)
    assert facts[0].quotes == (sentence,)


@pytest.mark.parametrize("sentence", SILENT)
def test_a_sentence_that_needs_its_surroundings_says_nothing(sentence: str) -> None:
    assert facts_of(sentence) == []


def test_it_is_read_as_the_subject_of_the_definition_before() -> None:
    facts = facts_of("The generator is a diesel engine. It burns three litres of fuel in an hour.")
    assert "how many litres of fuel does the generator burn in an hour" in [fact.direct for fact in facts]
    fact = next(fact for fact in facts if fact.kind == "quantity")
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
        "what does the `prefix` option do": "The `prefix` option adds a prefix to the path. It must begin with a"
        " slash.",
        "does the `prefix` option have to be set": "Yes, the `prefix` option has to be set: it is marked as required.",
        "what does the `mode` option do": "The `mode` option defines the mode of the scheduler. If not set, the value"
        " is inherited.",
        "what is the default value of the `mode` option": "By default, the `mode` option is set to `fast`.",
        "what happens if the `mode` option is not set": "If the `mode` option is not set, the value is inherited.",
    }


def test_a_description_that_begins_with_a_noun_is_not_read_as_a_verb() -> None:
    table = (
        "| Option | Description |\n|---|---|\n| `a` | Load balancing strategy for distributing traffic. |\n"
        "| `b` | Amount of time to wait for a reply. |\n| `c` | Enable the cache of the proxy. |\n"
        "| `d` | Whether to follow redirects. |\n| `e` | The list of hosts to watch. |\n"
    )
    assert [fact.answer for fact in facts_of(table)] == [
        "The `a` option sets the load balancing strategy for distributing traffic.",
        "The `b` option sets the amount of time to wait for a reply.",
        "The `c` option enables the cache of the proxy.",
        "The `d` option says whether to follow redirects.",
        "The `e` option is the list of hosts to watch.",
    ]


def test_an_enumeration_is_asked_for_as_a_whole() -> None:
    items = "- **Health check-based**: by probes.\n- **Status-based**: by codes.\n"
    text = f"The failover can be triggered in two ways:\n\n{items}"
    fact = next(fact for fact in facts_of(text) if fact.kind == "list")
    assert fact.direct == "in which two ways can the failover be triggered"
    assert fact.answer == "The failover can be triggered in two ways: Health check-based and Status-based."


def test_the_items_of_a_list_of_conditions_are_no_statements() -> None:
    items = "- The `Accept-Encoding` header contains `gzip`.\n- The tank holds 40 litres.\n"
    text = f"Responses are compressed when:\n\n{items}"
    assert facts_of(text) == []


def test_a_heading_that_asks_is_answered_by_what_stands_below_it() -> None:
    text = (
        "## Why does the tower stand?\n\nThe tower stands for a hundred and fifty years, since its stones are"
        " dovetailed and none can be lifted out by the sea.\n"
    )
    assert "why does the tower stand" in [fact.direct for fact in facts_of(text)]


def test_code_front_matter_and_tags_are_never_taken_for_prose() -> None:
    text = (
        "```yaml\nThe server: is a list.\nname: The default timeout is 5 seconds.\n```\n\n"
        "{% include 'The pump is a machine of iron.' %}\n\n<!-- The valve is a part of the pump. -->\n"
    )
    assert facts_of(text) == []


def test_links_and_emphasis_vanish_from_answers_and_quotes_stay_verbatim() -> None:
    text = "The **rate** is defined by [dividing](x.md) `average` by `period`, as the *scheduler* does.\n"
    fact = facts_of(text)[0]
    assert fact.answer == "The rate is defined by dividing `average` by `period`, as the scheduler does."
    assert all(quote in " ".join(text.split()) for quote in fact.quotes)


def test_a_row_that_only_repeats_its_name_says_nothing() -> None:
    table = (
        "| Option | Description |\n|---|---|\n| `forwardBody` | Set the `forwardBody` option to `true` to send it. |\n"
        "| `maxBodySize` | Set the maxBodySize to limit the body. |\n"
    )
    assert facts_of(table) == []


def test_insects_in_the_plural_are_defined_without_an_article() -> None:
    told = facts_of("Honey bees are insects that live in colonies of thousands.")
    assert [fact.direct for fact in told] == ["what are honey bees"]


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
    assert all("option" not in fact.direct and "in case" not in fact.direct for fact in facts_of(sentence))
