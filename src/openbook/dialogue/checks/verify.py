"""What a draft must pass: its quotations are read and put right, then every row of the table looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.prompt_leak import copied_example
from openbook.dialogue.checks.quotes import cited
from openbook.dialogue.checks.scores import scored
from openbook.dialogue.checks.table import checks
from openbook.records import Draft, Item, Turn

if TYPE_CHECKING:
    from openbook.dialogue.prompts import Prompts


@dataclass(frozen=True, slots=True)
class Verified:
    """Turns that passed."""

    turns: tuple[Turn, ...]
    """Misquotations put right, citations found."""
    checks: tuple[str, ...]
    """Names of the checks that looked at them, in their order."""
    scores: tuple[tuple[str, float], ...]

    def draft(self, item: Item) -> Draft:
        """Return the draft that they make of an item."""
        return Draft(item, self.turns, self.checks, self.scores)


def verify(item: Item, turns: Sequence[Turn], prompts: "Prompts", prompt: str, packaged: bool) -> Verified | Finding:
    """Return the turns with all that was found out about them, or the first finding.

    `packaged`: whether the prompt is ours, so that what it asks for may be expected.
    """
    read = cited(item, turns)
    done = tuple(turns) if isinstance(read, Finding) else read
    rows = [check for check in checks() if check.applies(item, packaged)]
    for check in rows:
        finding = check.find(item, done)
        if finding is not None:
            return finding
    if isinstance(read, Finding):
        return read
    finding = copied_example(item, read, example(prompts, prompt))
    names = (*(check.name for check in rows), "quotes", "copied_example")
    return finding or Verified(read, names, scored(item, read))


def example(prompts: "Prompts", prompt: str) -> str:
    """Return a prompt without the material of any item: instructions and examples."""
    bare_prompt = prompts.render(prompt, text="", metadata="", stringified_retrieved_chunks="", questions="")
    return bare_prompt if isinstance(bare_prompt, str) else "\n".join(message.content for message in bare_prompt)
