"""What the mock server says where drafts are judged, and configs that have them judged."""

from typing import Any

from panel import kind_of_text, verdict

from mock_answers import answer, draw, last_message

STILL: dict[str, dict[str, Any]] = {"curate": {"rounds": 0}, "generation": {"structured": "off"}}
"""No spare items, and replies as text."""


def claims(text: str, number: int) -> dict[str, Any]:
    """Between none and three of four claims are held, by the conversation alone."""
    held = draw(text.rpartition("CONVERSATION\n")[2]) % 4
    said = ["supported"] * held + ["absent"] * (4 - held)
    return {"claims": [{"claim": f"Claim {n}.", "because": "", "verdict": one} for n, one in enumerate(said)]}


def answers(text: str, number: int) -> dict[str, Any]:
    """Nothing is found, so that contexts without gold leak nothing."""
    return {"found": False}


def judging(body: dict[str, Any]) -> str:
    """Judge a draft as the prompt wants it, and answer all else as the mock server does."""
    prompt = last_message(body)
    return verdict(prompt, claims=claims, answers=answers) if kind_of_text(prompt) else answer(body)


def judged_by(url: str, *judges: str, **verify: Any) -> dict[str, dict[str, Any]]:
    judge = {"model": "judge", "base_url": url, "cost_per_million_input": 1.0, "cost_per_million_output": 2.0}
    return {
        "verify": {"judge": judge, "judges": judges or ("supported", "understood"), "repairs": 0, **verify},
        **STILL,
    }
