"""What a judge writes is read by schema or under labels; without a verdict no draft is kept."""

import asyncio
from typing import Any

import orjson
import pytest
from benches import FIRST, SECOND, SECTION, bound, draft, scores
from panel import panel
from written import FOUND, asker, scripted

from openbook.calls import Reply
from openbook.codes import Code
from openbook.config import Config
from openbook.config.prompt_files import read_prompt
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.judging import claims, closed_book, open_book, same_answer
from openbook.dialogue.judging.bench import Bench
from openbook.dialogue.judging.same_answer import same
from openbook.dialogue.judging.sheet import Sheet
from openbook.dialogue.judging.verdicts import Judging
from openbook.dialogue.prompts import PACKAGED, load_prompts
from openbook.errors import Halt, RefusedError, UnusableReply
from openbook.judges import JUDGES, PROMPTS
from openbook.llm.scripted import plain_reply
from openbook.records import Draft
from some import some

SHEETS = {module.PROMPT: module.SHEET for module in (claims, open_book, closed_book, same_answer)}
TOKENS = 1000
"""Of instructions, a quarter of their characters."""


def rows(sheet: Sheet, number: int, **fields: Any) -> str:
    made = [orjson.loads(sheet.filled(1))[sheet.rows][0] | fields | {sheet.head: n} for n in range(1, number + 1)]
    return orjson.dumps({sheet.rows: made}).decode()


def verdict_on(reply: str | Reply, judge: str = "supported") -> dict[str, float]:
    judging, _ = bound(scripted([reply, reply]), judges=[judge])
    became = asyncio.run(judging(draft()))
    assert isinstance(became, Draft), became
    return scores(became)


TEXT = """Let me see.

**TURN:** 1
**MISSING:** nothing
**UNDERSTOOD:** Yes.
**CLAIM:** A drill may be kept
for fourteen days.
**BECAUSE:** Chunk 2
**VERDICT:** Supported

Turn: 2
Missing: none
Understood: partly
Claim: It is renewed by post.
Because: the passage says by telephone
Verdict: not supported by any passage
Claim: Once.
Verdict: supported"""


def test_a_reply_under_labels_is_read_as_one_by_schema() -> None:
    heard = [claims._heard(row) for row in claims.SHEET.read(plain_reply(TEXT), 2)]
    assert [(one.understood, [claim.verdict for claim in one.claims]) for one in heard] == [
        (1.0, ["supported"]),
        (0.5, ["absent", "supported"]),
    ]
    assert heard[0].claims[0].text == "A drill may be kept\nfor fourteen days."


def test_headings_with_numbers_open_rows_too() -> None:
    text = "### TURN 1\nUnderstood: yes\n\n**Turn 2:**\nUnderstood: no"
    assert [row["understood"] for row in claims.SHEET.read(plain_reply(text), 2)] == ["yes", "no"]


@pytest.mark.parametrize(
    "text",
    [
        '{"turn": 1, "understood": "yes", "claims": [{"claim": "a", "verdict": "absent"}]}',
        '{"result": {"turns": [{"Turn": 1, "Understood": "yes", "Claims": [{"claim": "a", "verdict": "absent"}]}]}}',
        '{"turn 1": {"understood": "yes", "claims": [{"claim": "a", "verdict": "absent"}]}}',
        '[{"turn": 1, "understood": "yes", "claims": [{"claim": "a \\(x\\)", "verdict": "absent"}]}]',
    ],
)
def test_a_row_is_found_in_whatever_it_is_wrapped(text: str) -> None:
    [row] = claims.SHEET.read(plain_reply(text), 1)
    assert row["understood"] == "yes"
    assert [part["verdict"] for part in row["claims"]] == ["absent"]


def test_rows_that_came_in_another_order_stand_by_their_numbers() -> None:
    sheet = Sheet("rows", "row", {"said": {"type": "string"}})
    swapped = plain_reply('{"rows": [{"row": 2, "said": "b"}, {"row": 1, "said": "a"}]}')
    assert [row["said"] for row in sheet.read(swapped, 2)] == ["a", "b"]
    unnumbered = plain_reply('```json\n[{"said": "a"}, {"said": "b"}]\n```')
    assert [row["said"] for row in sheet.read(unnumbered, 2)] == ["a", "b"]


@pytest.mark.parametrize("text", ["", "It is fine.", '{"rows": [{"row": 1}]', '{"rows": [{"row": 1, "said": "a"}]}'])
def test_a_row_that_is_missing_makes_a_reply_unusable(text: str) -> None:
    with pytest.raises(UnusableReply):
        Sheet("rows", "row", {"said": {"type": "string"}}).read(plain_reply(text), 2)


def test_thinking_in_front_of_a_verdict_is_passed_over() -> None:
    said = rows(claims.SHEET, 2, claims=[])
    assert verdict_on(f"<think>The claim is contradicted.</think>\n{said}") == {"judge.supported": 1.0}


def test_a_reply_of_no_use_is_followed_by_another() -> None:
    good = rows(claims.SHEET, 2, claims=[])
    model = scripted(["Hm.", good])
    became = asyncio.run(bound(model, judges=["supported"])[0](draft()))
    assert isinstance(became, Draft)
    assert [request.attempt for request in model.requests] == [1, 2]


@pytest.mark.parametrize("useless", ["Hm.", rows(claims.SHEET, 2, understood="perhaps"), rows(claims.SHEET, 1)])
def test_a_draft_on_which_no_verdict_comes_is_refused_and_says_so(useless: str) -> None:
    became = asyncio.run(bound(scripted([useless, useless]), judges=["understood"])[0](draft()))
    assert isinstance(became, Finding)
    assert (became.code, became.then, became.turns) == (Code.UNJUDGED, "end", (FIRST, SECOND))
    assert "verify_claims" in became.detail


