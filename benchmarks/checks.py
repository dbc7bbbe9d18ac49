"""What the checks of drafts cost: microseconds of CPU a draft, check by check, on the drafts of an output folder.

python benchmarks/checks.py OUTPUT [TIMES]
"""

import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

from openbook.config import Config
from openbook.dataset.stored import stored_drafts
from openbook.dialogue.checks.prompt_leak import copied_example
from openbook.dialogue.checks.quotes import cited
from openbook.dialogue.checks.scores import scored
from openbook.dialogue.checks.table import checks
from openbook.dialogue.checks.verify import verify, words_of_writers
from openbook.dialogue.prompts import load_prompts
from openbook.text import language, leak, mentions, normalise, phrases, quotations, said, soft_quotations, words

PROMPT = "rag_success_conversation"
FRESH = (
    said.spoken, phrases.sentences, mentions.mentions, quotations.quotations, leak.content,
    soft_quotations.soft_quotations, words.words, normalise.length, language.latin_languages,
)  # fmt: skip
"""What remembers drafts: forgotten before each round, as a draft is new in a run. Passages come up again and stay."""


def main(output: Path, times: int) -> None:
    """Print a table, the dearest check first, and what `verify` takes as a whole."""
    prompts = load_prompts(Config())
    drafts = list(stored_drafts(output))
    shown = words_of_writers(prompts, PROMPT)
    steps = {check.name: check.find for check in checks()}
    steps |= {"quotes": cited, "scores": scored, "copied_example": partial(copied_example, example=shown)}
    spent: Counter[str] = Counter()
    for turn in range(times + 1):
        forget()
        if turn == 1:
            spent.clear()  # the first round reads the lists and the passages
        for name, step in steps.items():
            start = time.process_time()
            for draft in drafts:
                step(draft.item, draft.turns)
            spent[name] += time.process_time() - start
        forget()
        start = time.process_time()
        for draft in drafts:
            verify(draft.item, draft.turns, prompts, PROMPT, packaged=True)
        spent["verify"] += time.process_time() - start
    for name, seconds in spent.most_common():
        print(f"{name:20}{seconds / times / len(drafts) * 1e6:8.1f}")
    print(f"us a draft, {len(drafts)} drafts")


def forget() -> None:
    """Forget what is remembered of drafts."""
    for function in FRESH:
        function.cache_clear()
    for lists in said.IN_USE.values():
        lists.lists.texts.cache_clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
