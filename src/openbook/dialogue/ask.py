"""Item → Item: questions asked first, each with a short reference answer, from the gold chunks alone."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from openbook.calls import Reply
from openbook.codes import Code
from openbook.config.prompt_files import asking
from openbook.contexts.necessity import unneeded
from openbook.contexts.text_versions import disputed
from openbook.dataclass import dataclass, replace
from openbook.dialogue.attempts import Asker, Inquiry, Reading
from openbook.dialogue.checks.asked_again import duplicate_turns
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.hollow import no_answer
from openbook.dialogue.checks.prompt_leak import copied_example
from openbook.dialogue.checks.question_form import blank_turns, deixis, no_question
from openbook.dialogue.going_on import gone_on, joined
from openbook.dialogue.prompts.filling import asking_brief, disagreeing
from openbook.dialogue.prompts.numbered import meant, statements, unnumbered
from openbook.dialogue.reply import parse_turns
from openbook.dialogue.reply.structured import list_schema
from openbook.dialogue.reply.turn_fields import split_statement
from openbook.dialogue.shortening import EQUAL_TURNS
from openbook.records import Citation, Item, Passage, Question, Rejected, Turn
from openbook.scenarios import SCENARIOS
from openbook.text.content import Content, is_number, numbers
from openbook.text.leak import content, sought, told
from openbook.text.mentions import short

SAMPLING = {"temperature": 0.7, "top_p": 0.95, "max_tokens": 1000}
LONGEST = 80
"""Words of a reference answer; a longer one is no answer to mark by."""

BY_NUMBER = "ask"
"""The packaged prompt that has each answer follow from one statement of one text, which the model names."""

MOST_NUMBERS = 256
"""Statements up to which a schema lists their numbers; servers take lists of some hundred."""
FEW_NUMBERS = 8
"""Up to which it lists them exactly; beyond, up to the next power of two: each new schema costs a server its time."""

MANY = 6
"""Words that a reference answer has beside its question's, from which some must be gold's."""

HELD = 1 / 3
"""Share of them."""

FEWEST_TOLD = 2
"""Content words of a reference answer that must tell something; one may be a choice that the question offers."""


def questions_schema(fewest: int, most: int, statements: int = 0) -> Mapping[str, Any]:
    """Return what a structured reply looks like: so many questions, each with its reference answer.

    `statements`: of the text, one of which each answer follows from. It is named first and the question comes last, so
    that what is asked for is there; 0 where none is named.
    """
    text = {"type": "string"}
    if not statements:
        return list_schema("turns", {"question": text, "answer": text}, fewest, most)
    last = statements if statements <= FEW_NUMBERS else 1 << (statements - 1).bit_length()
    numbers = {"enum": list(range(1, last + 1))} if last <= MOST_NUMBERS else {}
    named = {"type": "integer", **numbers}
    return list_schema("turns", {"statement": named, "answer": text, "question": text}, fewest, most)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the large model asks about an item's gold, before anything is searched."""

    asker: Asker
    turns: tuple[int, int] = (2, 3)
    """Fewest and most questions that are wanted."""

    async def __call__(self, item: Item) -> Item | Rejected:
        """Return the item with its questions, or why there are none.

        A reply that can't be used is followed by a new attempt; what is good of one that has too few is gone on with.
        Halt and ServerError pass.
        """
        asked = await self._ask(item, ())
        if isinstance(asked, tuple) and len(asked) < self.turns[0]:
            asked = await self._ask(item, asked)
        if isinstance(asked, Finding):
            return Rejected("ask", asked.code, asked.detail, item.id, item.gold[0].source)
        questions = (Question(turn.question, turn.answer, _quote(item, turn)) for turn in asked)
        return replace(item, questions=tuple(questions))

    async def _ask(self, item: Item, before: tuple[Turn, ...]) -> tuple[Turn, ...] | Finding:
        """Ask for an item's questions, or for those that are missing beside the ones that are there.

        There may be too few of them, where none were there before.
        """
        prompts, name = self.asker.prompts, asking(item.scenario)
        by_number = prompts.packaged(name) and prompts.path(name).stem == BY_NUMBER
        fields = asking_brief(item, by_number)
        prompt = prompts.own_words(name)
        fewest = self.turns[0]
        one_by_one = SCENARIOS[item.scenario].does in EQUAL_TURNS and not prompts.completion

        def read(reply: Reply) -> tuple[Turn, ...] | Finding:
            turns = parse_turns(reply, 1 if one_by_one and not reply.cut else fewest)
            some = joined(before, tuple(_numbered(item, turn) if by_number else turn for turn in turns))
            if len(some) == len(before):
                return _unusable("the reply asks what was asked already")
            found = wrong(item, some) or copied_example(item, some, prompt)
            if found is None:
                return some
            rest = _good(item, before, some, prompt) if one_by_one else _without_one(item, some, prompt, fewest)
            return rest or found

        most = max(self.turns[1], 3)
        count = len(_statements(item)) if by_number else 0
        schema = questions_schema(1 if before else fewest, most - len(before), count)
        after = gone_on(_told(before, self.asker.by_schema(name))) if before else ()
        return await self.asker.ask(Inquiry("ask", name, fields, SAMPLING, item, schema, after), Reading(read))


