"""What must hold of a record, said without a look at the code that writes it: each rule yields what breaks it."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from openbook.dataclass import dataclass
from openbook.dataset.lint.defects import Defect
from openbook.dataset.lint.row_parts import RowParts, RowText
from openbook.text.control import LIKE_CONTROL
from openbook.text.late import late

PASSAGE = late(r"Chunk \d+\nSource: [^\n]*\n---\n")
"""How a retrieved passage begins where it is shown; its text may hold anything that is forbidden elsewhere."""

PASSAGE_END = late(r"\n---(?=\s|\Z|[<\[])")

PLACEHOLDER = late(
    r"!!PLACEHOLDER|(?<!\{)\{(?:data|text|metadata|stringified_retrieved_chunks)\}(?!\})"
    r"|\{\{ ?(?:system|user|assistant) ?\}\}"
)
"""What a template is filled in for, when it was not."""

SPEAKER = late(r"(?:#+ ?)?(?:[A-Z][\w ]{1,20}|user|assistant|human)(?: ?:|\n)|<\|?\w|\[/?[A-Z]")
"""How a turn begins in plain text, or with a control token."""

THOUGHTS = late(r"\A<think>\n(.*?)\n</think>\n\n", re.DOTALL)
"""Reasoning in front of an answer: here, and nowhere else, these tags are in their place."""

NO_THOUGHTS = late(r"<think>\s*</think>\s*\Z")
"""The empty thoughts that some formats put before an answer."""

IN_TURN = late(r"(?:u(?:at+)*a)+")
"""The first letters of the roles of a conversation: users, assistants, tools."""

CONTROL_END = late(f"(?:{LIKE_CONTROL.pattern})\\Z")

TEXT_END = late(r"[\s>\]]\Z")
"""What may stand before a turn: white space, or the end of a control token."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of the chat format; all empty where it is not known."""

    bos: str = ""
    end: str = ""
    """What ends an answer: the whole of it, where it is several tokens."""
    end_is_header: bool = False
    """Whether that is how the next turn begins, and nothing of its own."""
    call_end: str = ""
    """What ends a search call; empty where the format has none."""
    prompt: str = ""
    """What stands between a question and its answer."""
    control: tuple[str, ...] = ()
    """Tokens that may stand in no text."""
    sequences: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """The control tokens of a rendered conversation in order: those of its first turn, and those of each further one;
    with and without a system prompt."""
    trailing: int = 0
    """How many of them the format writes behind the end of the last answer, where a record needs none."""
    further: frozenset[str] | set[str] = frozenset()
    """Control tokens that come with thoughts, search calls and passages: where one is, `sequences` say nothing."""


Rule = Callable[[RowParts, Expected], Iterator[Defect]]


def something_is_trained(seen: RowParts, expected: Expected) -> Iterator[Defect]:
    """A record has text, some of it trained, and nothing after that."""
    if not any(part.text for part in seen.parts):
        yield Defect("empty_record", "there is no text in it")
        return
    for place, part in enumerate(seen.parts, start=1):
        if not part.text.strip() and (part.role or not part.text):
            yield Defect("empty_segment", f"{_name(part)} {place} has no text")
    trained = [place for place, part in enumerate(seen.parts, start=1) if part.trained and part.text]
    if not trained:
        yield Defect("nothing_trained", "everything is masked")
    elif trained[-1] < len(seen.parts):
        after = sum(len(part.text) for part in seen.parts[trained[-1] :])
        yield Defect("text_after_target", f"{after} characters follow the last trained {_name(seen.parts[0])}")


def context_is_masked(seen: RowParts, expected: Expected) -> Iterator[Defect]:
    """Document text is trained in questions and answers only."""
    for place, part in enumerate(seen.parts, start=1):
        if not part.trained:
            continue
        if part.role == "system" or passages(part.text) or (place == 1 and not part.role):
            yield Defect("trained_context", f"{_name(part)} {place} is trained, and holds the prompt or its passages")


