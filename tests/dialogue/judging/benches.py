"""Drafts, and judges bound to scripted models."""

import asyncio
from collections.abc import Sequence
from typing import Any

from panel import Says, panel
from written import FOUND, asker, scripted

from openbook.calls import Request
from openbook.config import Config
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.judging.bench import Bench
from openbook.dialogue.judging.verdicts import Judging
from openbook.llm.model import Model
from openbook.records import Draft, Item, Turn

SECTION = {"model": "judge", "base_url": "http://127.0.0.1:1/v1", "max_attempts": 2}
FIRST = Turn(
    "How long may I keep a drill from the Brenfield tool library?", "", "Fourteen days.", short_answer="14 days"
)
SECOND = Turn("And how would I renew it?", "", "By telephone, once.", short_answer="by telephone")


def draft(item: Item = FOUND, turns: Sequence[Turn] = (FIRST, SECOND)) -> Draft:
    return Draft(item, tuple(turns))


def bound(model: Model, target: Model | None = None, **verify: Any) -> tuple[Judging, Bench]:
    """Return judges of one model, and of a target where there is one."""
    given = {"judge": SECTION, "target": SECTION if target else None, "audit": 0, **verify}
    config = Config.model_validate({"verify": given})
    bench = Bench(asker(config, model, "judge"), asker(config, target, "target") if target else None)
    section = config.verify
    return Judging(bench, section.asked, dict(section.thresholds), section.audit), bench


def judged(
    about: Draft, judges: Sequence[str], target: Model | None = None, verify: dict[str, Any] | None = None, **says: Says
) -> tuple[Draft | Finding, list[Request]]:
    """Return what the judges make of a draft, and what they were asked."""
    model = panel(**says)
    judging, _ = bound(model, target, judges=judges, **(verify or {}))
    return asyncio.run(judging(about)), model.requests


def scores(became: Draft | Finding) -> dict[str, float]:
    return dict(became.scores)


def says(*replies: str) -> Model:
    """Return a model that gives these replies one after the other."""
    return scripted(replies)
