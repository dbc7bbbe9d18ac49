"""Checks on a draft; each is a function with a name: `(item, turns) -> Finding | None`.

The order is the order in which findings are told. A leak comes first, since it asks for other passages; every other
finding asks for another reply.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from openbook.dialogue.checks.answer_leak import answer_leak
from openbook.dialogue.checks.by_scenario import answerable, not_abstaining, one_sided, retold, unused_source
from openbook.dialogue.checks.citations import wrong_citation
from openbook.dialogue.checks.evidence import told_elsewhere
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.grounded import answered_elsewhere, invented, ungrounded
from openbook.dialogue.checks.hollow import empty_thoughts, left_tags, no_answer
from openbook.dialogue.checks.phantom import phantom_quote
from openbook.dialogue.checks.prompt_leak import copied_example, prompt_leak
from openbook.dialogue.checks.question_form import blank_turns, deixis, duplicate_turns, no_question
from openbook.dialogue.checks.quotes import cited
from openbook.dialogue.checks.recall import recall_cites, search_unsaid
from openbook.dialogue.checks.wrong_language import wrong_language
from openbook.records import Item, Turn

if TYPE_CHECKING:
    from openbook.dialogue.prompts import Prompts

Check = Callable[[Item, Sequence[Turn]], Finding | None]

CHECKS: dict[str, Check] = {
    "blank_turns": blank_turns,
    "answer_leak": answer_leak,
    "told_elsewhere": told_elsewhere,
    "retold": retold,
    "answerable": answerable,
    "phantom_quote": phantom_quote,
    "recall_cites": recall_cites,
    "citations": wrong_citation,
    "no_answer": no_answer,
    "left_tags": left_tags,
    "no_question": no_question,
    "deixis": deixis,
    "duplicate_turns": duplicate_turns,
    "prompt_leak": prompt_leak,
    "ungrounded": ungrounded,
    "answered_elsewhere": answered_elsewhere,
    "invented": invented,
    "unused_source": unused_source,
    "one_sided": one_sided,
    "not_abstaining": not_abstaining,
}
"""What holds of every draft, whoever wrote the prompt."""

OWN_CHECKS: dict[str, Check] = {"language": wrong_language, "search_unsaid": search_unsaid, "empty_thoughts": empty_thoughts}
"""What our prompts ask for, and a user's prompt may ask otherwise."""


def verify(
    item: Item, turns: Sequence[Turn], prompts: "Prompts", prompt: str, packaged: bool
) -> tuple[tuple[Turn, ...], tuple[str, ...]] | Finding:
    """Return the turns, misquotations put right and citations found, with the names of all checks; or a finding.

    `packaged`: whether the prompt is ours, so that what it asks for may be expected.
    """
    checks = CHECKS | OWN_CHECKS if packaged else CHECKS
    read = cited(item, turns)
    done = turns if isinstance(read, Finding) else read
    for check in checks.values():
        finding = check(item, done)
        if finding is not None:
            return finding
    if isinstance(read, Finding):
        return read
    finding = copied_example(item, read, example(prompts, prompt))
    return finding or (read, (*checks, "quotes", "copied_example"))


def example(prompts: "Prompts", prompt: str) -> str:
    """Return a prompt without the material of any item: its instructions and every packaged example."""
    bare_prompt = prompts.render(prompt, text="", metadata="", stringified_retrieved_chunks="", questions="")
    if isinstance(bare_prompt, str):
        return bare_prompt
    return "\n".join(message.content for message in (*bare_prompt, *prompts.examples(prompt)))
