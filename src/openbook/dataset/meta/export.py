"""Meta-datagen rows in the trainers' formats: the reply of each call is trained, its prompt is masked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import orjson

from openbook.config import Config
from openbook.config.sections import FormName
from openbook.dataset.form_folder import Exported, FormFolder
from openbook.dataset.forms.form import RowTools
from openbook.dataset.forms.table import form_of
from openbook.dataset.lengths import Lengths
from openbook.dataset.render.chat import Chat, ChatMessage, Role
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.token_counts import ruler
from openbook.file_names import META_FILE

FOLDER = Path("export", "meta-datagen")

ROLES: dict[str, Role] = {"system": "system", "human": "user", "gpt": "assistant"}


def meta_chats(path: Path) -> Iterator[tuple[str, Chat]]:
    """Yield each chat of a file of meta-datagen rows with its `detail_key`.

    A row that does not end with a reply has nothing to train, and one of completion mode has no roles: neither comes.
    """
    with path.open("rb") as file:
        for number, row in enumerate(map(orjson.loads, file), start=1):
            said = row.get("conversations") or ()
            if not said or said[-1]["from"] != "gpt":
                continue
            messages = [
                ChatMessage(ROLES[entry["from"]], entry["value"], trained=place == len(said))
                for place, entry in enumerate(said, start=1)
            ]
            yield row["detail_key"], Chat(f"meta-{number}", tuple(messages))


def export_meta(config: Config, formats: Iterable[FormName]) -> list[Exported]:
    """Write the meta-datagen rows of `path.output_dir` in each format; nothing where there are none."""
    output = config.path.output_dir
    path = output / META_FILE
    if not path.is_file():
        return []
    layout, measure = Renderer.from_config(config).layout, ruler(config)
    lengths, kinds = Lengths(measure.exact), Counter[str]()
    with ExitStack() as stack:
        tools = RowTools(layout, measure)
        folders = [FormFolder(form_of(name), output / FOLDER / name, tools, stack) for name in formats]
        for key, chat in meta_chats(path):
            for row in layout.rows(chat):
                lengths.add(measure.length("".join(segment.text for segment in row)))
            kinds[key] += 1
            for form_folder in folders:
                form_folder.write("train", chat)
    return [form_folder.finished(config, lengths, kinds) for form_folder in folders]
