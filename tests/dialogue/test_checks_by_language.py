"""The same good and bad drafts in ten languages: what is right passes every check, and what is wrong passes not all."""

import pytest
from worlds import WORLDS, World
from written import chunk, item

from openbook.codes import Code
from openbook.config import Config
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.verify import verify
from openbook.dialogue.prompts import load_prompts
from openbook.records import Item, Turn

PROMPTS = load_prompts(Config())


def shown(world: World) -> Item:
    """Gold is chunk 1."""
    gold = chunk(world.gold, "ferry.md")
    return item(gold, [gold, chunk(world.other, "kiosk.md")])


def missed(world: World) -> Item:
    return item(chunk(world.gold, "ferry.md"), [chunk(world.other, "kiosk.md")])


def thoughts(world: World, quote: str) -> str:
    return f"{world.named.format(n=1, quote=quote)} {world.idle.format(n=2)}"


def first(world: World, quote: str = "", answer: str = "", question: str = "") -> Turn:
    return Turn(question or world.question, thoughts(world, quote or world.quote), answer or world.answer)


def second(world: World, quote: str = "", answer: str = "", question: str = "") -> Turn:
    said = thoughts(world, quote or world.again_quote)
    return Turn(question or world.again, said, answer or world.again_answer)


def recalled(world: World, answer: str) -> tuple[Turn, Turn]:
    idle = world.idle.format(n=1)
    other = world.honest[answer == world.honest[0]]
    return Turn(world.question, idle, answer), Turn(world.again, idle, other)


def found(about: Item, *turns: Turn) -> Code | None:
    verified = verify(about, turns, PROMPTS, "rag_success_conversation", packaged=True)
    return verified.code if isinstance(verified, Finding) else None


GOOD = {
    "plain": lambda w: (shown(w), first(w), second(w)),
    "in a few words": lambda w: (shown(w), first(w, answer=w.short), second(w)),
    "a request": lambda w: (shown(w), first(w, question=w.request), second(w)),
    "something harmless left out": lambda w: (
        shown(w),
        Turn(w.question, thoughts(w, w.gap) + thoughts(w, w.quote), w.answer),
        second(w),
    ),
    "one turn": lambda w: (shown(w), first(w)),
    "another first question": lambda w: (shown(w), Turn(w.request, thoughts(w, w.quote), w.answer)),
    "from memory": lambda w: (missed(w), *recalled(w, w.honest[0])),
    "from memory, otherwise": lambda w: (missed(w), *recalled(w, w.honest[1])),
    "what stands nowhere": lambda w: (shown(w), Turn(w.question, w.denied.format(n=1), w.answer), second(w)),
    "its field names the evidence": lambda w: (shown(w), first(w), second(w)),
}
BAD = {
    "invented": lambda w: (shown(w), first(w, w.invented), second(w)),
    "turned": lambda w: (shown(w), first(w), second(w, w.turned, w.turned_answer)),
    "swallowed": lambda w: (shown(w), first(w), second(w, w.swallowed, w.turned_answer)),
    "refusal": lambda w: (shown(w), first(w, answer=w.refusals[0]), second(w)),
    "machine": lambda w: (shown(w), first(w, answer=w.refusals[1]), second(w)),
    "denial": lambda w: (shown(w), Turn(w.question, w.idle.format(n=2), w.denials[0]), second(w)),
    "another denial": lambda w: (shown(w), Turn(w.question, w.idle.format(n=2), w.denials[1]), second(w)),
    "claim": lambda w: (missed(w), *recalled(w, w.claims[0])),
    "another claim": lambda w: (missed(w), *recalled(w, w.claims[1])),
    "unsaid": lambda w: (missed(w), Turn(w.question, w.idle.format(n=1), w.unsaid)),
    "statement": lambda w: (shown(w), first(w, question=w.statement), second(w)),
    "laid in another's mouth": lambda w: (shown(w), first(w, answer=w.laid.format(n=2)), second(w)),
    "loop": lambda w: (shown(w), first(w, answer=f"{w.answer} " * 12), second(w)),
    "placeholder": lambda w: (shown(w), first(w, answer="[...]"), second(w)),
}


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("language", WORLDS)
def test_a_good_draft_passes(language: str, kind: str) -> None:
    about, *turns = GOOD[kind](WORLDS[language])
    verified = verify(about, turns, PROMPTS, "rag_success_conversation", packaged=True)
    assert not isinstance(verified, Finding), verified.detail


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("language", WORLDS)
def test_a_bad_draft_is_refused(language: str, kind: str) -> None:
    about, *turns = BAD[kind](WORLDS[language])
    assert found(about, *turns) is not None


@pytest.mark.parametrize("language", [language for language in WORLDS if language != "en"])
def test_a_second_turn_in_english_is_refused(language: str) -> None:
    world = WORLDS[language]
    english = second(world, answer="No, they have to stay on the deck of the ferry.", question="And what about my dog?")
    assert found(shown(world), first(world), english) == Code.WRONG_LANGUAGE
