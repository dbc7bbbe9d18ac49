"""Drafts written by hand for the checks: worlds of texts with their usual turns, and what each draft changes in them.

`@world NAME` opens a world: `@gold FILE` and `@other FILE` are followed by their texts, `@first`, `@then` and `@unsure`
by the turns that a draft has unless it says otherwise (`@unsure` takes the place of `@then` where gold is not shown).
`@good KIND WORLD [SCENARIO] | why` and `@bad …` open a draft, which gives what differs: Q, T, A (question, thoughts,
answer), S (short answer), E (evidence: number | quotation), F (found: yes or no). `@turn` opens its next turn.
{g}, {d1}, {d2} are the numbers of gold and the others in the context, {over} one that is not shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from written import chunk, item

from openbook.calls import Reply, Usage
from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.verify import Verified, verify
from openbook.dialogue.prompts import Prompts
from openbook.dialogue.prompts.filling import writing_brief
from openbook.dialogue.reply import parse_turns
from openbook.errors import UnusableReply
from openbook.records import Item

Lines = dict[str, list[str]]
"""What stands behind each letter; E may have several."""
FORM = "**QUESTION:** {Q}\n\n**ANSWER:**\n**Thought Process:**\n{T}\n\n**Answer:**\n{A}\n"


@dataclass
class World:
    """Texts and usual turns."""

    gold: tuple[str, str] = ("", "")
    """File and text."""
    others: list[tuple[str, str]] = field(default_factory=list)
    turns: dict[str, Lines] = field(default_factory=dict)


@dataclass
class Card:
    """One draft."""

    language: str
    good: bool
    kind: str
    world: World
    scenario: str
    why: str
    changes: list[Lines] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.language}-{self.kind}-{self.why}"

    @property
    def shows_gold(self) -> bool:
        return not self.scenario.startswith("missing")

    def item(self) -> Item:
        """The context: where gold stands is decided by the length of `why`, so that it stands everywhere."""
        gold, others = (
            chunk(self.world.gold[1], self.world.gold[0]),
            [chunk(text, source) for source, text in self.world.others],
        )
        place = len(self.why) % (len(others) + 1)
        shown = [*others[:place], gold, *others[place:]] if self.shows_gold else others
        return item(gold, shown, self.scenario, strict=self.scenario == "missing_abstain")

    def reply(self) -> str:
        """The draft as a model writes it, in text form."""
        names = [passage.source for passage in self.item().passages]
        numbers = {f"d{n}": names.index(source) + 1 for n, (source, _) in enumerate(self.world.others, start=1)}
        numbers |= {"g": names.index(self.world.gold[0]) + 1 if self.shows_gold else 0, "over": len(names) + 1}
        text = "\n".join(written(lines) for lines in self.turns())
        for name, number in numbers.items():
            text = text.replace(f"{{{name}}}", str(number))
        return text

    def turns(self) -> Iterator[Lines]:
        usual = ("first", "then" if self.shows_gold else "unsure")
        for n in range(max(2, len(self.changes))):
            changes = self.changes[n] if n < len(self.changes) else {}
            yield {**self.world.turns[usual[min(n, 1)]], **changes}


def written(lines: Lines) -> str:
    """Return a turn in the text form of a reply."""
    text = FORM.format(**{letter: "\n".join(lines[letter]) for letter in "QTA"})
    if "S" in lines:
        text += f"\nSHORT ANSWER: {lines['S'][0]}"
    if "E" in lines:
        quotes = (line.split(" | ", 1) for line in lines["E"])
        text += "\nEVIDENCE: " + "; ".join(f'Chunk {number}: "{quote}"' for number, quote in quotes)
    if "F" in lines:
        text += f"\nFOUND: {lines['F'][0]}"
    return text + "\n"


def cards(folder: Path) -> list[Card]:
    """Return the drafts of a folder; `en-….txt` is English."""
    worlds: dict[str, World] = {}
    found: list[Card] = []
    for path in sorted(folder.glob("*.txt")):
        found += _read(path.read_text("utf-8"), path.stem.split("-")[0], worlds)
    return found


def outcome(card: Card, prompts: Prompts) -> Verified | Finding:
    """Return what the checks say of a draft."""
    about = card.item()
    try:
        turns = parse_turns(Reply(card.reply(), "stop", Usage(0, 0), 0.0), 1)
    except UnusableReply as error:
        return Finding("reply", Code.UNUSABLE_REPLY, str(error))
    name, _ = writing_brief(about)
    return verify(about, turns, prompts, name, packaged=True)


def _read(text: str, language: str, worlds: dict[str, World]) -> Iterator[Card]:
    world, card = World(), None
    for part in ("\n" + text).split("\n@")[1:]:
        head, _, body = part.partition("\n")
        word, _, rest = head.partition(" ")
        if word == "world":
            world = worlds[rest] = World()
        elif word == "gold":
            world.gold = (rest, body.strip())
        elif word == "other":
            world.others.append((rest, body.strip()))
        elif word in ("first", "then", "unsure"):
            world.turns[word] = _lines(body)
        elif word == "turn":
            assert card is not None
            card.changes.append(_lines(body))
        else:
            facts, _, why = rest.partition(" | ")
            kind, about, *scenario = facts.split()
            if card is not None:
                yield card
            card = Card(language, word == "good", kind, worlds[about], *(scenario or ["gold"]), why)
            if body.strip():
                card.changes.append(_lines(body))
    if card is not None:
        yield card


def _lines(body: str) -> Lines:
    lines: Lines = {}
    letter = ""
    for line in body.rstrip().split("\n"):
        if line[1:3] == ": " and line[0] in "QTASEF":
            letter = line[0]
            lines.setdefault(letter, []).append(line[3:])
        elif letter:
            lines[letter][-1] += "\n" + line
    return lines
