"""How well does a model judge? Its precision and recall on labelled drafts, judge by judge and kind by kind.

    python benchmarks/judge.py CASES --model NAME --base-url URL [--judges supported,understood] [--json FILE]
    python benchmarks/judge.py CASES --scripted

CASES is a folder with a `cases.jsonl`: a line a draft, with `gold`, `distractors` and `sources` (texts and their file
names, gold's first), `scenario`, `turns` (or a `reply` as text), `good`, `kind`, `name`, `language`. In a draft `{g}`,
`{d1}` and `{d2}` stand for the passages' numbers, `{over}` for one that was not shown. A draft counts as refused when a
score lies below its threshold. Replies are kept in a ledger (`--work`), so that another threshold (`--set`) costs no
call. `--scripted` puts a judge in the model's place that compares words: it shows what surfaces tell.
"""

import argparse
import asyncio
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openbook import draws
from openbook.builtin import BuiltIn
from openbook.calls import Request
from openbook.config import Config
from openbook.dialogue.attempts import Asker
from openbook.dialogue.checks.deixis import pointing_words
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.verify import verify
from openbook.dialogue.judging.bench import Bench
from openbook.dialogue.judging.verdicts import FIRST, Judging
from openbook.dialogue.prompts import Prompts, load_prompts
from openbook.dialogue.prompts.filling import writing_brief
from openbook.dialogue.recorder import Recorder
from openbook.dialogue.reply import parse_turns
from openbook.errors import UnusableReply
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.models import open_models
from openbook.llm.scripted import ScriptedModel, plain_reply
from openbook.records import Chunk, Draft, Item, Passage, Turn
from openbook.text.content import Content, is_number
from openbook.text.phrases import sentences

