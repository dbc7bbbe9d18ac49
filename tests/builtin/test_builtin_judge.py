"""The built-in engine's judge: what is no text to ask about, and why."""

import pytest
from builtin_items import LAMP, chunk, reply

from openbook.builtin.judge import not_english, unsuitable

CONTENTS = "\n".join(f"Chapter {n}: The voyage of the ship {'.' * 20} {n * 12}" for n in range(1, 12))
INDEX = "\n".join(f"{word}, {n}, {n + 14}" for n, word in enumerate(["anchor", "bell", "chart", "deck", "engine"], 3))
LICENCE = (
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software, to deal in it"
    ' without restriction. The software is provided "as is", without warranty of any kind. In no event shall the'
    " authors be liable for any claim. Copyright 2020 the authors. All rights reserved. Redistribution is allowed."
)
LINKS = "# Useful links\n\n" + "\n".join(f"- [Page number {n}](https://example.org/{n})" for n in range(8))
CODE = "```yaml\n" + "\n".join(f"key_{n}: value_{n}" for n in range(20)) + "\n```"
FIGURES = "| a | b |\n|---|---|\n" + "\n".join(f"| {n} | {n * n} |" for n in range(12))
GERMAN = (
    "Der Turm wurde von einer Ingenieurin entworfen und ist mit Granit verkleidet. Die Steine sind so geschnitten, dass"
    " keiner von ihnen aus der Mauer gehoben werden kann. Das Licht wurde im November zum ersten Mal entzündet."
)
JAPANESE = (
    "灯台は岩の上に立っている。灯りは毎晩ともされ、霧の日には霧笛が鳴る。守り手は三人いて、四時間ごとに交代する。" * 3
)
EXERCISE = "\n".join(f"{n}. What did the keeper do on day {n}?" for n in range(1, 9))
REFERENCES = "\n".join(
    f"[{n}] A. Author et al. A study of lamps. Journal of Light, vol. {n}, pp. 1-{n} (2001)" for n in range(6)
)
SITE = "Skip to content\nSign in\nSubscribe to our newsletter\nWe use cookies\nPrivacy policy\nFollow us\nBack to top"
HEADINGS = "# The lamp\n\n## The lens\n\n## The horn\n\n### The tank"

EXPLAINED = (
    "| Option | Description |\n|---|---|\n| `a` | Defines how long the lamp burns at night. |\n"
    "| `b` | Sets the time at which the lamp is lit. |\n"
)
ADMONITION = (
    '!!! info "Rules"\n\n    The keeper winds the clock every morning, and the lamp is never left alone.\n'
    "    A watch lasts four hours, since nobody stays awake for longer.\n"
)

UNSUITABLE = [
    ("a table of contents", CONTENTS, "table of contents"),
    ("an index", INDEX, "index"),
    ("a licence", LICENCE, "licence"),
    ("a list of links", LINKS, "list of links"),
    ("code", CODE, "code"),
    ("a table of figures", FIGURES, "table of bare values"),
    ("an exercise", EXERCISE, "exercise"),
    ("references", REFERENCES, "references"),
    ("a site's frame", SITE, "boilerplate"),
    ("headings", HEADINGS, "headings"),
]

SUITABLE = [
    ("prose", LAMP),
    ("prose that mentions a table of contents", "The table of contents stands on page two. " + LAMP),
    ("prose with a code block", LAMP + "\n" + CODE[:120] + "\n```"),
    ("a table that explains", EXPLAINED),
    ("text inside an admonition", ADMONITION),
    ("German", GERMAN),
    ("Japanese", JAPANESE),
]


@pytest.mark.parametrize(("text", "reason"), [case[1:] for case in UNSUITABLE], ids=[case[0] for case in UNSUITABLE])
def test_what_is_unsuitable_is_told_by_its_kind(text: str, reason: str) -> None:
    assert reason in unsuitable(text)


LINES_BY_SIGN = {
    "dots": ("The voyage out..... 3", "table of contents"),
    "spaced dots": ("The voyage out . . . . 3", "table of contents"),
    "spaces": ("The voyage out    3", "table of contents"),
    "tabs": ("The voyage out\t\t\t3", "table of contents"),
    "chapters": ("Chapter iv the voyage out", "table of contents"),
    "parts": ("Part iv the voyage out", "table of contents"),
    "appendices": ("Appendix 3 the voyage out", "table of contents"),
    "signs beyond ASCII": ("The voyage out… 3", "table of contents"),
    "commas": ("anchor, 3", "index"),
    "years in brackets": ("Keeper, On lamps (1901)", "references"),
    "other authors": ("Keeper et al, On lamps", "references"),
    "object identifiers": ("Keeper, On lamps, doi 10/1", "references"),
    "an archive": ("Keeper, On lamps, arXiv 7", "references"),
    "pages": ("Keeper, On lamps, pp. 3", "references"),
    "volumes": ("Keeper, On lamps, vol. 3", "references"),
    "book numbers": ("Keeper, On lamps, ISBN 3", "references"),
    "days of a visit": ("Keeper, On lamps, retrieved May 3", "references"),
    "question marks": ("What is a lamp?", "exercise"),
    "links": ("- [The lamp](lamp.md)", "list of links"),
    "bare addresses": ("- https://example.org", "list of links"),
    "anchors": ("- <a href='lamp.html'>The lamp</a>", "list of links"),
}
"""Lines that only one sign lets the patterns look at."""


@pytest.mark.parametrize(("line", "reason"), LINES_BY_SIGN.values(), ids=LINES_BY_SIGN)
def test_lines_are_told_by_each_of_their_signs(line: str, reason: str) -> None:
    assert reason in unsuitable("\n".join([line] * 5))


@pytest.mark.parametrize("text", [case[1] for case in SUITABLE], ids=[case[0] for case in SUITABLE])
def test_what_tells_something_is_suitable(text: str) -> None:
    assert unsuitable(text) == ""


@pytest.mark.parametrize(("text", "foreign"), [(GERMAN, True), (JAPANESE, True), (LAMP, False)])
def test_the_language_that_its_rules_for_sentences_know_is_english(text: str, foreign: bool) -> None:
    assert not_english(text) is foreign


def test_the_verdict_stands_on_the_last_line_of_the_reply() -> None:
    told = reply(chunk(LAMP), "judge")
    assert told.text.splitlines()[-1] == "Verdict: suitable"
    assert told.finish_reason == "stop"
    assert (told.usage.input_tokens, told.usage.output_tokens, told.seconds) == (0, 0, 0.0)
    assert reply(chunk(INDEX), "judge").text.splitlines()[-1] == "Verdict: unsuitable"


def test_the_dialogue_room_reads_the_verdict() -> None:
    from openbook.dialogue.reply import parse_verdict

    assert parse_verdict(reply(chunk(LAMP), "judge").text) is True
    for _, text, _ in UNSUITABLE:
        assert parse_verdict(reply(chunk(text), "judge").text) is False