def roles_alternate(seen: RowParts, expected: Expected) -> Iterator[Defect]:
    """After an optional system prompt, question and answer take turns, and an answer is last.

    In front of an answer there may be search calls, each with its result.
    """
    roles = [part.role for part in seen.parts]
    if not any(roles):
        return
    unknown = sorted({role for role in roles if role not in ("system", "user", "assistant", "tool")})
    if unknown:
        yield Defect("unknown_role", f"found {', '.join(unknown)}, wanted system, user and assistant")
        return
    turns = roles[1:] if roles[0] == "system" else roles
    if not IN_TURN.fullmatch("".join(role[0] for role in turns)):
        yield Defect("role_order", f"found {' '.join(roles[:8])}{' …' * (len(roles) > 8)}")


def beginning_is_single(seen: RowParts, expected: Expected) -> Iterator[Defect]:
    """The text of a rendered record begins with one beginning-of-text token, if the format has one."""
    if seen.kind != "segments" or not expected.bos:
        return
    count = sum(part.text.count(expected.bos) for part in seen.parts)
    if count > 1:
        yield Defect("bos_repeated", f"{expected.bos} stands {count} times in it")
    elif not seen.parts[0].text.startswith(expected.bos):
        yield Defect("bos_missing", f"it does not begin with {expected.bos}")


def answers_end(seen: RowParts, expected: Expected) -> Iterator[Defect]:
    """Each trained answer of a rendered record ends with the token that tells the model to stop."""
    if seen.kind != "segments":
        return
    before = ""
    for place, part in enumerate(seen.parts, start=1):
        is_last = place == len(seen.parts)
        asked = NO_THOUGHTS.sub("", before).rstrip().endswith(expected.prompt)
        text = part.text.rstrip()
        ends = tuple(filter(None, (expected.end, expected.call_end)))
        if part.trained and expected.end and (is_last or asked) and not text.endswith(ends):
            follows = not is_last and seen.parts[place].text.lstrip().startswith(expected.end)
            where = "it follows, masked" if follows else "there is none"
            yield Defect("end_missing", f"segment {place} does not end with {expected.end}: {where}")
        elif part.trained and is_last and not expected.end and not CONTROL_END.search(text):
            yield Defect("end_unclear", f"segment {place} ends with {text[-20:]!r}")
        before = before[-500:] + part.text


def format_ends_answers(seen: RowParts, expected: Expected) -> Iterator[Defect]:
    """Messages are rendered by their trainer, which trains no end that the chat format does not write."""
    if expected.end_is_header and seen.kind in ("messages", "completion", "conversations"):
        yield Defect("end_not_written", f"nothing but the next {expected.end} ends an answer in its chat format")


def turns_are_apart(seen: RowParts, expected: Expected) -> Iterator[Defect]:
    """Between two turns of a rendered record stands white space or a control token."""
    if seen.kind != "segments":
        return
    for place, (before, after) in enumerate(zip(seen.parts, seen.parts[1:], strict=False), start=1):
        starts = SPEAKER.match(after.text) and after.text[0] not in "<["
        if before.text and starts and not TEXT_END.search(before.text):
            yield Defect("glued_turns", f"segment {place} ends with {before.text[-12:]!r}, next: {after.text[:12]!r}")


def placeholders_are_filled(seen: RowParts, expected: Expected) -> Iterator[Defect]:
    """No template is left unfilled.

    Documents may speak of anything, and answers quote them: what stands in a passage never counts, and what stands
    after the system prompt is likely to be a quotation.
    """
    shown: str | None = None
    for place, part in enumerate(seen.parts, start=1):
        outside = _without(part.text)
        matches = PLACEHOLDER.findall(outside) if "{" in outside or "!!" in outside else []
        if matches and shown is None:
            shown = " ".join(other.text[start:end] for other in seen.parts for start, end in passages(other.text))
        found = next((match for match in matches if match not in (shown or "")), None)
        if found is not None:
            is_prompt = place == 1 and found in _head(part.text, expected)
            yield Defect("placeholder" if is_prompt else "placeholder_said", f"{_name(part)} {place} holds {found}")


