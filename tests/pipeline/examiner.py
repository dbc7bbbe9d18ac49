"""What the mock server's model says where questions are asked first: a function of the request's body alone."""

import re
from typing import Any

from mock_answers import last_context, last_message

SENTENCE = re.compile(r"[^.\n]+\.(?:\s|$)")


def examiner(body: dict[str, Any]) -> str:
    """Judge, ask or write, as the prompt wants it."""
    prompt, system = last_message(body), str(body["messages"][0]["content"])
    if prompt.endswith("Write the questions."):
        return _questions(prompt, system)
    if prompt.endswith("Write the conversation."):
        return _conversation(prompt, system)
    return "Good.\n\nVerdict: suitable"


def _questions(prompt: str, system: str) -> str:
    inner = prompt.partition("====================")[2].rpartition("====================")[0]
    texts = [part.partition("\n") for part in re.split(r"^Source: ", inner, flags=re.MULTILINE)[1:]]
    said = [[one.strip() for one in SENTENCE.findall(text)] for _, _, text in texts]
    if "can only be answered by putting all" in system:
        pairs = [(n, " ".join([*(one[-1] for one in said), said[0][n]])) for n in (0, 1)]
    elif "mind has moved on" in system:
        pairs = [(0, said[0][0]), (1, said[0][1]), (2, said[1][-1])]
    else:
        own = sorted(said[0], key=lambda one: len(said) > 1 and one in said[1])
        pairs = list(enumerate(own[:3]))
    names = [source.partition(";")[0].removesuffix(".md") for source, _, _ in texts]
    kinds = ("In which way does the light", "What of the crew", "Which rule for the store")
    return "\n\n".join(
        f"**QUESTION:** {kinds[n]} of {names[-1 if n == 2 else 0]} matter here?\n\n**ANSWER:** {answer}"
        for n, answer in pairs
    )


def _conversation(prompt: str, system: str) -> str:
    passages = last_context(prompt)
    asked = re.findall(
        r"^\d+\. (.+)\n(?:Reference answer: (.+)\n)?", prompt.rpartition("QUESTIONS\n")[2] + "\n", re.MULTILINE
    )
    named = re.search(r"^(?:NEEDED|HELPING|HELPING AT FIRST|DISAGREEING): chunks? (.+)$", prompt, re.MULTILINE)
    ranks = [int(rank) for rank in re.findall(r"\d+", named[1])] if named else []
    turns = []
    for n, (question, reference) in enumerate(asked):
        useful = [p for p in passages if p[0] in ranks or (reference and reference in p[2])]
        if "moved to another matter" in system and n == len(asked) - 1:
            useful = []
        quotes = [(rank, source, SENTENCE.findall(text)) for rank, source, text in useful]
        thoughts = " ".join(
            f'Chunk {rank} ({source}) says: "{own[n % len(own)].strip()}"' for rank, source, own in quotes
        )
        answer = " ".join(own[n % len(own)].strip() for _, _, own in quotes)
        if "contradict each other" in system:
            answer = "The sources differ: " + " But: ".join(text for _, _, text in useful) + " So it is said." * n
        elif not useful:
            answer = f"That can't be told from what was found{', alas' * n}."
        turns.append(
            f"**QUESTION:** {question}\n\n**ANSWER:**\n**Thought Process:**\n{thoughts or 'None of the chunks tells.'} "
            f"That is matter {n}.\n\n**Answer:**\n{answer}"
        )
    return "\n\n".join(turns)