def test_a_call_that_fails_leaves_no_verdict_and_its_own_code() -> None:
    became = asyncio.run(bound(scripted([RefusedError("too long")]), judges=["understood"])[0](draft()))
    assert isinstance(became, Finding)
    assert (became.code, became.then) == (Code.REQUEST_REFUSED, "end")


def test_what_stops_the_run_passes() -> None:
    with pytest.raises(Halt):
        asyncio.run(bound(scripted([Halt("budget")]), judges=["understood"])[0](draft()))


def test_every_prompt_goes_with_a_sheet_and_every_judge_with_prompts() -> None:
    assert set(SHEETS) == set(PROMPTS)
    assert {name for judge in JUDGES.values() for name in judge.prompts} == set(PROMPTS)


@pytest.mark.parametrize("name", PROMPTS)
def test_a_prompt_is_short_and_its_example_is_read_as_it_stands(name: str) -> None:
    prompt, problems = read_prompt(PACKAGED / f"{name}.yaml", PROMPTS[name])
    assert not problems
    assert sum(len(message.content) for message in prompt.messages) / 4 < TOKENS
    given, written = prompt.examples
    assert len(SHEETS[name].read(plain_reply(written.content), 2)) == 2
    assert given.content.endswith(prompt.messages[-1].content.rpartition("\n")[2])
    assert not any(field in given.content for field in ("{text}", "{questions}"))


def test_the_example_of_claims_has_one_verdict_of_each_kind() -> None:
    prompt, _ = read_prompt(PACKAGED / "verify_claims.yaml", ())
    heard = [claims._heard(row) for row in claims.SHEET.read(plain_reply(prompt.examples[1].content), 2)]
    assert {claim.verdict for one in some(heard) for claim in one.claims} == set(claims.VERDICTS)
    assert [one.understood for one in heard] == [1.0, 0.0]


def test_only_the_prompts_of_the_chosen_judges_are_read() -> None:
    assert not set(load_prompts(Config()).texts) & set(PROMPTS)
    chosen = Config.model_validate({"verify": {"judge": {"model": "m"}, "judges": ["understood"]}})
    assert set(load_prompts(chosen).texts) & set(PROMPTS) == {"verify_claims"}


def test_a_prompt_of_the_users_takes_the_place_of_ours(tmp_path: Any) -> None:
    own = tmp_path / "verify_claims.yaml"
    own.write_text("- role: user\n  content: |\n    Prüfe {text} an {stringified_retrieved_chunks}.\n", "utf-8")
    model = scripted([TEXT])
    judging, bench = bound(model, judges=["understood"])
    config = Config.model_validate({"verify": {"judge": {"model": "m"}}, "path": {"prompts": tmp_path}})
    object.__setattr__(bench.judge, "prompts", load_prompts(config))
    assert isinstance(asyncio.run(judging(draft())), Draft)
    [request] = model.requests
    assert request.messages[0].content.startswith("Prüfe TURN 1")
    assert request.schema is None


def test_in_completion_mode_a_judge_goes_on_with_a_text_that_holds_the_example() -> None:
    model = panel()
    config = Config.model_validate({"system": {"completion_mode": True}, "verify": {"judge": SECTION}})
    bench = Bench(asker(config, model, "judge"))
    became = asyncio.run(Judging(bench, ("understood",), dict(config.verify.thresholds))(draft()))
    assert scores(became) == {"judge.understood": 1.0}
    [request] = model.requests
    assert request.prompt is not None
    assert request.prompt.index("garden/pruning.md") < request.prompt.index("loans.md")
    assert (request.messages, request.stop) == ((), ("**END**",))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("fourteen days", "14 days", True),
        ("14 days", "at most 14 days for each tool", True),
        ("14 days", "15 days", False),
        ("renewed by telephone", "not renewed by telephone", False),
        ("two weeks", "14 days", False),
        ("", "14 days", False),
        ("yes", "no", False),
        ("十四天", "14天", True),
    ],
)
def test_two_short_answers_are_surely_alike_where_figures_words_and_negations_are(
    one: str, other: str, alike: bool
) -> None:
    assert same(one, other) is alike


def test_a_second_look_is_shown_in_another_order_and_layout_and_leaves_its_scores_beside_the_first() -> None:
    model = panel()
    became = asyncio.run(bound(model, judges=["supported"], audit=1)[0](draft()))
    first, second = (request.messages[-1].content for request in model.requests)
    assert first.index("hours.md") < first.index("damage.md")
    assert second.index("damage.md") < second.index("hours.md")
    assert "TURN 1" in first
    assert "1. asked:" in second
    assert scores(became) == {"judge.supported": 1.0, "again.supported": 1.0}


def test_a_second_look_that_says_otherwise_refuses_nothing() -> None:
    doubts = lambda text, _: {"understood": "no" if "1. asked:" in text else "yes"}  # noqa: E731 - it is said once
    became = asyncio.run(bound(panel(claims=doubts), judges=["understood"], audit=1)[0](draft()))
    assert isinstance(became, Draft)
    assert scores(became) == {"judge.understood": 1.0, "again.understood": 0.0}


def test_only_a_share_of_the_drafts_is_looked_at_twice_always_the_same() -> None:
    judging, _ = bound(panel(), judges=["supported"], audit=0.3)
    items = [Draft(FOUND, ()).item.__class__(f"id{n}", FOUND.gold, "gold", ()) for n in range(400)]
    chosen = [item.id for item in items if judging._audited(item)]
    assert 80 < len(chosen) < 160
    assert chosen == [item.id for item in items if judging._audited(item)]