def _numbered(item: Item, turn: Turn) -> Turn:
    """Return a turn without the numbers of statements: of one in text form, the line that names its own becomes its
    evidence.
    """
    question, one = split_statement(turn.question)
    answer, other = split_statement(turn.answer)
    number, gold = one or other, item.gold[0].text
    evidence = (Citation(number, ""),) if number else turn.evidence
    return replace(turn, question=unnumbered(question, gold), answer=unnumbered(answer, gold), evidence=evidence)


def _told(turns: Sequence[Turn], by_schema: bool) -> str:
    """Return questions in the form of a reply."""
    if by_schema:
        return json.dumps({"turns": [_row(turn) for turn in turns]}, ensure_ascii=False)
    return "\n\n".join(
        f"**QUESTION:** {turn.question}\n\n"
        + "".join(f"**STATEMENT:** {named.rank}\n\n" for named in turn.evidence)
        + f"**ANSWER:** {turn.answer}"
        for turn in turns
    )


def _row(turn: Turn) -> Mapping[str, Any]:
    """Return a question as a schema has it: behind its answer where that follows from a statement."""
    if not turn.evidence:
        return {"question": turn.question, "answer": turn.answer}
    return {"statement": turn.evidence[0].rank, "answer": turn.answer, "question": turn.question}


def _good(item: Item, before: tuple[Turn, ...], turns: Sequence[Turn], prompt: str) -> tuple[Turn, ...]:
    """Return the questions without those that are of no use, perhaps too few; nothing where none is new."""
    good = before
    for turn in turns[len(before) :]:
        some = (*good, turn)
        good = good if wrong(item, some) or copied_example(item, some, prompt) else some
    return good if len(good) > len(before) else ()


def _without_one(item: Item, turns: Sequence[Turn], prompt: str, fewest: int) -> tuple[Turn, ...]:
    """Return the questions without one, where enough are left and good; nothing where that is not so."""
    if len(turns) <= fewest:
        return ()
    some = ((*turns[:place], *turns[place + 1 :]) for place in reversed(range(len(turns))))
    return next((rest for rest in some if not (wrong(item, rest) or copied_example(item, rest, prompt))), ())


