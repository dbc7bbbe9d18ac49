"""The built-in engine's conversations: thoughts over numbered passages, evidence, memory, and what it leaves alone."""

import json
import re
from pathlib import Path

import pytest
from builtin_items import LAMP, chunk, item, passage, reply, turns
from hypothesis import given
from hypothesis import strategies as st

from openbook.builtin.turns import in_a_row, repeats
from openbook.errors import NoRuleError
from openbook.records import Item
from some import some

OTHERS = ("## The boat\n\nThe boat is an open launch of larch.", "The goat eats thistles, rope and notices.")


def test_two_or_three_turns_walk_through_every_passage_by_number_and_source() -> None:
    found = turns(reply(item(chunk(LAMP), others=OTHERS)).text)
    assert len(found) in (2, 3)
    for _, thoughts, _ in found:
        assert re.findall(r"Chunk (\d) \((\S+)\)", thoughts) == [("1", "other.md"), ("2", "other.md"), ("3", "lamp.md")]


def test_the_evidence_is_quoted_word_by_word_from_the_gold_passage() -> None:
    for _, thoughts, _ in some(turns(reply(item(chunk(LAMP), others=OTHERS)).text)):
        quotes = re.findall(r'"([^"]+)"', thoughts)
        assert quotes
        assert all(quote in " ".join(LAMP.split()) for quote in quotes)


def test_each_turn_says_in_fields_whether_the_passages_tell_and_where() -> None:
    told = json.loads(reply(item(chunk(LAMP), others=OTHERS)).text)["turns"]
    assert all(turn["found"] and turn["evidence"] for turn in some(told))
    assert all(
        found["chunk"] == 3 and found["quote"] in turn["thoughts"] for turn in some(told) for found in turn["evidence"]
    )
    for scenario in ("missing_recall", "missing_abstain"):
        missing = json.loads(reply(item(chunk(LAMP), scenario, OTHERS)).text)["turns"]
        assert all(turn["found"] is False and turn["evidence"] == [] for turn in some(missing))


def test_the_first_question_names_what_it_is_about() -> None:
    asked = turns(reply(item(chunk(LAMP))).text)[0][0]
    assert re.search(r"lamp|tower|tank|wick", asked)
    assert not re.search(r"\b(?:it|this|these|the text|the passage)\b", asked)


def test_a_question_about_an_option_says_whose_option_it_is() -> None:
    rows = "| `rate` | Defines the rate of the flow. |\n| `size` | Defines the size of the tank. |"
    text = f"| Field | Description |\n|---|---|\n{rows}"
    found = turns(reply(item(chunk(text, title="The Bucket Manual"))).text)
    assert "Bucket Manual" in found[0][0]


def test_the_same_item_has_the_same_reply_and_another_attempt_may_differ() -> None:
    told = item(chunk(LAMP), others=OTHERS)
    assert reply(told).text == reply(told).text
    assert len({reply(told, attempt=attempt).text for attempt in range(1, 7)}) > 1


def test_in_a_context_without_gold_nothing_is_quoted_and_memory_is_hedged() -> None:
    gold = chunk(LAMP)
    for _, thoughts, answer in some(turns(reply(item(gold, "missing_recall", OTHERS)).text)):
        assert "Chunk 1 (other.md)" in thoughts
        assert "lamp.md" not in thoughts + answer
        assert '"' not in thoughts + answer
        assert re.search(r"as far as I (?:know|remember)|if I remember correctly|to my knowledge|I think", answer, re.I)
        assert not repeats(answer, in_a_row(LAMP))


def test_where_it_must_abstain_it_says_that_the_sources_do_not_tell() -> None:
    said = {"missing_abstain": "[Tt]he sources", "empty": "found nothing|came back empty|Nothing was found"}
    for scenario, others in (("missing_abstain", OTHERS), ("empty", ())):
        for _, thoughts, answer in some(turns(reply(item(chunk(LAMP), scenario, others)).text)):
            assert re.search(said[scenario], answer)
            assert scenario == "missing_abstain" or "sources" not in f"{thoughts} {answer}"
            assert not repeats(f"{thoughts} {answer}", in_a_row(LAMP))
            assert not re.search(r"\d{2,}|because|remember", answer)


def test_a_text_without_two_questions_is_left_to_a_model() -> None:
    for text in ("He went home. They were glad.", "The lamp is a burner of brass.", "", "# Only a heading"):
        with pytest.raises(NoRuleError):
            reply(item(chunk(text)))


def test_a_scenario_that_it_does_not_know_is_left_to_a_model() -> None:
    with pytest.raises(NoRuleError, match="conflicting"):
        reply(item(chunk(LAMP), "gold", OTHERS).__class__("x", (chunk(LAMP),), "conflicting", ()))


def test_an_unknown_step_is_left_to_a_model() -> None:
    with pytest.raises(NoRuleError, match="summarise"):
        reply(chunk(LAMP), "summarise")


