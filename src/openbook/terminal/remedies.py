"""What to do where nothing came of a run, by the reason that took the most."""

from collections.abc import Mapping

from openbook.codes import Code
from openbook.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a person reads, and what to type or to write into the config."""

    told: str
    typed: str
    """`{command}` is how openbook was called, `{output}` the output folder."""


REMEDIES: Mapping[Code, Remedy] = {
    Code.UNSUITABLE: Remedy(
        "Is the judge right about these documents? Read some of its reasons; then write a prompt of your own for it "
        "(filter.yaml), or let all chunks pass:",
        "skip:\n  skip_filter_chunks: True",
    ),
    Code.REQUEST_REFUSED: Remedy(
        "Mend what the server says, as shown below; then the same command.", "{command} docs models"
    ),
    Code.CALL_FAILED: Remedy("When the server is well, the same command sends them again.", "{command} doctor CONFIG"),
    Code.NO_DISTRACTOR: Remedy(
        "The folder is too small for contexts without the answer: add documents, ask for such contexts less often, or "
        "make smaller chunks:",
        "system:\n  chunk_size: 1000",
    ),
    Code.TOO_SHORT: Remedy("The documents hold too little text. See what is read of them:", "{command} read FOLDER"),
    Code.TOO_LONG: Remedy(
        "Raise export.max_tokens, or make records shorter:", "system:\n  chunk_size: 1000\n  num_items_per_group: 1"
    ),
    Code.TURNED_DOWN: Remedy("Reviewers rejected all of them. Look at what they noted:", "{command} review {output}"),
    Code.UNJUDGED: Remedy(
        "The judge of drafts does not keep to its form: name a larger model in verify.judge, or have none.",
        "{command} docs judges",
    ),
}
LOOK = Remedy("Read some of them, with what was wrong: the report has examples of each.", "{command} report {output}")
"""For every other reason."""