def control_tokens_are_the_formats_own(seen: RowParts, expected: Expected) -> Iterator[Defect]:
    """No text opens or closes a turn of its own."""
    for place, part in enumerate(seen.parts, start=1):
        text = THOUGHTS.sub(r"\1", part.text) if part.role == "assistant" else part.text
        searched = text if part.role else " ".join(text[start:end] for start, end in passages(text))
        found = next((token for token in expected.control if token in searched), None)
        if found:
            where = f"{_name(part)} {place}" if part.role else f"a passage of segment {place}"
            yield Defect("control_in_text", f"{where} holds {found}")
            return
    text = "".join(part.text for part in seen.parts)
    if seen.kind == "segments" and text and _strays(text, expected):
        yield Defect("control_in_text", "its control tokens are not those of a conversation: a text holds some of them")


def tokens_fit(seen: RowParts) -> Iterator[Defect]:
    """A label is its token's id, or -100; some are ids, and the last one is."""
    if len(seen.ids) != len(seen.labels):
        yield Defect("label_mismatch", f"{len(seen.ids)} ids and {len(seen.labels)} labels")
        return
    wrong = [n for n, (id_, label) in enumerate(zip(seen.ids, seen.labels, strict=True)) if label not in (-100, id_)]
    if wrong:
        yield Defect("label_mismatch", f"label {wrong[0] + 1} is {seen.labels[wrong[0]]}: neither -100 nor its id")
    trained = [n for n, label in enumerate(seen.labels) if label != -100]
    if not seen.ids:
        yield Defect("empty_record", "there is no token in it")
    elif not trained:
        yield Defect("nothing_trained", "every label is -100")
    elif trained[-1] + 1 < len(seen.ids):
        yield Defect("text_after_target", f"{len(seen.ids) - trained[-1] - 1} tokens follow the last trained one")
    if trained and trained[0] == 0:
        yield Defect("trained_context", "the first token is trained: nothing asks for it")


def passages(text: str) -> list[tuple[int, int]]:
    """Return where passages stand: each from its head to the head of the next one, the last to its closing line."""
    starts = [match.start() for match in PASSAGE.finditer(text)]
    if not starts:
        return []
    closing = PASSAGE_END.search(text, text.index("\n---\n", starts[-1]) + 1)
    return [*pairwise(starts), (starts[-1], closing.end() if closing else len(text))]


def _without(text: str) -> str:
    """Return a text without its passages."""
    kept, position = [], 0
    for start, end in passages(text):
        kept.append(text[position:start])
        position = end
    return "".join((*kept, text[position:]))


def _head(text: str, expected: Expected) -> str:
    """Return what stands before the first passage and the end of the first turn."""
    passage = PASSAGE.search(text)
    head = text[: passage.start()] if passage else text
    return head.partition(expected.end)[0] if expected.end else head


def _strays(text: str, expected: Expected) -> bool:
    """Whether the control tokens of a rendered text are not those of any conversation."""
    if not expected.sequences:
        return False
    if any(token in text for token in expected.further):
        return False
    if expected.end_is_header and text.rstrip().endswith(expected.end):
        text = text.rstrip().removesuffix(expected.end)
    tokens = {token for first, further in expected.sequences for token in (*first, *further)}
    found = tuple(re.findall("|".join(re.escape(token) for token in sorted(tokens, key=len, reverse=True)), text))
    for first, further in expected.sequences:
        for left_out in {0, expected.trailing}:
            turns, rest = divmod(len(found) + left_out - len(first), len(further))
            whole = first + further * turns
            if rest == 0 and turns >= 0 and found == whole[: len(whole) - left_out]:
                return False
    return True


def _name(part: RowText) -> str:
    return "message" if part.role else "segment"


TEXT_RULES: tuple[Rule, ...] = (
    something_is_trained,
    context_is_masked,
    roles_alternate,
    beginning_is_single,
    answers_end,
    format_ends_answers,
    turns_are_apart,
    placeholders_are_filled,
    control_tokens_are_the_formats_own,
)
