"""A handbook of stations for tests of all scenarios: linked pages, dated states, figures; and a writer for it."""

import re

from simulated import chunk

from openbook.calls import Request
from openbook.records import Chunk, Item, Passage

NAMES = [
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Ginkgo",
    "Hazel",
    "Ironwood",
    "Juniper",
    "Katsura",
    "Larch",
]
KEEPERS = ["Ada Thorne", "Carl Finch", "Edna Groves", "Hugo Marsh", "Iris Vale", "Karl Rowan"]
SUBJECTS = ["the light", "the crew", "the store"]
"""Of a station's pages, in their order."""
PLACES = ["cliff", "mole", "sandbank", "estuary", "island", "cape", "reef"]
SHARES_ALL = {
    "gold_random": 0.08, "gold_hard": 0.16, "gold_only": 0.08, "multi_source": 0.1, "partial": 0.1,
    "missing_recall": 0.08, "missing_abstain": 0.08, "conflicting": 0.08, "outdated": 0.06, "long_noisy": 0.06,
    "empty": 0.06, "topic_shift": 0.06,
}  # fmt: skip


def handbook(stations: int = 60) -> list[Chunk]:
    """Three pages a station: its light, its crew and its stores; a page shares rare words with its sisters."""
    chunks = []
    for n in range(stations):
        name = f"{NAMES[n % 12]} Station {NAMES[(n * 5 + 3) % 12]}{n}"
        code, keeper, place = f"lamp-{n}x{n * 7 % 13}", KEEPERS[n % 6], PLACES[n % 7]
        light = (
            f"The light of {name} stands on a {place}. As of {1990 + n % 30}, an estimated {1300 + 17 * n} ships pass "
            f"it every year. Its lens {code} was ground by {keeper} and weighs {210 + 3 * n} kilograms."
        )
        crew = (
            f"The crew of {name} counts {4 + n % 9} people under {keeper}. They turn the lens {code} by hand when the "
            f"engine fails, which took {30 + n} minutes on average during the last inspection by the board."
        )
        stores = (
            f"The store of {name} holds {500 + 11 * n} litres of oil for the lens {code}. {keeper} orders more when "
            f"about {90 + n} litres are left, and the boat needs {2 + n % 5} days to come."
        )
        pages = enumerate((light, crew, stores))
        chunks += [chunk(f"{name.replace(' ', '-').lower()}/{page}.md", 0, text) for page, text in pages]
    return chunks


def write(request: Request) -> str:
    """Ask or answer as a good model would, by what the scenario wants."""
    item = request.subject
    assert isinstance(item, Item)
    return _asked(item) if request.step == "ask" else _written(item)


def _facts(text: str) -> list[str]:
    return [fact.strip() for fact in re.split(r"(?<=\.) ", text)]


def _asked(item: Item) -> str:
    beside = [passage.text for passage in item.passages if not passage.is_gold]
    pairs = [(number, fact) for number, fact in enumerate(_facts(item.gold[0].text), start=1)]
    if item.scenario in ("multi_source", "partial"):
        answer = " ".join(_facts(one.text)[-1] for one in item.gold)
        pairs = [(number, f"{answer} {_facts(item.gold[0].text)[number]}") for number in (0, 1)]
    elif item.scenario == "topic_shift":
        pairs = [(1, pairs[0][1]), (2, pairs[1][1]), (3, _facts(item.gold[1].text)[-1])]
    elif beside:
        pairs.sort(key=lambda pair: pair[1] in _facts(beside[0]))
    if item.scenario in ("multi_source", "partial"):
        asked = f"What holds of {_subjects(item)}"
        return "\n\n".join(f"**QUESTION:** {asked}, matter {n}?\n\n**ANSWER:** {fact}" for n, fact in pairs)
    kinds = ["What about the light", "How is it with the crew", "Which rule is there for the store"]
    return "\n\n".join(
        f"**QUESTION:** {kinds[number % 3]} of {_station(item.gold[-1 if number == 3 and len(pairs) == 3 else 0])}, "
        f"matter {number}?\n\n**ANSWER:** {fact}"
        for number, fact in pairs[:3]
    )


def _station(one: Chunk) -> str:
    return one.source.partition("/")[0]


def _subjects(item: Item) -> str:
    """Return what the pages that gold consists of are about, by name."""
    subjects = [SUBJECTS[int(one.source.partition("/")[2].removesuffix(".md"))] for one in item.gold]
    return f"{' and '.join(subjects)} of {_station(item.gold[0])}"


def _quoted(passage: Passage, text: str) -> str:
    return f'Chunk {passage.rank} ({passage.source}) says: "{text}"'


def _written(item: Item) -> str:
    count = len(item.questions) or 2
    return "\n\n".join(_turn(item, number, count) for number in range(count))


def _turn(item: Item, number: int, count: int) -> str:
    asked = item.questions[number].text if item.questions else f"What holds of {_subjects(item)}, matter {number}?"
    gold = [passage for passage in item.passages if passage.is_gold]
    if item.scenario == "topic_shift" and number == count - 1:
        gold = []
    facts = [_facts(passage.text) for passage in gold]
    evidence = [_quoted(passage, fact[number % len(fact)]) for passage, fact in zip(gold, facts, strict=True)]
    answer = " ".join(fact[number % len(fact)] for fact in facts)
    if item.scenario in ("conflicting", "outdated"):
        other = next(passage for passage in item.passages if passage.synthetic)
        evidence = [_quoted(passage, passage.text) for passage in (gold[0], other)]
        again = " As said." * number
        answer = f"The sources differ. {gold[0].source} has it so: {gold[0].text} {other.source}: {other.text}{again}"
    elif item.scenario == "missing_recall":
        evidence, answer = (
            [],
            f"Nothing was found on this. From memory: it is as everybody {'knows' * (number + 1)} it.",
        )
    elif not gold:
        answer = f"That can't be told from what was found{', sadly' * number}."
    elif item.scenario == "partial":
        answer += " The rest is left open by the sources."
    thoughts = f"{' '.join(evidence) or 'None of the chunks helps.'} So much for matter {number}."
    return f"**QUESTION:** {asked}\n\n**ANSWER:**\n**Thought Process:**\n{thoughts}\n\n**Answer:**\n{answer}"
