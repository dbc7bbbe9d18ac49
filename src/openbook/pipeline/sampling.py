"""Answers of the model that will be trained, beside the drafts that were accepted: what preference pairs need of it."""

from collections.abc import Iterator, Sequence

from openbook.dataclass import replace
from openbook.dataset.pairs.sampled import prompted
from openbook.dialogue.recorder import Recorder
from openbook.dialogue.sample import Sample
from openbook.fates import Drafted, Fate
from openbook.pipeline.mapping import Mapper, Tools
from openbook.records import Draft
from openbook.spool import Spool


def sampled(drafted: Sequence[Drafted], tools: Tools, mapper: Mapper, recorder: Recorder) -> Sequence[Drafted]:
    """Return what became of the items, drafts with other answers to their questions where the config wants any.

    A draft whose calls were not sent stays as it is, and the next run goes on with it.
    """
    config = tools.config
    if not config.verify.samples:
        return drafted
    step = Sample(
        tools.models.writer("target"), config.model("target"), config.verify.samples, prompted(config), recorder
    )
    asked: Spool[Draft] = Spool(tools.folder, (draft for fate in drafted if (draft := _draft(fate, tools)) is not None))
    with tools.progress.phase("sample", len(asked), unit="drafts", size="target") as phase:
        answered = mapper.map(step, (Fate(draft, draft) for draft in asked), phase)
    return Spool(tools.folder, _together(drafted, answered, tools))


def _draft(fate: Drafted, tools: Tools) -> Draft | None:
    """Return an item's draft; one that is not written yet where a look ahead goes on."""
    return tools.expected(fate.record) if fate.became is None else fate.done


def _together(drafted: Sequence[Drafted], answered: Sequence[Fate[Draft, Draft]], tools: Tools) -> Iterator[Drafted]:
    rest = iter(answered)
    for fate in drafted:
        if _draft(fate, tools) is None:
            yield fate
            continue
        one = next(rest)
        became = one.done if fate.done is not None and one.done is not None else fate.became
        yield replace(fate, became=became, attempts=(*fate.attempts, *one.attempts))


def said_of(drafted: Sequence[Drafted]) -> str:
    """Return in one sentence what the sampled answers came to; empty where there are none."""
    answers = [one for fate in drafted if fate.done is not None for one in fate.done.sampled]
    if not answers:
        return ""
    wrong, right = sum(one.code is not None for one in answers), sum(one.is_right for one in answers)
    rest = len(answers) - wrong - right
    return (
        f"Of {len(answers)} answers sampled of verify.target, the checks find fault with {wrong}, {right} say what the "
        f"accepted ones say, and of {rest} neither is sure, so that they are in no pair."
    )
