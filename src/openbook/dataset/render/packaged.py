"""The packaged chat formats written in Python: a run that needs no other one is spared Jinja, a fifteenth of its start.

The Jinja beside this module is what trainers are given; a test compares the two on conversations of every kind.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Messages = Sequence[Mapping[str, Any]]
Writer = Callable[[Messages, Mapping[str, Any]], Iterator[str]]
"""Yields the text of messages in stretches; what else a template may read is given with them."""


class TemplateRefusedError(Exception):
    """A template writes no such conversation."""


def chatml(messages: Messages, given: Mapping[str, Any]) -> Iterator[str]:
    """Write turns between two tokens, a header line above each text."""
    yield from _turns(messages, given, [str(message["content"]) for message in messages])


def qwen3(messages: Messages, given: Mapping[str, Any]) -> Iterator[str]:
    """Write the same, thoughts only in answers to the last question, which have empty ones where there are none."""
    asked = max((n for n, message in enumerate(messages) if message["role"] == "user"), default=-1)
    yield from _turns(messages, given, [_with_thoughts(message, n > asked) for n, message in enumerate(messages)])
    if given["add_generation_prompt"] and not given.get("enable_thinking", True):
        yield "<think>\n\n</think>\n\n"


def llama3(messages: Messages, given: Mapping[str, Any]) -> Iterator[str]:
    """Write turns below headers of their own tokens."""
    yield given["bos_token"]
    for message in messages:
        yield f"<|start_header_id|>{message['role']}<|end_header_id|>\n\n{message['content'].strip()}<|eot_id|>"
    if given["add_generation_prompt"]:
        yield "<|start_header_id|>assistant<|end_header_id|>\n\n"


def mistral(messages: Messages, given: Mapping[str, Any]) -> Iterator[str]:
    """Write questions as instructions, each answer behind its own."""
    yield given["bos_token"]
    for message in messages:
        if message["role"] == "user":
            yield f"[INST] {message['content']}[/INST]"
        elif message["role"] == "assistant":
            yield f" {message['content'].strip()}{given['eos_token']}"
        else:
            raise TemplateRefusedError(f"there is no place for a {message['role']} message")


def gemma(messages: Messages, given: Mapping[str, Any]) -> Iterator[str]:
    """Write turns of a user and a model."""
    yield given["bos_token"]
    for message in messages:
        if message["role"] == "system":
            raise TemplateRefusedError("there is no place for a system message")
        speaker = "model" if message["role"] == "assistant" else message["role"]
        yield f"<start_of_turn>{speaker}\n{message['content'].strip()}<end_of_turn>\n"
    if given["add_generation_prompt"]:
        yield "<start_of_turn>model\n"


def deepseek(messages: Messages, given: Mapping[str, Any]) -> Iterator[str]:
    """Write questions and answers behind a token each; earlier answers lose their thoughts."""
    yield given["bos_token"]
    for n, message in enumerate(messages):
        text = message["content"]
        if message["role"] == "system":
            yield text
        elif message["role"] == "user":
            yield f"<｜User｜>{text}"
        else:
            text = text if n == len(messages) - 1 else text.split("</think>")[-1].lstrip("\n")
            yield f"<｜Assistant｜>{text}<｜end▁of▁sentence｜>"
    if given["add_generation_prompt"]:
        yield "<｜Assistant｜>"


def phi(messages: Messages, given: Mapping[str, Any]) -> Iterator[str]:
    """Write turns below a token for each role."""
    for message in messages:
        yield f"<|{message['role']}|>\n{message['content']}<|end|>\n"
    if given["add_generation_prompt"]:
        yield "<|assistant|>\n"


WRITERS: Mapping[str, Writer] = {
    "chatml": chatml, "llama3": llama3, "mistral": mistral, "gemma": gemma, "qwen3": qwen3, "deepseek": deepseek,
    "phi": phi,
}  # fmt: skip
"""By the names of `openbook.templates`."""


def as_json(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    """Return JSON as the makers of chat templates have it written: letters stay as they are."""
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def _turns(messages: Messages, given: Mapping[str, Any], texts: Sequence[str]) -> Iterator[str]:
    tools = given["tools"]
    prompted = bool(tools) and messages[0]["role"] == "system"
    if tools:
        prompt = f"{messages[0]['content']}\n\n" if prompted else ""
        yield f"<|im_start|>system\n{prompt}You may call these functions:\n<tools>\n"
        yield from (f"{as_json(tool)}\n" for tool in tools)
        yield '</tools>\nA call is a JSON object with "name" and "arguments" between <tool_call> and </tool_call>.'
        yield "<|im_end|>\n"
    for message, text in list(zip(messages, texts, strict=True))[prompted:]:
        if message["role"] == "tool":
            yield f"<|im_start|>user\n<tool_response>\n{message['content']}\n</tool_response><|im_end|>\n"
            continue
        yield f"<|im_start|>{message['role']}\n{text}"
        for call in message.get("tool_calls") or ():
            made = {"name": call["function"]["name"], "arguments": call["function"]["arguments"]}
            yield f"<tool_call>\n{as_json(made)}\n</tool_call>"
        yield "<|im_end|>\n"
    if given["add_generation_prompt"]:
        yield "<|im_start|>assistant\n"


def _with_thoughts(message: Mapping[str, Any], last: bool) -> str:
    """Return the text of a message: of an answer without its thoughts, or with them behind the last question."""
    text: str = message["content"]
    if message["role"] != "assistant":
        return text
    *before, said = text.split("</think>")
    said = said.lstrip("\n") if before else said
    thoughts = before[0].split("<think>")[-1].strip("\n") if before else ""
    return f"<think>\n{thoughts}\n</think>\n\n{said}" if last else said
