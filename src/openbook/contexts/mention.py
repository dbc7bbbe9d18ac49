"""A changed fact in a sentence of its own, as a page on something else tells it: taken only where it says just that."""

from openbook.contexts.contradict import Altered
from openbook.contexts.text_versions import dates
from openbook.contexts.titles import titles
from openbook.dataclass import replace
from openbook.records import Chunk
from openbook.text.content import Content, is_number
from openbook.text.language import differ, language
from openbook.text.normalise import length

FEWEST, MOST = 5, 60
"""Words of a sentence that tells a fact."""


def with_mention(altered: Altered, mention: str, chunk: Chunk) -> Altered:
    """Return the altered text with the sentence, or without one where it does not tell the changed fact, still tells
    the old one, or has a figure that the text has not.
    """
    said = mention.strip()
    return replace(altered, mention=said) if _is_told(altered, said, chunk) else altered


def _is_told(altered: Altered, mention: str, chunk: Chunk) -> bool:
    if "\n" in mention or not FEWEST <= length(mention) <= MOST or differ(language(mention), language(chunk.text)):
        return False
    told, old, new = (Content.of(text).vocabulary for text in (mention, altered.before, altered.after))
    known = Content.of("\n".join((altered.text, *titles(chunk)))).vocabulary
    return (
        (new - old) <= told
        and told.isdisjoint(old - new)
        and all(word in known for word in told if is_number(word))
        and (dates(altered.text) - dates(chunk.text)) <= dates(mention)
    )
