"""Axolotl's `type: input_output`: the segments themselves, and nothing that could go wrong on the way."""

from collections.abc import Iterator, Mapping

from openbook.dataset.forms.axolotl_config import axolotl_yaml
from openbook.dataset.forms.form import ALL_PLACES, Form, Row, RowTools, Situation
from openbook.dataset.render.chat import Chat
from openbook.dataset.rowfile import axolotl_row


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield the chat's records."""
    yield from (axolotl_row(segments) for segments in tools.layout.rows(chat) if segments)


def settings(situation: Situation) -> Mapping[str, str]:
    """Return an Axolotl config: the text is trained as it stands in the file, without a chat template."""
    return {"axolotl.yaml": axolotl_yaml(situation, {"type": "input_output"}, {})}


FORM = Form("axolotl", rows, settings, ALL_PLACES)
