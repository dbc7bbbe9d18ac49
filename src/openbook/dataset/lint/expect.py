"""What a chat format promises, found out by writing a small conversation with its template."""

import re
from collections.abc import Sequence

from openbook.dataset.lint.rules import Expected
from openbook.dataset.render.caller import SEARCHED, TURN, Caller, found_out
from openbook.dataset.render.chat import Chat, ChatMessage, ShownPassage
from openbook.dataset.render.chat_template import THINKING, ChatTemplate, load_chat_template
from openbook.dataset.render.closers import closers
from openbook.dataset.render.marks import Said, Shape
from openbook.errors import ConfigError
from openbook.templates import TEMPLATES

MOST_SHOWN = 12
"""Passages in a template's own field that are counted with; where there are more, control tokens are not."""

QUESTIONS, ANSWERS = ("questionone", "questiontwo"), ("answerone", "answertwo")


def expected_of(template: ChatTemplate) -> Expected:
    """Return what must hold of records in a chat format. Raises ConfigError where it writes no conversation."""
    caller = found_out(template)
    ends = closers(caller)
    controls = sorted({token for token in template.control if token not in THINKING}, key=len, reverse=True)
    split = re.compile("|".join(map(re.escape, controls)) or r"(?!)")
    asked = _render(caller, 1, system=False, asking=True)
    told = _render(caller, 2, system=False)
    bos = template.tokens.get("bos_token", "")
    sequences = []
    shower = _shower(template)
    variants = [(caller, system, 0) for system in (True, False)]
    variants += [(shower, system, shown) for _, system, _ in variants for shown in range(1, MOST_SHOWN + 1) if shower]
    for calling, system, shown in variants:
        one, two = (split.findall(_render(calling, turns, system=system, shown=shown)) for turns in (1, 2))
        if two[: len(one)] == one and len(two) > len(one):
            sequences.append((tuple(one), tuple(two[len(one) :])))
    return Expected(
        bos=bos if told.startswith(bos) else "",
        end=ends.answer.strip(),
        end_is_header=ends.is_header,
        prompt=asked.partition(QUESTIONS[0])[2].strip(),
        control=template.control,
        sequences=tuple(dict.fromkeys(sequences)),
        further=_further(caller, split) - set(split.findall(told)),
        trailing=len(split.findall(told.rpartition(ANSWERS[1])[2].lstrip().removeprefix(ends.answer.strip()))),
        call_end=_call_end(template),
    )


def recognised(text: str) -> Expected | None:
    """Return what must hold of a rendered text by the first known format whose turns it has; None for none."""
    for name in TEMPLATES:
        expected = expected_of(load_chat_template(name))
        if expected.prompt in text and expected.end in text:
            return expected
    return None


def _further(caller: Caller, split: re.Pattern[str]) -> set[str]:
    """Return the control tokens that come with thoughts, search calls and passages, and with nothing else."""
    shapes = (
        Shape((Said("user"), Said("assistant", thinks=True))),
        SEARCHED,
        Shape(TURN, documents=1),
    )
    tokens: set[str] = set()
    for shape in shapes:
        try:
            tokens.update(split.findall(caller.marked(shape)))
        except ConfigError:
            continue
    return tokens


def _call_end(template: ChatTemplate) -> str:
    try:
        return closers(found_out(template, searches=True), searches=True).call.strip()
    except ConfigError:
        return ""


def _shower(template: ChatTemplate) -> Caller | None:
    """Return how the template is called with passages in its own field; None where it has none."""
    try:
        return found_out(template, documents=True)
    except ConfigError:
        return None


def _render(caller: Caller, turns: int, *, system: bool, asking: bool = False, shown: int = 0) -> str:
    """Return a small conversation; without an answer to the last question where it is to be asked for."""
    said = [text for pair in zip(QUESTIONS, ANSWERS, strict=True) for text in pair][: 2 * turns - asking]
    messages: Sequence[ChatMessage] = [
        ChatMessage("assistant" if n % 2 else "user", text, trained=False) for n, text in enumerate(said)
    ]
    prompt = [ChatMessage("system", "system", trained=False)] if system else []
    documents = (ShownPassage("source", "text"),) * shown
    return caller.rendered(Chat("", (*prompt, *messages), documents), asking=asking)
