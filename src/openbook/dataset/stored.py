"""The accepted drafts of an output folder: kept beside their contexts, so that records can be written again anywhere.

`rag_prepared_data.jsonl` has the contexts, `drafts.jsonl` the turns, both in the order of the corpus. Together with the
config in `run.json` they are all that another grouping, chat format or trainer needs: no documents, no ledger, no call.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from openbook.calls import WRITERS
from openbook.codes import Code
from openbook.config import Config
from openbook.config.consistency import formats_are_whole, template_is_known, tokenizer_is_there
from openbook.config.overrides import override
from openbook.config.source import Source
from openbook.config.validate import validated
from openbook.errors import ConfigError, InputError
from openbook.file_names import DRAFTS_FILE, PREPARED_FILE, RUN_FILE, no_output
from openbook.records import Chunk, Citation, Draft, Item, LookedAt, Passage, Question, Turn

CHECKED = (formats_are_whole, template_is_known, tokenizer_is_there)
"""What must hold between the keys that an export uses; servers and documents are not asked for."""


def draft_row(draft: Draft) -> dict[str, Any]:
    """Return a draft's line: `id`, `strict`, `held_out`, `turns`, `checks`, `scores`; `dropped`, `sampled` if any."""
    row = {
        "id": draft.item.id,
        "strict": draft.item.strict,
        "held_out": draft.item.held_out,
        "questions": [_question_row(question) for question in draft.item.questions],
        "turns": [turn_row(turn) for turn in draft.turns],
        "checks": draft.checks,
        "scores": dict(draft.scores),
    }
    if draft.dropped:
        row["dropped"] = list(map(_looked_at_row, draft.dropped))
    if draft.sampled:
        row["sampled"] = list(map(_looked_at_row, draft.sampled))
    return row


def stored_drafts(output: Path) -> Iterator[Draft]:
    """Yield the drafts of an output folder. Raises InputError where there are none, or the two files don't agree."""
    path = output / DRAFTS_FILE
    if not path.is_file():
        raise no_output(output, DRAFTS_FILE)
    with path.open("rb") as turns, (output / PREPARED_FILE).open("rb") as contexts:
        rows = map(orjson.loads, contexts)
        for stored in map(orjson.loads, turns):
            row = next((row for row in rows if row["_key"] == stored["id"]), None)
            if row is None:
                message = f"{stored['id']} of {DRAFTS_FILE} is not in {PREPARED_FILE}. Run openbook on it again."
                raise InputError(f"{output}: {message}")
            yield Draft(
                _item(row, stored),
                tuple(map(turn_of, stored["turns"])),
                tuple(stored.get("checks", ())),
                tuple(stored.get("scores", {}).items()),
                tuple(map(_looked_at, stored.get("dropped", ()))),
                tuple(map(_looked_at, stored.get("sampled", ()))),
            )


def stored_config(output: Path, overrides: Sequence[str] = ()) -> Config:
    """Return the config that an output folder was made with, its keys left out, with `SECTION.KEY=VALUE` overrides.

    Raises InputError where there is none, ConfigError where an override is wrong.
    """
    path = output / RUN_FILE
    if not path.is_file():
        raise no_output(output, RUN_FILE)
    try:
        values = orjson.loads(path.read_bytes())["config"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"there is no readable {RUN_FILE} in it ({error}). Name the output folder of a run that has ended."
        raise InputError(f"{output}: {message}") from error
    values["path"]["output_dir"] = str(output.absolute())
    for size in WRITERS:
        values["api"].pop(f"{size}_api_key", None)
    source = Source(str(path), values)
    override(source, overrides)
    config, wrong, _ = validated(source)
    between = [source.problem(one.key, one.message) for check in CHECKED for one in check(config)]
    problems = [*source.problems, *wrong, *between]
    if problems:
        raise ConfigError(problems)
    return config


def turn_row(turn: Turn) -> dict[str, Any]:
    """Return a turn as it stands in drafts.jsonl."""
    row: dict[str, Any] = {
        "question": turn.question,
        "thoughts": turn.thoughts,
        "answer": turn.answer,
        "labels": turn.labels,
        "citations": _citation_rows(turn.citations),
    }
    if turn.short_answer:
        row["short_answer"] = turn.short_answer
    if turn.evidence:
        row["evidence"] = _citation_rows(turn.evidence)
    if turn.found is not None:
        row["found"] = turn.found
    return row


def _question_row(question: Question) -> dict[str, str]:
    row = {"text": question.text, "reference_answer": question.reference_answer}
    return row | {"quote": question.quote} if question.quote else row


def _looked_at_row(one: LookedAt) -> dict[str, Any]:
    row: dict[str, Any] = {"number": one.number}
    if one.code is not None:
        row |= {"check": one.check, "code": str(one.code), "detail": one.detail}
    return row | ({"right": True} if one.is_right else {}) | {"turn": turn_row(one.turn)}


def _looked_at(row: dict[str, Any]) -> LookedAt:
    code = Code(row["code"]) if "code" in row else None
    said = row.get("check", ""), code, row.get("detail", "")
    return LookedAt(turn_of(row["turn"]), row["number"], *said, row.get("right", False))


def _citation_rows(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    return [{"rank": citation.rank, "quote": citation.quote} for citation in citations]


def turn_of(row: dict[str, Any]) -> Turn:
    """Return the turn of a row."""
    return Turn(
        row["question"],
        row["thoughts"],
        row["answer"],
        _citations(row["citations"]),
        (row["labels"][0], row["labels"][1]),
        row.get("short_answer", ""),
        _citations(row.get("evidence", ())),
        row.get("found"),
    )


def _citations(rows: Iterable[dict[str, Any]]) -> tuple[Citation, ...]:
    return tuple(Citation(row["rank"], row["quote"]) for row in rows)


def _gold(row: dict[str, Any]) -> Chunk:
    """Return a gold chunk: the line's own one, or one of `gold`, where the others of several stand."""
    properties = tuple(row.get("properties", {}).items())
    text = row["text"]
    headings = tuple(row.get("headings", ()))
    return Chunk(row["chunk_id"], "", row["metadata"], 0, len(text), text, headings, metadata=properties)


def _item(row: dict[str, Any], stored: dict[str, Any]) -> Item:
    gold = (_gold(row), *map(_gold, row.get("gold", ())))
    passages = (
        Passage(
            passage["chunk_id"],
            passage["metadata"],
            passage["text"],
            rank,
            passage["score"],
            passage["is_gold"],
            passage.get("synthetic", False),
        )
        for rank, passage in enumerate(row["rag_chunks"], start=1)
    )
    return Item(
        row["_key"],
        gold,
        row["scenario"],
        tuple(passages),
        tuple(Question(q["text"], q["reference_answer"], q.get("quote", "")) for q in stored.get("questions", ())),
        strict=stored["strict"],
        held_out=stored["held_out"],
    )
