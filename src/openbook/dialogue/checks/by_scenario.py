"""Checks of what a scenario asks for: every source is used, both sides are told, and who must abstain does."""

from collections import Counter
from collections.abc import Iterator, Sequence

from openbook.codes import Code
from openbook.contexts.necessity import unnamed
from openbook.contexts.text_versions import dates, disputed
from openbook.dialogue.checks.evidence import affirms
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import TOLD, finds_nothing
from openbook.dialogue.checks.in_spite import answers_at_once, answers_in_spite
from openbook.dialogue.checks.openly import is_from, others_name, resting
from openbook.dialogue.checks.titled import told_under_title
from openbook.dialogue.checks.unshown import gives_away, hidden_words
from openbook.dialogue.checks.when_told import tells_amount, tells_date, tells_day
from openbook.dialogue.prompts.filling import disagreeing
from openbook.records import Item, Turn
from openbook.scenarios import SCENARIOS
from openbook.text.clauses import statements_of
from openbook.text.content import Content, is_number, numbers, spaceless, vocabulary_of
from openbook.text.counting import counted, counts_otherwise
from openbook.text.late import late
from openbook.text.leak import Telltale, content, sought, stand_together, told
from openbook.text.normalise import bare
from openbook.text.phrases import phrases, sentences
from openbook.text.untitled import untitled

MOST = 0.6
"""Share of a question's words beside which a mention of the code that it names may be its answer."""

FEWEST_RARE = 5
"""Words that a statement must have, beside the question's, for their standing together to tell it."""

SHORTEST = 8
"""Characters of a sentence that may answer something."""

IN_A_ROW = 4
"""Content words beside each other that two sentences hardly have by chance; twice as many pairs of characters."""

LIKELY = 3
"""Sentences that may hold an answer which nobody has written."""

_CODE = late(r"`([^`\n]{2,80})`|\b([A-Za-z]+[a-z][A-Z]\w*|\w+_\w+|--[a-z][\w-]+)")


