"""What the mock server's model says: well-formed answers, a function of the request's body alone."""

import re
from hashlib import blake2b
from typing import Any

PASSAGE = re.compile(r"^Chunk (\d+)\nSource: (.*)\n---\n(.*?)\n---\n", re.MULTILINE | re.DOTALL)
UNSUITABLE_EVERY = 12


def answer(body: dict[str, Any]) -> str:
    """Return a verdict for a prompt without a context, and two turns for one with a context."""
    prompt = last_message(body)
    passages = last_context(prompt)
    text = two_turns(prompt, passages) if passages else verdict(prompt)
    schema = (body.get("response_format") or {}).get("json_schema", {}).get("schema")
    if schema is None:
        return text
    import json

    return json.dumps(fill(schema, text), ensure_ascii=False)


def last_message(body: dict[str, Any]) -> str:
    """Return what was asked last: examples come before it."""
    if "prompt" in body:
        return str(body["prompt"])
    messages = body.get("messages") or [{"content": ""}]
    return str(messages[-1]["content"])


def last_context(prompt: str) -> list[tuple[int, str, str]]:
    """Return rank, source and text of the passages of the prompt's last context."""
    passages: list[tuple[int, str, str]] = []
    for rank, source, text in PASSAGE.findall(prompt):
        if int(rank) == 1:
            passages = []
        passages.append((int(rank), source, text))
    return passages


def verdict(prompt: str) -> str:
    """Return a judge's reply; one prompt in twelve is not suitable."""
    suitable = draw(prompt, "verdict") % UNSUITABLE_EVERY != 0
    about = ", ".join(longest_words(prompt, 3))
    return f"Thoughts: this speaks of {about}.\n\nVerdict: {'Suitable' if suitable else 'Not suitable'}"


def two_turns(prompt: str, passages: list[tuple[int, str, str]]) -> str:
    """Return two questions with their answers, quoting the passage that the prompt gives twice: the gold one."""
    gold = [passage for passage in passages if prompt.count(passage[2]) > 1]
    if not gold and len(PASSAGE.sub("", prompt)) < 400:
        gold = passages[:1]
    rank, source, text = (gold or passages)[0]
    sentences = [s for s in re.split(r"(?<=[.!?])\s+|\n+", text) if len(s.split()) > 3] or [text.strip()]
    turns = []
    for n in range(2):
        sentence = " ".join(sentences[(draw(prompt, "sentence") + n) % len(sentences)].split())
        question = f"What is worth knowing about {', '.join(longest_words(sentence + prompt[-200:], 3 + n))}?"
        if gold:
            thoughts = f'Chunk {rank} (Source: {source}) helps. It says: "{sentence}"'
            said = f"As {source} puts it, {sentence}"
        else:
            thoughts = "None of the retrieved chunks bears on this question, so memory has to serve."
            said = f"From memory alone: this is number {draw(prompt, str(n)) % 1000} of the matters that one looks up."
        turns.append(
            f"**QUESTION:** {question}\n\n**ANSWER:**\n**Thought Process:**\n{thoughts}\n\n**Answer:**\n{said}"
        )
    return "\n\n".join(turns)


def fill(schema: dict[str, Any], text: str, name: str = "") -> Any:
    """Return an instance of a JSON schema, with the parts of a text answer where their names ask for them."""
    parts = re.split(r"\*\*(?:QUESTION|ANSWER|Thought Process|Answer):\*\*\s*", text)
    kind = schema.get("type")
    if "enum" in schema:
        wanted = [v for v in schema["enum"] if str(v).lower().replace("_", " ") == text.rsplit(": ", 1)[-1].lower()]
        return (wanted or schema["enum"])[0]
    if kind == "object":
        return {key: fill(value, text, key) for key, value in schema.get("properties", {}).items()}
    if kind == "array":
        turns = [turn for turn in re.split(r"(?=\*\*QUESTION:\*\*)", text) if turn.strip()]
        return [fill(schema["items"], turn, name) for turn in turns] if "citation" not in name else []
    if kind == "boolean":
        return "not suitable" not in text.lower()
    if kind in {"integer", "number"}:
        return 1
    places = {"question": 1, "thought": 3, "reason": 3, "answer": 4}
    for word, place in places.items():
        if word in name.lower() and place < len(parts):
            return parts[place].strip()
    return text


def longest_words(text: str, n: int) -> list[str]:
    """Return the n longest words of the text's end, each once, in their order."""
    words = list(dict.fromkeys(re.findall(r"[^\W\d_]{4,}", text[-400:])))
    keep = sorted(words, key=len, reverse=True)[:n]
    return [word for word in words if word in keep] or ["this"]


def draw(text: str, step: str) -> int:
    """Return a number that depends on the text and the step alone."""
    return int.from_bytes(blake2b(f"{step}\n{text}".encode("utf-8", "replace"), digest_size=6).digest(), "big")
