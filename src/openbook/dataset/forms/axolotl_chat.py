"""Axolotl's `type: chat_template`: messages with a train flag each, rendered by Axolotl's own templates."""

from collections.abc import Iterator, Mapping

from openbook.dataset.forms.axolotl_config import axolotl_yaml
from openbook.dataset.forms.form import NO_DOCUMENTS, Form, Row, RowTools, Situation
from openbook.dataset.render.chat import Chat


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield the chat's rows."""
    for part in tools.chats(chat):
        said = tools.messages(part, own_thoughts=True)
        flagged = [{**one, "train": m.trained} for one, m in zip(said, part.messages, strict=True)]
        yield {"messages": flagged, **tools.beside(part)}


def settings(situation: Situation) -> Mapping[str, str]:
    """Return an Axolotl config. Without `message_field_training` the flags would be passed over in silence."""
    names = situation.template
    template = names.axolotl_thinking if situation.thinks and names.axolotl_thinking else names.axolotl
    chosen = {"chat_template": template}
    if template == "jinja":
        chosen["chat_template_jinja"] = situation.source
    dataset = {
        "type": "chat_template",
        **chosen,
        "field_messages": "messages",
        "message_property_mappings": {"role": "role", "content": "content"},
        "message_field_training": "train",
        "roles_to_train": [],
        "train_on_eos": "turn",
    }
    if situation.thoughts_key:
        dataset |= {"field_thinking": situation.thoughts_key, "template_thinking_key": situation.thoughts_key}
    if situation.searches:
        dataset["field_tools"] = "tools"
    end = {"eot_tokens": [situation.end]} if situation.end else {}
    return {"axolotl.yaml": axolotl_yaml(situation, dataset, {**chosen, **end})}


FORM = Form("axolotl-chat", rows, settings, NO_DOCUMENTS)