def unused_source(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a gold chunk of a multi-source item that no turn quotes."""
    if SCENARIOS[item.scenario].does != "combines":
        return None
    quoted = {citation.rank for turn in turns for citation in turn.citations}
    for passage in item.passages:
        if passage.is_gold and not passage.synthetic and passage.rank not in quoted:
            detail = f"no turn quotes chunk {passage.rank} ({passage.source}), which the questions need"
            return Finding("unused_source", Code.SOURCE_NOT_NEEDED, detail)
    return None


def unnamed_source(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a gold chunk of a multi-source item of which no question names anything."""
    if SCENARIOS[item.scenario].does != "combines":
        return None
    missing = unnamed(item.gold, (turn.question for turn in turns))
    if not missing:
        return None
    detail = f"no question names anything that only {missing[0].source} tells of, which is a source of the answers"
    return Finding("unnamed_source", Code.SOURCE_NOT_NEEDED, detail)


def one_sided(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a conversation about a contradiction in which no answer tells both sides.

    Where one side is outdated, that answer must also give the later year: it decides which of them holds.
    """
    scenario = SCENARIOS[item.scenario]
    if not scenario.disagrees:
        return None
    passages = disagreeing(item)
    if len(passages) < 2:
        return None
    texts = disputed(passages[0].text, passages[1].text)
    sides = [only_in(one, other) for one, other in ((texts[0], texts[1]), (texts[1], texts[0]))]
    answers = [Content.of(turn.answer).vocabulary for turn in turns]
    both = [answer for answer in answers if all(not side or not side.isdisjoint(answer) for side in sides)]
    if not both:
        detail = "no answer reports both of the statements that contradict each other"
        return Finding("one_sided", Code.ONE_SIDED, detail)
    later = max(dates(texts[0]) ^ dates(texts[1]), default="")
    if scenario.adds == "older" and later and not any(later in answer for answer in both):
        detail = f"no answer that reports both statements says that one of them is of {later}, and so the later one"
        return Finding("one_sided", Code.ONE_SIDED, detail)
    return None


def only_in(one: str, other: str) -> frozenset[str]:
    """Return the figures that one text has and the other has not; where there are none, the words."""
    words = frozenset(content(one)) - Content.of(other).vocabulary
    return frozenset(filter(is_number, words)) or words


def not_abstaining(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find an answer that gives what was asked although no passage does and memory must not serve.

    Where the questions came with reference answers these tell; else what hidden gold has and nobody else does, or what
    a passage has that the turn itself turns down.
    """
    scenario = SCENARIOS[item.scenario]
    if item.questions:
        pairs = list(zip(turns, item.questions, strict=False))
        if scenario.adds == "other_topic":
            pairs = pairs[-1:]
        elif scenario.does != "abstains":
            return None
        gold = "\n".join(chunk.text for chunk in item.gold)
        given = (turn for turn, one in pairs if told(turn.answer, sought(one.text, one.reference_answer, gold)))
    elif scenario.does == "abstains" and not item.has_gold:
        hidden = hidden_words(item, turns)
        given = (
            turn
            for turn in turns
            if gives_away(turn.answer, hidden, item)
            or answers_in_spite(item, turn)
            or (turn is turns[0] and answers_at_once(item, turn))
            or (turn is turns[0] and turn.found and not finds_nothing(turn.answer, TOLD))
        )
    else:
        return None
    if answered := next(given, None):
        detail = f"“{answered.question}” is answered although the sources don't tell"
        return Finding("not_abstaining", Code.NOT_ABSTAINING, detail)
    return None


def retold(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find the passages that tell, in other words, what an item without gold says from memory.

    Where hidden gold has not what they tell, the answer is wrong for this item, and no passage is to blame.
    """
    if item.has_gold or item.strict or not item.passages:
        return None
    gold = vocabulary_of(tuple(chunk.text for chunk in item.gold))
    found: dict[str, str] = {}
    foreign = ""
    for number, turn in enumerate(turns, start=1):
        asked = frozenset(content(turn.question))
        rows = ((one, frozenset(content(one)) - asked) for one in statements_of(turn.answer))
        for said, rare in [(one, row) for one, row in rows if len(row) >= FEWEST_RARE]:
            if finds_nothing(said) and 2 * len(rare & gold) < len(rare):
                continue  # what was found instead
            counts = counted(Content.of(said).tokens)
            telling = [one for one in item.passages if stand_together(one.text, rare)]
            if telling and any(is_from(said, one) for one in resting(item, turns[:number])):
                continue
            for passage in telling:
                if counts_otherwise(passage.text, rare.difference(numbers(rare)), counts, asked):
                    continue
                detail = f"chunk {passage.rank} ({passage.source}) tells what “{turn.question}” asks"
                if 2 * len(rare & gold) >= len(rare):
                    found.setdefault(passage.chunk_id, detail)
                foreign = foreign or f"{detail}, and the chunk that it is about does not"
    if not foreign:
        return None
    return Finding("retold", Code.ANSWER_LEAK, "; ".join(found.values()) or foreign, tuple(found))


def answerable(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find the passages of an abstaining item that may well tell what was asked.

    Where no reference answer is known, the sentences of the hidden gold that share most words with the question, and
    say more than it, stand in for it; a passage that names the thing asked about in code, beside most of the question's
    words, counts too.
    """
    if item.has_gold or not item.strict or item.questions:
        return None
    found: dict[str, str] = {}
    gold = "\n".join(chunk.text for chunk in item.gold)
    question = ""
    for turn in turns:
        question = f"{question}\n{turn.question}".strip()
        likely = _likely_answers(turn.question, item) or _likely_answers(question, item)
        wanted = [(one, sought(question, one, gold)) for one in likely]
        wants_amount = not phrases("who").within(question)
        for passage in item.passages:
            may_tell = (
                any(_is_told(passage.text, one, telltale) for one, telltale in wanted)
                or (wants_amount and tells_amount(passage.text, likely, question))
                or (
                    (tells_day(passage.text, likely, question) or tells_date(passage.text, likely, question))
                    and not others_name(item, turn, passage, question)
                )
                or any(_lists_alike(passage.text, one, question) for one in likely)
                or _deals_with(passage.text, turn.question)
            )
            if may_tell and not (
                _has_other_figures(passage.text, likely, question) and others_name(item, turn, passage, question)
            ):
                detail = f"chunk {passage.rank} ({passage.source}) may tell “{turn.question}”"
                found.setdefault(passage.chunk_id, detail)
    if not found:
        return None
    return Finding("answerable", Code.ANSWER_LEAK, "; ".join(found.values()), tuple(found))


def _is_told(text: str, likely: str, telltale: Telltale) -> bool:
    """Whether a text tells a likely answer; one that has figures is told by no single word."""
    found = told_under_title(text, telltale, by_chance=False)
    if len(found) == 1 and not numbers(found) and numbers(telltale.keys):
        return False
    return bool(found) and not affirms(text, found, likely)


def _has_other_figures(text: str, likely: Sequence[str], question: str) -> bool:
    """Whether likely answers have figures, beside the question's, and a text none of these."""
    figures = set(numbers(vocabulary_of(tuple(likely)))) - Content.of(question).vocabulary
    return bool(figures) and figures.isdisjoint(Content.of(text).vocabulary)


def _lists_alike(text: str, likely: str, question: str) -> bool:
    """Whether a sentence names some things in a row as a likely answer does, one of which is asked about, and has half
    of the question's words: `fuel, gas bottles and paint`.
    """
    asked, row = frozenset(content(question)), content(likely)
    many = IN_A_ROW * (2 if 2 * len(spaceless(row)) > len(row) else 1)
    wanted = [row[place : place + many] for place in range(len(row) - many + 1)]
    wanted = [run for run in wanted if 0 < len(asked.intersection(run)) < many - 1 and not numbers(run)]
    for sentence in sentences(text) if wanted else ():
        held = content(sentence)
        if 2 * len(asked.intersection(held)) >= len(asked) and any(
            held[place : place + many] in wanted for place in range(len(held) - many + 1)
        ):
            return True
    return False


def _likely_answers(question: str, item: Item) -> list[str]:
    """Return the sentences of the gold chunks, but no headings, that share most words with the question, at least two,
    and say more than it; behind them each figure in them that counts what the question asks about. Where one alone
    has a word of the question, others that have none of their own are about something else.
    """
    asked = frozenset(content(question))
    said = [one for chunk in item.gold for one in sentences(chunk.text) if len(one) >= SHORTEST]
    stated = frozenset(one for chunk in item.gold for one in sentences(untitled(chunk.text)))
    rows = [(asked.intersection(content(one)), one) for one in said]
    times = Counter(word for row, _ in rows for word in row)
    full = [(row, one) for row, one in rows if len(row) > 1 and one in stated and not asked.issuperset(content(one))]
    own = [(row, one) for row, one in full if any(times[word] == 1 for word in row)] or full
    best = [one for _, one in sorted(own, key=lambda pair: -len(pair[0]))[:LIKELY]]
    return [*best, *(counted for one in best for counted in _counted(one, asked))]


def _counted(sentence: str, asked: frozenset[str]) -> Iterator[str]:
    """Yield the figures of a sentence with the words of a question right behind them: `seven coins`."""
    tokens = Content.of(sentence).tokens
    for place, token in enumerate(tokens):
        behind = [word for word in tokens[place + 1 : place + 3] if word in asked]
        if is_number(token) and token not in asked and behind:
            yield f"{token} {' '.join(behind)}"


def _deals_with(text: str, question: str) -> bool:
    """Whether a text has the code that a question names, and most of its other words."""
    named = [bare("".join(found)) for found in _CODE.findall(question)]
    if not any(name in bare(text) for name in named):
        return False
    asked = content(question)
    return len(Content.of(text).vocabulary.intersection(asked)) >= MOST * len(asked)
