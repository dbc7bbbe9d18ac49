"""The form of a reply where no schema says it: the labels of a worked example, without what it says.

What an example says comes back from small models as theirs; of labels alone nothing can.
"""

from collections.abc import Iterator, Sequence

from openbook.calls import Message
from openbook.text.late import late

FORM = "The form of what you write, with its labels; … stands for your words, and nothing here is about the matter."
_LABEL = late(r"(?:\*\*[^*\n]{1,40}\*\*|[A-Z][A-Za-z]{2,15}(?: [A-Z][A-Za-z]{2,15})?:|\d{1,2}\.)(?=\s|$)")
_QUOTED = late(r"(?P<name>[A-Z][a-z]+ )\d+: \"[^\"]*\"")
GAP = "…"


def form_of(examples: Sequence[Message]) -> Message:
    """Return what says the form of a reply, from the replies of a prompt's worked examples."""
    forms = dict.fromkeys(_bared(one.content) for one in examples if one.role == "assistant")
    return Message("user", "\n\nor\n\n".join([f"{FORM}\n\n{next(iter(forms))}", *list(forms)[1:]]))


def _bared(reply: str) -> str:
    """Return a reply without what it says: its labels, and a sign for whatever stands behind or between them."""
    return "\n".join(_lines(reply))


def _lines(reply: str) -> Iterator[str]:
    last = ""
    for line in reply.split("\n"):
        label = _LABEL.match(line)
        bared = line if not line.strip() else GAP
        if label is not None:
            quoted = _QUOTED.search(line)
            said = f'{quoted["name"]}{GAP}: "{GAP}"' if quoted else GAP
            bared = f"{label.group()} {said}" if line[label.end() :].strip() else line
        if bared != GAP or last != GAP:
            yield bared
        last = bared
