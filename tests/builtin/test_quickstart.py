"""The quickstart's documents, through the steps of a run: most chunks become drafts that pass every check."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from openbook.builtin import BuiltIn
from openbook.config import load_config
from openbook.config.config import Config
from openbook.contexts.simulate import Simulator
from openbook.corpus.chunking.chunk import make_chunker
from openbook.corpus.read import read_corpus
from openbook.dialogue.generate import generate
from openbook.dialogue.judge import judge
from openbook.dialogue.prompts import load_prompts
from openbook.records import Chunk, Document, Item, Outcome

QUICKSTART = Path(__file__).resolve().parents[2] / "examples" / "quickstart"


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(QUICKSTART / "config.yaml")


@pytest.fixture(scope="module")
def chunks(config: Config) -> list[Chunk]:
    chunker = make_chunker(config)
    return [chunk for found in read_corpus(config) if isinstance(found, Document) for chunk in chunker(found)]


@pytest.fixture(scope="module")
def outcomes(config: Config, chunks: list[Chunk], tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    engine, prompts = BuiltIn(), load_prompts(config)
    simulator = Simulator(chunks, config, tmp_path_factory.mktemp("index"), ())

    async def write() -> list[Outcome]:
        done = []
        for found in simulator.items(range(len(chunks))):
            if isinstance(found, Item):
                done.append(
                    await generate(
                        found,
                        model=engine,
                        prompts=prompts,
                        settings=config.model("large"),
                        config=config,
                        repair=simulator.repair,
                    )
                )
        return done

    return asyncio.run(write())


def test_there_are_at_least_25_chunks_in_four_formats_and_all_are_suitable(config: Config, chunks: list[Chunk]) -> None:
    assert len(chunks) >= 25
    sources = {chunk.source.partition(":")[0] for chunk in chunks}
    assert {source.rpartition(".")[2] for source in sources} == {"md", "txt", "html", "jsonl"}
    engine, prompts = BuiltIn(), load_prompts(config)
    for chunk in chunks:
        judged = asyncio.run(
            judge(chunk, model=engine, prompts=prompts, settings=config.model("small"), system=config.system)
        )
        assert judged.rejected is None


def test_half_of_the_chunks_become_drafts_and_no_check_refuses_one(outcomes: list[Outcome]) -> None:
    codes = Counter(outcome.rejected.code for outcome in outcomes if outcome.rejected)
    assert set(codes) <= {"no_rule"}
    assert sum(outcome.draft is not None for outcome in outcomes) >= 0.5 * len(outcomes)


def test_contexts_with_and_without_gold_are_both_written(outcomes: list[Outcome]) -> None:
    drafts = [outcome.draft for outcome in outcomes if outcome.draft]
    assert sum(draft.item.has_gold for draft in drafts) >= 10
    assert sum(not draft.item.has_gold for draft in drafts) >= 4


def test_each_answer_with_gold_quotes_its_passage(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.draft and outcome.item.has_gold:
            ranks = {passage.rank for passage in outcome.item.passages if passage.is_gold}
            for turn in outcome.draft.turns:
                assert {citation.rank for citation in turn.citations} <= ranks


def test_no_question_is_asked_twice_in_the_whole_set(outcomes: list[Outcome]) -> None:
    asked = Counter(turn.question for outcome in outcomes if outcome.draft for turn in outcome.draft.turns[:1])
    assert asked.most_common(1)[0][1] == 1