def wrong(item: Item, turns: tuple[Turn, ...]) -> Finding | None:
    """Return what is wrong with questions and reference answers; None where nothing is."""
    for check in (blank_turns, duplicate_turns, no_question):
        finding = check(item, turns)
        if finding is not None:
            return finding
    scenario = SCENARIOS[item.scenario]
    gold = Content.of("\n".join(chunk.text for chunk in item.gold)).vocabulary
    for number, turn in enumerate(turns, start=1):
        unclear = deixis(item, (turn,))
        if unclear is not None:
            return replace(unclear, detail=unclear.detail.replace("the first question", f"question {number}"))
        answer = Content.of(turn.answer)
        if len(answer.tokens) > LONGEST:
            return _unusable(f"reference answer {number} has {len(answer.tokens)} words, and {LONGEST} are enough")
        says = frozenset(content(turn.answer))
        if len(says) >= FEWEST_TOLD and says.issubset(content(turn.question)):
            return _unusable(f"reference answer {number} tells nothing that its question does not")
        known = gold | Content.of(turn.question).vocabulary
        own = [word for word in content(turn.answer) if word not in Content.of(turn.question).vocabulary]
        if len(own) >= MANY and scenario.sources[1] == 1 and sum(word in gold for word in own) < HELD * len(own):
            return _unusable(f"reference answer {number} says what the text has not: “{short(turn.answer)}”")
        invented = [token for token in answer.tokens if is_number(token) and token not in known]
        if invented and scenario.sources[1] == 1:  # from several texts a figure may be worked out
            return _unusable(f"reference answer {number} has the figure {invented[0]}, the text has not")
    if hollow := no_answer(replace(item, passages=_shown(item)), turns):
        return _unusable(f"of the reference answers, {hollow.detail}")
    return _needs(item, turns)


def _needs(item: Item, turns: tuple[Turn, ...]) -> Finding | None:
    """Return a finding where several sources, or the point of a contradiction, are not needed for the answers."""
    questions = tuple(Question(turn.question, turn.answer) for turn in turns)
    scenario = SCENARIOS[item.scenario]
    if scenario.sources[1] > 1:
        idle = unneeded(replace(item, questions=questions))
        if idle:
            detail = f"the questions can be answered without {' and '.join(chunk.source for chunk in idle)}"
            return Finding("sources", Code.SOURCE_NOT_NEEDED, detail)
    if scenario.does == "combines":
        told_of = [frozenset(content(chunk.text)) for chunk in item.gold]
        asked = [frozenset(content(question.text)) for question in questions]
        if not any(all(not words.isdisjoint(one) for one in told_of) for words in asked):
            return _unusable("no question names something of each text")
    if scenario.disagrees:
        texts = [passage.text for passage in disagreeing(item)]
        sides = disputed(texts[0], texts[-1])
        point = frozenset(content(sides[0])) ^ frozenset(content(sides[1]))
        if not any(point.intersection(content(question.reference_answer)) for question in questions):
            return _unusable("no question is about the point on which the two texts disagree")
        if scenario.adds != "older":  # of dated states a question may name the date
            one, other = (Content.of(text).vocabulary for text in (texts[0], texts[-1]))
            figures = numbers(point & (one ^ other))
            for number, question in enumerate(questions, start=1):
                if given := sorted(Content.of(question.text).vocabulary.intersection(figures)):
                    return _unusable(f"question {number} has {given[0]}, which only one of the two texts says")
    if scenario.adds == "other_topic":
        last = questions[-1]
        if told(item.gold[0].text, sought(last.text, last.reference_answer, item.gold[-1].text)):
            return _unusable("the last question is still answered by the first text")
    return None


def _statements(item: Item) -> tuple[str, ...]:
    return statements(item.gold[0].text)


def _quote(item: Item, turn: Turn) -> str:
    """Return the words of gold that a reference answer follows from; nothing where it names none."""
    return meant(_statements(item), turn.evidence[0].rank, turn.answer) if turn.evidence else ""


def _shown(item: Item) -> tuple[Passage, ...]:
    """Return the gold of an item as a context that shows it and nothing else."""
    return tuple(
        Passage(one.id, one.source, one.text, n, 0.0, is_gold=True) for n, one in enumerate(item.gold, start=1)
    )


def _unusable(detail: str) -> Finding:
    return Finding("reply", Code.UNUSABLE_REPLY, detail)
