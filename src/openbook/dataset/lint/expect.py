"""What a chat format promises, found out by writing a small conversation with its template."""

import re
from collections.abc import Sequence

from openbook.config.sections import TEMPLATES
from openbook.dataset.lint.rules import Expected
from openbook.dataset.render.chat_template import THINKING, ChatTemplate, load_chat_template

QUESTIONS, ANSWERS = ("questionone", "questiontwo"), ("answerone", "answertwo")


def expected_of(template: ChatTemplate) -> Expected:
    """Return what must hold of records in a chat format."""
    controls = sorted({token for token in template.control if token not in THINKING}, key=len, reverse=True)
    split = re.compile("|".join(map(re.escape, controls)) or r"(?!)")
    asked = _render(template, 1, system=False, asking=True)
    told = _render(template, 2, system=False)
    bos = template.tokens.get("bos_token", "")
    after = told.partition(ANSWERS[0])[2]
    end = split.match(after.lstrip())
    sequences = []
    for system in (True, False):
        one, two = (split.findall(_render(template, turns, system=system)) for turns in (1, 2))
        if two[: len(one)] == one and len(two) > len(one):
            sequences.append((tuple(one), tuple(two[len(one) :])))
    return Expected(
        bos=bos if told.startswith(bos) else "",
        end=end[0] if end else "",
        prompt=asked.partition(QUESTIONS[0])[2].strip(),
        control=template.control,
        sequences=tuple(dict.fromkeys(sequences)),
    )


def recognised(text: str) -> Expected | None:
    """Return what must hold of a rendered text by the first known format whose turns it has; None for none."""
    for name in TEMPLATES:
        expected = expected_of(load_chat_template(name))
        if expected.prompt in text and expected.end in text:
            return expected
    return None


def _render(template: ChatTemplate, turns: int, *, system: bool, asking: bool = False) -> str:
    """Return a small conversation; without an answer to the last question where it is to be asked for."""
    from jinja2 import TemplateError

    said = [text for pair in zip(QUESTIONS, ANSWERS, strict=True) for text in pair][: 2 * turns - asking]
    roles: Sequence[str] = ("user", "assistant") * turns
    messages = [{"role": role, "content": text} for role, text in zip(roles, said, strict=False)]
    prompt = [{"role": "system", "content": "system"}] if system else []
    try:
        return template.render([*prompt, *messages], generation_prompt=asking)
    except TemplateError:
        return template.render(messages, generation_prompt=asking)
