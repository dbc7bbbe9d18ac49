"""Item → a rewritten text: one fact of its gold changed by a model, checked for being that and nothing else."""

from openbook.calls import Reply
from openbook.codes import Code
from openbook.config.prompt_files import CONTRADICTING
from openbook.contexts.contradict import Altered
from openbook.contexts.mention import with_mention
from openbook.contexts.rewriting import rewritten
from openbook.dataclass import dataclass
from openbook.dialogue.attempts import Asker, Inquiry, Reading
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.judge import described
from openbook.dialogue.reply.replacements import REPLACEMENTS_SCHEMA, parse_replacements
from openbook.records import Item, Rejected
from openbook.scenarios import SCENARIOS

SAMPLING = {"temperature": 0.7, "top_p": 0.95, "max_tokens": 600}


@dataclass(frozen=True, slots=True)
class Contradict:
    """What the large model makes of an item's gold where another source is to say otherwise."""

    asker: Asker

    async def __call__(self, item: Item) -> Altered | Rejected:
        """Return gold's text with one fact changed, or why there is none.

        A reply that changes nothing, more than one fact, or a fact in one of its places only is followed by a new
        attempt; one that says that there is no fact to change is believed. Halt and ServerError pass.
        """
        chunk, adds = item.gold[0], SCENARIOS[item.scenario].adds
        fields = {"text": chunk.text, "metadata": described(chunk), "stringified_retrieved_chunks": "", "questions": ""}

        def read(reply: Reply) -> Altered | Finding | None:
            edits = parse_replacements(reply)
            if not edits.changes:
                return None
            altered = rewritten(chunk.text, edits.changes, older=adds == "older")
            if isinstance(altered, str):
                return Finding("rewritten", Code.NOT_CONTRADICTED, altered)
            return with_mention(altered, edits.mention, chunk)

        prompt = CONTRADICTING[adds or "contradiction"]
        altered = await self.asker.ask(
            Inquiry("contradict", prompt, fields, SAMPLING, item, REPLACEMENTS_SCHEMA), Reading(read)
        )
        if isinstance(altered, Altered):
            return altered
        code, detail = Code.NOT_CONTRADICTED, "the model finds no fact in the text that could be changed alone"
        if altered is not None:
            code, detail = altered.code, altered.detail
        return Rejected("contradict", code, detail, item.id, chunk.source)
