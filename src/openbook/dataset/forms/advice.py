"""What stands in every settings file beside the settings: how much memory a real model wants, and what to mix in."""

from typing import Literal

Kept = Literal["adapter", "adapter in 4 bits", "whole", "pairs by adapter", "pairs", "encoder"]
"""What is trained: an adapter beside weights of 16 or of 4 bits, or all weights; the same two for pairs; an encoder."""

MEMORY: dict[Kept, str] = {
    "adapter": """\
Memory, about: 2 bytes for each parameter of the model, and 2 to 6 GB for the text. So 4 GB for half a billion
parameters, 20 GB for 8 billion, 150 GB for 70 billion.""",
    "adapter in 4 bits": """\
Memory, about: 0.6 bytes for each parameter of the model, and 2 to 6 GB for the text. So 4 GB for half a billion
parameters, 10 GB for 8 billion, 48 GB for 70 billion.""",
    "whole": """\
Memory, about: 16 bytes for each parameter of the model (weights, gradients, two states of the optimizer), and 2 to 6 GB
for the text. So 12 GB for half a billion parameters, 130 GB for 8 billion; with an adapter a sixth of that.""",
    "pairs by adapter": """\
Memory, about: 2 bytes for each parameter of the model (without the adapter it is its own reference), and 4 to 12 GB for
two texts. So 7 GB for half a billion parameters, 26 GB for 8 billion, 155 GB for 70 billion.""",
    "pairs": """\
Memory, about: 20 bytes for each parameter of the model (weights, gradients, two states of the optimizer, and the
reference), and 4 to 12 GB for two texts. So 18 GB for half a billion parameters, 170 GB for 8 billion.""",
    "encoder": """\
Memory, about: 16 bytes for each parameter of the encoder, and more for the texts the larger a batch is: 6 GB for 0.1
billion parameters and 32 rows a batch. A smaller batch shows fewer wrong passages, and teaches less.""",
}

ANSWERS = """\
Mix in ordinary chat data, rendered alike: a model that sees these records alone forgets how to talk without passages,
and takes on their tone everywhere. A quarter of all rows is a start, and half of them where the model must stay good
at everything; hold out some of both, and look at both."""

PAIRS = """\
Mix in ordinary preference pairs, a quarter of all rows for a start: these say nothing of tone, safety or length."""

SEARCHES = """\
Mix in ordinary pairs of questions and passages, half of all rows for a start: an encoder that sees one library alone
gets worse at every other."""


def advice(kept: Kept | None, *, sign: str = "") -> str:
    """Return the advice for what is trained, `sign` in front of each line; None: on somebody else's machines."""
    mix = PAIRS if kept in ("pairs", "pairs by adapter") else SEARCHES if kept == "encoder" else ANSWERS
    text = f"{MEMORY[kept]}\n{mix}" if kept is not None else mix
    return "\n".join(f"{sign}{line}" for line in text.split("\n"))
