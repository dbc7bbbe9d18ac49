"""What the mock server's model says: well-formed answers, a function of the request's body alone, and fast."""

import re
from hashlib import blake2b
from typing import Any

import orjson

WORD = re.compile(r"[^\W\d_]{4,}")
UNSUITABLE_EVERY = 12

Turn = dict[str, Any]
"""`question`, `thoughts` and `answer`."""


def answer(body: dict[str, Any]) -> str:
    """Return a verdict for a prompt without a context, and two turns for one with a context."""
    prompt = last_message(body)
    passages = last_context(prompt)
    turns = two_turns(prompt, passages) if passages else []
    schema = (body.get("response_format") or {}).get("json_schema", {}).get("schema")
    if schema is not None:
        return orjson.dumps(fill(schema, prompt, turns)).decode()
    if not turns:
        return verdict(prompt)
    form = "**QUESTION:** {question}\n\n**ANSWER:**\n**Thought Process:**\n{thoughts}\n\n**Answer:**\n{answer}"
    return "\n\n".join(form.format_map(turn) for turn in turns)


def last_message(body: dict[str, Any]) -> str:
    """Return what was asked last: examples come before it."""
    if "prompt" in body:
        return str(body["prompt"])
    messages = body.get("messages") or [{"content": ""}]
    return str(messages[-1]["content"])


def last_context(prompt: str) -> list[tuple[int, str, str]]:
    """Return rank, source and text of the passages of the prompt's last context."""
    passages: list[tuple[int, str, str]] = []
    start = prompt.rfind("Chunk 1\nSource: ")
    while start >= 0:
        rank = len(passages) + 1
        source, _, rest = prompt[start + len(f"Chunk {rank}\nSource: ") :].partition("\n---\n")
        text, more, _ = rest.partition(f"\n---\n\nChunk {rank + 1}\nSource: ")
        passages.append((rank, source, text if more else rest.partition("\n---\n")[0]))
        start = prompt.find(f"Chunk {rank + 1}\nSource: ", start) if more else -1
    return passages


def is_suitable(prompt: str) -> bool:
    """Return the judge's verdict: one prompt in twelve is not suitable."""
    return draw(prompt) % UNSUITABLE_EVERY != 0


def verdict(prompt: str) -> str:
    """Return a judge's reply."""
    about = ", ".join(longest_words(prompt, 3))
    return f"Thoughts: this speaks of {about}.\n\nVerdict: {'Suitable' if is_suitable(prompt) else 'Not suitable'}"


def two_turns(prompt: str, passages: list[tuple[int, str, str]]) -> list[Turn]:
    """Return two questions with their answers, quoting the passage that the prompt gives twice: the gold one."""
    gold = [passage for passage in passages if prompt.count(passage[2]) > 1]
    if not gold and len(prompt) - sum(len(text) + len(source) for _, source, text in passages) < 500:
        gold = passages[:1]
    rank, source, text = (gold or passages)[0]
    lines = text.replace(". ", ".\n").split("\n")
    sentences = [line.strip() for line in lines if line.count(" ") > 2] or [text.strip()]
    number = draw(prompt)
    turns = []
    for n in range(2):
        sentence = sentences[(number + n) % len(sentences)]
        thoughts = "None of the retrieved chunks bears on this question, so memory has to serve."
        letters = "".join(chr(ord("q") + int(digit) % 9) for digit in str((number + n) % 1000))
        said = f"From memory alone, an almanac has an entry {letters} on what one looks up."
        if gold:
            thoughts = f'Chunk {rank} (Source: {source}) helps. It says: "{sentence}"'
            said = f"As {source} puts it, {sentence}"
        said_of = (
            longest_words(sentence + prompt[-200:], 3 + 3 * n) if gold else longest_words(prompt[:-60], 8)[4 * n :][:4]
        )
        about = ", ".join(said_of)
        turn = {"question": f"What is worth knowing about {about}?", "thoughts": thoughts, "answer": said}
        evidence = [{"chunk": rank, "quote": sentence}] if gold else []
        turns.append(turn | {"short_answer": sentence if gold else "", "evidence": evidence, "found": bool(gold)})
    return turns


def fill(schema: dict[str, Any], prompt: str, turns: list[Turn], name: str = "", turn: Turn | None = None) -> Any:
    """Return an instance of a JSON schema, with the parts of the turns where their names ask for them."""
    kind = schema.get("type")
    if "enum" in schema:
        wanted = "suitable" if is_suitable(prompt) else "not suitable"
        return next((v for v in schema["enum"] if str(v).lower().replace("_", " ") == wanted), schema["enum"][0])
    if kind == "object":
        return {key: fill(value, prompt, turns, key, turn) for key, value in schema.get("properties", {}).items()}
    if turn is not None and name in ("evidence", "found", "short_answer"):
        return turn[name]
    if kind == "array":
        return [fill(schema["items"], prompt, turns, name, each) for each in turns] if "citation" not in name else []
    if kind == "boolean":
        return is_suitable(prompt)
    if kind in {"integer", "number"}:
        return 1
    if turn is None:
        return verdict(prompt)
    low = name.lower()
    return turn["question" if "question" in low else "answer" if "answer" in low else "thoughts"]


def longest_words(text: str, n: int) -> list[str]:
    """Return the n longest words of the text's end, each once, in their order."""
    words = list(dict.fromkeys(WORD.findall(text[-400:])))
    keep = sorted(words, key=len, reverse=True)[:n]
    return [word for word in words if word in keep] or ["this"]


def draw(text: str) -> int:
    """Return a number that depends on the text alone."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=6).digest(), "big")
