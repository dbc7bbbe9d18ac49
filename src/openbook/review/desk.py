"""A reviewer at work: the drafts of an output folder, and what is decided on them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from openbook.dataclass import dataclass, replace
from openbook.dataset.decisions import Decision, Decisions, decided, key_of
from openbook.dataset.stored import stored_config, stored_drafts, turn_row
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.verify import verify
from openbook.dialogue.prompts import load_prompts
from openbook.dialogue.prompts.filling import writing_brief
from openbook.errors import InputError
from openbook.llm.ledger import ledger_of
from openbook.records import Draft, Turn
from openbook.review.agreement import agreements
from openbook.spool import Spool

PARTS = ("question", "thoughts", "answer")
"""What a reviewer may write anew."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a decision that was asked for."""

    kept: bool
    finding: str = ""
    """What a check says of an edit."""


class Desk:
    """Everything that the page asks for. Drafts lie on disk; decisions are kept at once."""

    def __init__(self, output: Path, reviewer: str) -> None:
        """Open an output folder. Raises InputError where it holds no drafts, OutputError where nothing can be kept."""
        config = stored_config(output)
        self.name = output.resolve().name
        self.reviewer = reviewer
        self._prompts = load_prompts(config)
        self._folder = TemporaryDirectory(prefix="openbook-review-")
        self._drafts: Spool[Draft] = Spool(Path(self._folder.name), stored_drafts(output))
        self._places: dict[str, int] = {}
        self._listed: dict[str, Row] = {}
        for place, draft in enumerate(self._drafts):
            key = key_of(draft)
            self._places[key], self._listed[key] = place, _listed(key, draft)
        self._decisions = Decisions(ledger_of(config))

    def close(self) -> None:
        """Close the files."""
        self._decisions.close()
        self._drafts.close()
        self._folder.cleanup()

    def listed(self) -> Row:
        """Return what the page lists: a row a draft, and how far the reviewers agree."""
        decisions = self._decisions.all()
        rows = [row | self._state(decisions.get(key, ())) for key, row in self._listed.items()]
        here = [decisions[key] for key in self._places if key in decisions]
        agreed = [asdict(one) for one in agreements(here)]
        return {"name": self.name, "reviewer": self.reviewer, "drafts": rows, "agreements": agreed}

    def shown(self, key: str) -> Row:
        """Return a draft with its context, its turns as they now are, and all decisions on it."""
        draft, decisions = self._draft(key), self._decisions.all().get(key, [])
        turns = self._turns(draft, decisions)
        return {
            "key": key,
            "source": draft.item.gold[0].source,
            "scenario": draft.item.scenario,
            "passages": [
                {"source": one.source, "text": one.text, "gold": one.is_gold, "synthetic": one.synthetic, "score": 0}
                for one in draft.item.passages
            ],
            "turns": [turn_row(turn) | {"found": turn.found, "short_answer": turn.short_answer} for turn in turns],
            "decisions": [{"reviewer": one.reviewer, "verdict": one.verdict, "note": one.note} for one in decisions],
        }

    def decide(self, key: str, verdict: Literal["accept", "reject"], note: str) -> Kept:
        """Keep a verdict in place of the reviewer's former one; who accepts what they edited keeps the edit."""
        self._draft(key)
        own = [one for one in self._decisions.all().get(key, ()) if one.reviewer == self.reviewer]
        if verdict == "accept" and own and own[0].verdict == "edit":
            self._decisions.keep(replace(own[0], note=note))
        else:
            self._decisions.keep(Decision(key, self.reviewer, verdict, (), note))
        return Kept(True)

    def take_back(self, key: str) -> Kept:
        """Forget the reviewer's own decision on a draft."""
        self._decisions.take_back(key, self.reviewer)
        return Kept(True)

    def edit(self, key: str, written: Sequence[Row], note: str, *, anyway: bool) -> Kept:
        """Keep turns that were written anew, if they pass the checks, or `anyway`."""
        draft = self._draft(key)
        now = self._turns(draft, self._decisions.all().get(key, []))
        if len(written) != len(now):
            raise InputError(f"{len(now)} turns were wanted, and {len(written)} came")
        texts = [{part: str(row[part]) for part in PARTS} for row in written]
        checked, finding = self._checked(draft, tuple(map(_rewritten, now, texts)))
        if finding and not anyway:
            return Kept(False, finding)
        self._decisions.keep(Decision(key, self.reviewer, "edit", checked, note))
        return Kept(True, finding)

    def alike(self, old: str, new: str, *, apply: bool) -> Row:
        """Replace a text wherever the drafts have it, or say where that is: `keys`, and `findings` of the checks.

        What then fails a check is left as it is. Drafts that are turned down are left alone.
        """
        keys, findings = [], {}
        decisions = self._decisions.all()
        for key, draft in self._with(old, decisions) if old else ():
            now = self._turns(draft, decisions.get(key, []))
            texts = [{part: getattr(turn, part).replace(old, new) for part in PARTS} for turn in now]
            checked, finding = self._checked(draft, tuple(map(_rewritten, now, texts)))
            if finding:
                findings[key] = finding
                continue
            keys.append(key)
            if apply:
                self._decisions.keep(Decision(key, self.reviewer, "edit", checked, f"“{old}” → “{new}”"))
        return {"keys": keys, "findings": findings}

    def _with(self, text: str, decisions: dict[str, list[Decision]]) -> Iterator[tuple[str, Draft]]:
        for key, place in self._places.items():
            verdict = decided(decisions.get(key, ()))
            draft = self._drafts[place]
            turns = self._turns(draft, decisions.get(key, []))
            if (verdict is None or verdict.verdict != "reject") and any(
                text in getattr(turn, part) for turn in turns for part in PARTS
            ):
                yield key, draft

    def _draft(self, key: str) -> Draft:
        if key not in self._places:
            raise InputError("there is no such draft; a run may have changed the folder: start the review again")
        return self._drafts[self._places[key]]

    def _turns(self, draft: Draft, decisions: Sequence[Decision]) -> tuple[Turn, ...]:
        edits = [one for one in decisions if one.verdict == "edit"]
        return edits[-1].turns if edits else draft.turns

    def _checked(self, draft: Draft, turns: tuple[Turn, ...]) -> tuple[tuple[Turn, ...], str]:
        """Return the turns with their quotations found anew, and the first finding; empty where there is none."""
        name, _ = writing_brief(draft.item)
        bare = tuple(replace(turn, citations=(), evidence=()) for turn in turns)
        looked = verify(draft.item, bare, self._prompts, name, self._prompts.packaged(name))
        if isinstance(looked, Finding):
            return bare, looked.detail
        return looked.turns, ""

    def _state(self, decisions: Sequence[Decision]) -> Row:
        holds = decided(decisions)
        return {
            "mine": next((one.verdict for one in decisions if one.reviewer == self.reviewer), ""),
            "holds": holds.verdict if holds else "",
            "disputed": len({one.verdict == "reject" for one in decisions}) > 1,
        }


def _listed(key: str, draft: Draft) -> Row:
    question = draft.turns[0].question if draft.turns else ""
    return {"key": key, "question": question, "source": draft.item.gold[0].source, "scenario": draft.item.scenario}


def _rewritten(turn: Turn, texts: Mapping[str, str]) -> Turn:
    """Return a turn with these parts; what was said of another answer goes."""
    question, thoughts, answer = (texts[part] for part in PARTS)
    short = turn.short_answer if answer == turn.answer else ""
    return replace(turn, question=question, thoughts=thoughts, answer=answer, short_answer=short)