def test_a_passage_that_shares_the_questions_words_is_told_from_one_that_does_not() -> None:
    shown = ("The `tank` of the generator stands in the cellar.", "The goat eats thistles.")
    told = item(
        chunk("The `tank` holds 400 litres of oil. The `lamp` burns four litres of oil in a night."), others=shown
    )
    about_tank = next(thoughts for asked, thoughts, _ in turns(reply(told).text) if "`tank`" in asked)
    first, second = re.findall(r"Chunk [12] .*?(?= Chunk)", about_tank)
    assert re.search(r"mentions|as well", first)
    assert "as well" not in second
    assert "It mentions" not in second


@given(
    st.lists(st.sampled_from([*LAMP.split(), "|", "`x`", "\n\n", "- ", "# ", "[a](b)", "**", "If", "it,", "…", "é"]))
)
def test_any_text_is_answered_or_left_alone(words: list[str]) -> None:
    text = " ".join(words)
    for scenario in ("gold", "missing_recall", "missing_abstain"):
        told = item(chunk(text), scenario, OTHERS)
        try:
            written = reply(told).text
        except NoRuleError:
            continue
        check(told, written)


def check(told: Item, written: str) -> None:
    """What holds of every reply."""
    hidden = in_a_row(told.gold[0].text)
    shown = [" ".join(one.text.split()) for one in told.passages]
    found = turns(written)
    assert len(found) in (2, 3)
    for asked, thoughts, answer in found:
        assert asked[-1] in "?."
        assert answer[-1] in ".!?`)"
        assert answer[0].isupper() or answer[0] in "`0123456789"
        if told.has_gold:
            assert all(any(quote in text for text in shown) for quote in re.findall(r'"([^"]{12,})"', thoughts))
        else:
            assert not repeats(answer, hidden)
            assert '"' not in answer


@pytest.mark.slow
@pytest.mark.corpora
@pytest.mark.parametrize("scenario", ["gold", "missing_recall", "missing_abstain"])
def test_manuals_are_asked_about_without_quoting_what_is_hidden(corpora: Path, scenario: str) -> None:
    from openbook.config import Config
    from openbook.corpus.chunking.chunk import make_chunker
    from openbook.corpus.read import read_corpus
    from openbook.records import Document

    config = Config.model_validate({"path": {"input_dir": f"{corpora}/manuals"}, "system": {"chunk_size": 1500}})
    chunker = make_chunker(config)
    chunks = [one for found in read_corpus(config) if isinstance(found, Document) for one in chunker(found)]
    answered = 0
    for place, gold in enumerate(chunks):
        shown = [passage(chunks[place - 9].text, 1, chunks[place - 9].source)]
        if scenario == "gold":
            shown.append(passage(gold.text, 2, gold.source, True, gold.id))
        told = Item(gold.id, (gold,), scenario, tuple(shown), strict=scenario == "missing_abstain")
        try:
            written = reply(told).text
        except NoRuleError:
            continue
        answered += 1
        check(told, written)
    assert answered >= (70 if scenario == "missing_recall" else 130)


def test_nobody_gives_thanks_for_an_answer_from_memory_and_hedges_stand_at_a_sentences_ends() -> None:
    for attempt in range(1, 9):
        for asked, _, answer in some(turns(reply(item(chunk(LAMP), "missing_recall", OTHERS), attempt=attempt).text)):
            assert not re.search(r"Thanks|Good to know", asked)
            assert not re.search(r", I think,| ,", answer)


SETTINGS = """\
# The gate

| Setting | What it does | Default |
| --- | --- | --- |
| `gate.allowed` | List of visitors that are let in, by name. | none |
| `gate.closes` | The hour at which the gate is closed. | `18` |
| `gate.colour` | The paint of both wings. | `green` |
"""


def test_nothing_is_said_about_what_a_passage_beside_gold_may_tell_in_its_own_words() -> None:
    twin = "The `gate.allowed` option names the visitors that may come in. Mind the `gate.closes` hour."
    for scenario in ("missing_recall", "gold"):
        alone = json.loads(reply(item(chunk(SETTINGS), scenario, others=OTHERS)).text)["turns"]
        assert any("gate." in turn["question"] for turn in alone)
        try:
            beside = json.loads(reply(item(chunk(SETTINGS), scenario, others=(twin,))).text)["turns"]
        except NoRuleError:
            continue
        assert not any("gate.allowed" in turn["question"] for turn in beside)


def test_nobody_is_told_that_a_passage_has_nothing_on_somebody() -> None:
    text = "If somebody is hurt, the station sends a boat. If the bell is cracked, the founder mends it in the yard."
    told = " ".join(thoughts for _, thoughts, _ in turns(reply(item(chunk(text), others=OTHERS)).text))
    assert "does not say what happens if somebody is hurt" in told
    assert not re.search(r"on somebody|mention somebody", told)


def test_a_thing_that_the_title_only_mentions_is_asked_for_with_the_title() -> None:
    text = "The lens is a glass of the first order. The lens was ground in Paris in 1863."
    asked = turns(reply(item(chunk(text, title="The lamp and the lens of Hollin Skerry"))).text)[0][0]
    assert "the lamp and the lens of Hollin Skerry" in asked