HELD = 0.6
"""Share of a claim's words that passages must have for the scripted judge."""
Case = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case."""

    case: Case
    by_rule: str
    """The check that refuses it; empty where none does."""
    by_judge: str
    """The judge that does, or the code of a missing verdict."""
    scores: dict[str, float]
    detail: str

    @property
    def good(self) -> bool:
        """Whether it must be kept."""
        return bool(self.case["good"])


def main() -> None:
    """Judge all cases and print the tables."""
    options = arguments()
    cases = [json.loads(line) for line in (options.cases / "cases.jsonl").read_text("utf-8").splitlines() if line]
    cases = [case for case in cases if options.only in f"{case['kind']} {case['name']} {case['language']}"]
    with TemporaryDirectory() as temporary:
        config = configured(options, options.work or Path(temporary))
        outcomes = asyncio.run(judged_all(config, cases, scripted=options.scripted))
    if options.json:
        rows = [
            {"name": one.case["name"], "kind": one.case["kind"], "good": one.good, "by_rule": one.by_rule,
             "by_judge": one.by_judge, "scores": one.scores, "detail": one.detail}
            for one in outcomes
        ]  # fmt: skip
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    thresholds = dict(config.verify.thresholds)
    print_kinds(outcomes)
    print_judges(outcomes, {name: thresholds[name] for name in config.verify.asked})


def arguments() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--model", default="scripted")
    parser.add_argument("--base-url", default="http://127.0.0.1:8000/v1")
    parser.add_argument("--api-key")
    parser.add_argument("--judges", default="supported,understood,answered,needed")
    parser.add_argument("--only", default="", help="cases whose kind, name or language holds this")
    parser.add_argument("--set", action="append", default=[], metavar="JUDGE=THRESHOLD")
    parser.add_argument("--structured", default="auto", choices=("auto", "on", "off"))
    parser.add_argument("--at-a-time", type=int, default=8)
    parser.add_argument("--work", type=Path, help="keeps the ledger")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--scripted", action="store_true")
    options = parser.parse_args()
    if options.scripted:
        options.judges = "supported,understood"
    return options


def configured(options: argparse.Namespace, work: Path) -> Config:
    """Return a config that has the judge alone."""
    section = {"model": options.model, "base_url": options.base_url, "api_key": options.api_key}
    thresholds = dict(pair.split("=") for pair in options.set)
    return Config.model_validate(
        {
            "path": {"output_dir": work},
            "system": {"concurrency_limit": options.at_a_time},
            "generation": {"structured": options.structured},
            "verify": {"judge": section, "judges": options.judges.split(","), "thresholds": thresholds, "audit": 0},
        }
    )


async def judged_all(config: Config, cases: Sequence[Case], *, scripted: bool) -> list[Outcome]:
    """Return what became of each case, in their order."""
    folder, prompts = config.path.output_dir, load_prompts(config)
    folder.mkdir(parents=True, exist_ok=True)
    with Ledger.open(folder / LEDGER_FILE, folder) as ledger:
        handed = {"judge": ScriptedModel(by_words)} if scripted else {}
        async with open_models(config, ledger, built_in=BuiltIn(), handed=handed) as models:  # type: ignore[arg-type]
            asker = Asker(models.writer("judge"), config.model("judge"), prompts, config.generation.structured,
                          use_stop=True, recorder=Recorder())  # fmt: skip
            judging = Judging(Bench(asker), config.verify.asked, dict(config.verify.thresholds))
            drafts = [draft for case in cases if (draft := drafted(case)) is not None]
            done = await asyncio.gather(*(outcome(case, draft, judging, prompts) for case, draft in drafts))
            made = models.counters["judge"]
            tokens = f"{made.input_tokens} tokens in, {made.output_tokens} out"
            unread = f"{len(cases) - len(drafts)} replies can't be read"
            print(f"{made.sent} calls sent, {made.replayed} from the ledger, {tokens}; {unread}", file=sys.stderr)
            return list(done)


async def outcome(case: Case, draft: Draft, judging: Judging, prompts: Prompts) -> Outcome:
    """Return what checks and judges make of a draft, each by themselves."""
    name, _ = writing_brief(draft.item)
    known = name if name in prompts.texts else "rag_success_conversation"
    ruled = verify(draft.item, draft.turns, prompts, known, packaged=True)
    said = await judging(draft)
    by = detail = ""
    if isinstance(said, Finding):
        by, detail = str(said.code) if said.check == "judge" else said.check.removeprefix(FIRST), said.detail
    scores = {name.removeprefix(FIRST): score for name, score in said.scores}
    return Outcome(case, ruled.check if isinstance(ruled, Finding) else "", by, scores, detail)


def drafted(case: Case) -> tuple[Case, Draft] | None:
    """Return a case with its draft; None where its reply holds no turns."""
    texts = [case["gold"], *case["distractors"]]
    sources = case.get("sources") or [f"text-{n}.md" for n in range(len(texts))]
    chunks = [Chunk(f"{case['name']}#{n}", "", source, 0, len(text), text)
              for n, (source, text) in enumerate(zip(sources, texts, strict=True))]  # fmt: skip
    has_gold = not case["scenario"].startswith(("missing", "empty"))
    order = draws.ordered([one.id for one in chunks[0 if has_gold else 1 :]], 0, "benchmark")
    by_id = {one.id: one for one in chunks}
    passages = tuple(Passage(id_, by_id[id_].source, by_id[id_].text, rank, 0.0, is_gold=id_ == chunks[0].id)
                     for rank, id_ in enumerate(order, start=1))  # fmt: skip
    item = Item(case["name"], (chunks[0],), case["scenario"], passages)
    ranks = {"{g}": chunks[0].id, **{f"{{d{n}}}": one.id for n, one in enumerate(chunks[1:], start=1)}}

    def filled(text: str) -> str:
        shown = {name: str(order.index(id_) + 1) if id_ in order else "1" for name, id_ in ranks.items()}
        return re.sub(r"\{(?:g|d\d)\}", lambda m: shown.get(m[0], "1"), text).replace("{over}", str(len(order) + 1))

    try:
        turns = (
            parse_turns(plain_reply(filled(case["reply"])), 1)
            if "reply" in case
            else tuple(Turn(filled(one["question"]), filled(one.get("thoughts", "")), filled(one["answer"]))
                       for one in case["turns"])
        )  # fmt: skip
    except UnusableReply:
        return None
    return case, Draft(item, turns)


def by_words(request: Request) -> str:
    """Judge by words alone: a claim is a sentence, and supported where the passages have most words and all figures."""
    passages, _, conversation = request.messages[-1].content.rpartition("CONVERSATION\n")
    held = Content.of(passages).vocabulary
    rows = []
    for number, turn in enumerate(re.split(r"^TURN \d+$", conversation, flags=re.MULTILINE)[1:], start=1):
        question, _, answer = turn.partition("\nAnswer: ")
        asked = question.partition("Question: ")[2]
        claims = [{"claim": one, "because": "", "verdict": "supported" if is_held(one, held) else "absent"}
                  for one in sentences(answer.partition("\n====")[0])]  # fmt: skip
        clear = "no" if number == 1 and pointing_words(asked) else "yes"
        rows.append({"turn": number, "missing": "", "understood": clear, "claims": claims})
    return json.dumps({"turns": rows})


def is_held(claim: str, held: Iterable[str]) -> bool:
    """Whether most words of a claim, and all its figures, are among others."""
    words = Content.of(claim).vocabulary
    found = words.intersection(held)
    return len(found) >= HELD * len(words) and not any(is_number(word) for word in words - found)


def print_kinds(outcomes: Sequence[Outcome]) -> None:
    """Print how many of each kind the judge, the rules, or either of them refuses."""
    print(f"{'kind':<26} {'bad':>4} {'judge':>6} {'rules':>6} {'both':>6} {'good':>5} {'judge':>6} {'rules':>6}")
    for kind in sorted({one.case["kind"] for one in outcomes}):
        of = [one for one in outcomes if one.case["kind"] == kind]
        bad, good = [one for one in of if not one.good], [one for one in of if one.good]
        print(
            f"{kind:<26} {len(bad):>4} {sum(bool(one.by_judge) for one in bad):>6} "
            f"{sum(bool(one.by_rule) for one in bad):>6} {sum(bool(one.by_rule or one.by_judge) for one in bad):>6} "
            f"{len(good):>5} {sum(bool(one.by_judge) for one in good):>6} {sum(bool(one.by_rule) for one in good):>6}"
        )


def print_judges(outcomes: Sequence[Outcome], thresholds: Mapping[str, float]) -> None:
    """Print each judge's precision and recall, and those of all of them together."""
    print(f"\n{'judge':<14} {'threshold':>9} {'refused':>8} {'of them bad':>12} {'precision':>10} {'recall':>7}")
    bad = [one for one in outcomes if not one.good]
    for name in [*thresholds, "any"]:
        refused = [
            one for one in outcomes if (one.by_judge if name == "any" else one.scores.get(name, 1.0) < thresholds[name])
        ]
        caught = sum(not one.good for one in refused)
        threshold = "" if name == "any" else f"{thresholds[name]:g}"
        print(f"{name:<14} {threshold:>9} {len(refused):>8} {caught:>12} {share(caught, len(refused)):>10} "
              f"{share(caught, len(bad)):>7}")  # fmt: skip
    missed = [one for one in bad if not one.by_rule]
    unjudged = sum(one.by_judge == "unjudged" for one in outcomes)
    caught = sum(bool(one.by_judge) for one in missed)
    print(f"\n{len(outcomes)} drafts, {len(bad)} bad; {unjudged} without a verdict")
    print(f"of {len(missed)} bad ones that the rules let through the judge refuses {caught}")


def share(part: int, whole: int) -> str:
    """Return a percentage; a dash of nothing."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


if __name__ == "__main__":
    main()
