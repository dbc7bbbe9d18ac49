"""What an answer from memory lacks: the sentence that the search found nothing, asked of the model by itself."""

from collections.abc import Mapping, Sequence

from openbook.calls import Reply
from openbook.codes import Code
from openbook.config.prompt_files import UNFOUND
from openbook.dataclass import replace
from openbook.dialogue.attempts import Asker, Inquiry, Reading
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.prompt_leak import copied_example
from openbook.dialogue.checks.recall import finds, says_so
from openbook.dialogue.reply.sentence_rows import parse_rows, rows_schema
from openbook.errors import UnusableReply
from openbook.records import Item, Turn
from openbook.text.leak import content
from openbook.text.mentions import short
from openbook.text.phrases import sentences
from openbook.text.quotations import quotations

SAMPLING: Mapping[str, float] = {"temperature": 0.7, "top_p": 0.95, "max_tokens": 600}
FIELDS = ("nothing_found", "in_other_words")
"""What is asked for each question: two sentences, for the thoughts and for the beginning of the answer. Their names say
what they are to say, since a small model goes by those: `opening` gave the opening of an answer.
"""
MOST_OWN = 10
"""Content words of such a sentence that its question has not; one with more of them says more than that."""


async def with_openings(asker: Asker, item: Item, finding: Finding) -> tuple[Turn, ...] | Finding:
    """Return the turns of a finding, those at fault with a sentence of the model's own in front of their answers.

    Thoughts that don't say either that nothing was found become what the model says of it. The model sees the questions
    alone: a small one answers from whatever else it is shown. Halt and ServerError pass.
    """
    places = [n - 1 for n in finding.at] or list(range(len(finding.turns)))
    asked = [finding.turns[n] for n in places]
    lines = "\n".join(f"{n}. {' '.join(turn.question.split())}" for n, turn in enumerate(asked, start=1))
    fields = {"text": "", "metadata": "", "stringified_retrieved_chunks": "", "questions": lines}
    example = asker.prompts.own_words(UNFOUND)

    def read(reply: Reply) -> list[Turn] | Finding:
        rows = parse_rows(reply, len(FIELDS), len(asked))
        turns = [_opened(item, turn, row) for turn, row in zip(asked, rows, strict=True)]
        copied = copied_example(item, turns, example)
        return turns if copied is None else replace(copied, check="reply", code=Code.UNUSABLE_REPLY)

    inquiry = Inquiry("generate", UNFOUND, fields, SAMPLING, item, rows_schema(FIELDS, len(asked)), aside=True)
    said = await asker.ask(inquiry, Reading(read))
    if isinstance(said, Finding):
        return said
    new = dict(zip(places, said, strict=True))
    return tuple(new.get(place, turn) for place, turn in enumerate(finding.turns))


def _is_it(sentence: str, turn: Turn) -> bool:
    """Whether a sentence says that nothing was found, and no more."""
    own = set(content(sentence)).difference(content(turn.question))
    is_one = len(sentences(sentence)) == 1 and not quotations(sentence)
    return is_one and says_so(sentence) and len(own) <= MOST_OWN


def _opened(item: Item, turn: Turn, said: Sequence[str]) -> Turn:
    """Return a turn with one of the sentences in front of its answer, and another as thoughts, where these lack one.

    Raises UnusableReply where too few of them say what they are to say.
    """
    good = list(dict.fromkeys(one for one in said if _is_it(one, turn)))
    is_silent = not says_so(turn.thoughts) or finds(item, turn)
    lacks = not says_so(turn.answer)
    if len(good) < is_silent + lacks:
        wrong = next((one for one in said if one not in good), said[0])
        raise UnusableReply(f"“{short(wrong)}” doesn't say that nothing was found, and no more")
    joint = "" if good[-1][-1:] in "。！？" else " "
    answer = f"{good[-1]}{joint}{turn.answer}" if lacks else turn.answer
    return replace(turn, thoughts=good[0] if is_silent else turn.thoughts, answer=answer)
