"""Every check of drafts, a row each, in the order in which findings are told.

A leak comes early, since it asks for other passages; every other finding asks for another reply. Other packages add
rows of their own through the entry point group `openbook.checks`.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Literal

from openbook.codes import Code
from openbook.dataclass import dataclass
from openbook.dialogue.checks.answer_leak import answer_leak, asks_of_another
from openbook.dialogue.checks.asked_again import duplicate_turns
from openbook.dialogue.checks.by_scenario import (
    answerable,
    not_abstaining,
    one_sided,
    retold,
    unnamed_source,
    unused_source,
)
from openbook.dialogue.checks.citations import wrong_citation
from openbook.dialogue.checks.conclusion import contradicts
from openbook.dialogue.checks.elsewhere import answered_elsewhere
from openbook.dialogue.checks.evidence import told_elsewhere
from openbook.dialogue.checks.figures import invented
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.grounded import ungrounded, unsupported
from openbook.dialogue.checks.hollow import no_answer
from openbook.dialogue.checks.left_tags import left_tags
from openbook.dialogue.checks.misremembered import misremembered
from openbook.dialogue.checks.phantom import phantom_quote
from openbook.dialogue.checks.prompt_leak import prompt_leak
from openbook.dialogue.checks.question_form import blank_turns, deixis, no_question
from openbook.dialogue.checks.recall import recall_cites, search_unsaid
from openbook.dialogue.checks.reply_fields import short_answer_differs, wrong_evidence
from openbook.dialogue.checks.thoughts import empty_thoughts
from openbook.dialogue.checks.wrong_language import wrong_language
from openbook.errors import PrerequisiteError
from openbook.installed import added
from openbook.records import Item, Turn

Where = Literal["any", "gold", "no gold"]

GROUP = "openbook.checks"
"""Entry points of other packages: each names a `Check`, or a function without arguments that returns one."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it finds, in which drafts it looks, and whether our prompts alone ask for what it wants."""

    name: str
    """As in `drafts.jsonl` and in findings."""
    code: Code
    """Under which a draft is refused."""
    find: Callable[[Item, Sequence[Turn]], Finding | None]
    where: Where = "any"
    """`gold`: contexts that show a gold chunk; `no gold`: those that show none."""
    scenarios: frozenset[str] = frozenset()
    """Names of the only scenarios it looks at; all where it is empty."""
    ours: bool = False
    """Whether it wants what the packaged prompts ask for, so that a prompt of the user's may ask otherwise."""
    field: str = ""
    """The field of a reply that decides where it is there; empty where prose alone is looked at."""


_BOTH_SIDES = frozenset({"conflicting", "outdated"})

CHECKS: tuple[Check, ...] = (
    Check("blank_turns", Code.UNUSABLE_REPLY, blank_turns),
    Check("answer_leak", Code.ANSWER_LEAK, answer_leak, "no gold", field="short_answer"),
    Check("asks_of_another", Code.ANSWER_LEAK, asks_of_another, "no gold"),
    Check("answered_elsewhere", Code.UNGROUNDED, answered_elsewhere, "gold", field="evidence"),
    Check("told_elsewhere", Code.ANSWER_LEAK, told_elsewhere, "gold", field="short_answer"),
    Check("retold", Code.ANSWER_LEAK, retold, "no gold"),
    Check("answerable", Code.ANSWER_LEAK, answerable, "no gold"),
    Check("phantom_quote", Code.PHANTOM_QUOTE, phantom_quote),
    Check("recall_cites", Code.WRONG_CITATION, recall_cites, "no gold", field="found"),
    Check("citations", Code.WRONG_CITATION, wrong_citation),
    Check("evidence", Code.WRONG_CITATION, wrong_evidence, field="evidence"),
    Check("no_answer", Code.NO_ANSWER, no_answer, field="short_answer"),
    Check("left_tags", Code.PROMPT_LEAK, left_tags),
    Check("no_question", Code.NO_QUESTION, no_question),
    Check("deixis", Code.DEIXIS, deixis),
    Check("duplicate_turns", Code.DUPLICATE_QUESTION, duplicate_turns),
    Check("prompt_leak", Code.PROMPT_LEAK, prompt_leak),
    Check("ungrounded", Code.UNGROUNDED, ungrounded, "gold", field="found"),
    Check("invented", Code.UNSUPPORTED, invented, "gold"),
    Check("misremembered", Code.UNSUPPORTED, misremembered, "no gold"),
    Check("contradicts", Code.UNSUPPORTED, contradicts, "gold"),
    Check("short_answer", Code.UNSUPPORTED, short_answer_differs, field="short_answer"),
    Check(
        "unused_source", Code.SOURCE_NOT_NEEDED, unused_source, "gold", frozenset({"multi_source"}), field="evidence"
    ),
    Check("unnamed_source", Code.SOURCE_NOT_NEEDED, unnamed_source, "gold", frozenset({"multi_source"})),
    Check("one_sided", Code.ONE_SIDED, one_sided, "gold", _BOTH_SIDES),
    Check("not_abstaining", Code.NOT_ABSTAINING, not_abstaining),
    Check("language", Code.WRONG_LANGUAGE, wrong_language, ours=True),
    Check("unsupported", Code.UNSUPPORTED, unsupported, "gold", ours=True, field="evidence"),
    Check("search_unsaid", Code.WRONG_CITATION, search_unsaid, "no gold", ours=True, field="found"),
    Check("empty_thoughts", Code.NO_ANSWER, empty_thoughts, ours=True),
)
"""Beside these, `quotes` reads the quotations and `copied_example` compares with the prompt: see `verify`."""


def checks_of(item: Item, packaged: bool) -> list[Check]:
    """Return the checks that look at a draft for this item, written with a prompt that is packaged or is not."""
    return applying(checks(), item.scenario, item.has_gold, packaged)


def applying(rows: Iterable[Check], scenario: str, has_gold: bool, packaged: bool) -> list[Check]:
    """Return those of some checks that look at drafts of such items, written with a prompt that is packaged or not."""
    where = ("any", "gold" if has_gold else "no gold")
    return [
        check
        for check in rows
        if (packaged or not check.ours)
        and check.where in where
        and (not check.scenarios or scenario in check.scenarios)
    ]


@lru_cache(maxsize=1)
def checks() -> tuple[Check, ...]:
    """Return our checks and, after them, those of other packages.

    Raises PrerequisiteError where one of those can't be loaded, is no `Check`, or has a name that is taken.
    """
    found = list(CHECKS)
    for point in added(GROUP):
        found.append(_loaded(point.name, point.load, {check.name for check in found}))
    return tuple(found)


def _loaded(name: str, load: Callable[[], object], taken: set[str]) -> Check:
    try:
        given = load()
        check = given if isinstance(given, Check) or not callable(given) else given()
    except Exception as error:
        message = (
            f"The check {name} of the entry points {GROUP} can't be loaded: {error}. Repair or uninstall its package."
        )
        raise PrerequisiteError(message) from error
    if not isinstance(check, Check) or check.name in taken:
        why = f"its name {check.name} is taken" if isinstance(check, Check) else f"it is a {type(check).__name__}"
        raise PrerequisiteError(f"The entry point {name} of {GROUP} names no check that can be used: {why}.")
    return check
