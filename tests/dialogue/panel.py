"""A model that judges drafts, favourably unless a test says otherwise: what it is asked is told by the prompt's end."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from openbook.calls import Request
from openbook.llm.scripted import ScriptedModel

ENDS = {
    "Look over each turn.": "claims",
    "Answer each question.": "answers",
    "Compare each pair.": "compare",
}
NUMBERED = re.compile(r"^(?:TURN (\d+)$|(\d+)\. asked:|(\d+)\. |Question (\d+):|PAIR (\d+)$)", re.MULTILINE)
HEADS = {"claims": ("turns", "turn"), "answers": ("answers", "question"), "recall": ("answers", "question"),
         "compare": ("pairs", "pair")}  # fmt: skip
FAVOURABLE: Mapping[str, dict[str, Any]] = {
    "claims": {
        "missing": "nothing",
        "understood": "yes",
        "claims": [{"claim": "It is so.", "because": "Chunk 1 says so", "verdict": "supported"}],
    },
    "answers": {"because": "Chunk 1 says so", "found": True, "chunk": 1, "answer": "as somebody else puts it"},
    "recall": {"answer": "as it is known", "known": True},
    "compare": {"because": "alike", "verdict": "same"},
}

Says = Callable[[str, int], Mapping[str, Any]]
"""From the prompt's material and a row's number to fields that are not the favourable ones."""


def kind_of(request: Request) -> str:
    """Return `claims`, `answers`, `recall` or `compare`; empty for a request that is not about a draft."""
    return kind_of_text(request.prompt or request.messages[-1].content)


def kind_of_text(text: str) -> str:
    """The same of a prompt's text."""
    kind = next((kind for end, kind in ENDS.items() if text.rstrip().endswith(end)), "")
    return "recall" if kind == "answers" and "PASSAGES\n" not in text else kind


def verdict(text: str, **says: Says) -> str:
    """Return a reply in JSON to the text of a prompt about a draft."""
    kind = kind_of_text(text)
    asked = text.rpartition("====================")[0]
    said = asked.rpartition("CONVERSATION\n" if kind == "claims" else "====================")[2]
    numbers = sorted({int(next(filter(None, found))) for found in NUMBERED.findall(said)})
    rows, head = HEADS[kind]
    made = [{head: n, **FAVOURABLE[kind], **(says[kind](text, n) if kind in says else {})} for n in numbers]
    return orjson.dumps({rows: made}).decode()


def panel(**says: Says) -> ScriptedModel:
    """Return a model that answers nothing but requests about drafts."""
    return ScriptedModel(lambda request: verdict(request.prompt or request.messages[-1].content, **says))
