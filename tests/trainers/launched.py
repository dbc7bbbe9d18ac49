"""Exports whose settings name a folder of random weights, for `.ci/launched`: `python launched.py FOLDER`."""

import sys
from pathlib import Path

from exported import byte_level, export
from test_trl import tiny_model

from openbook.dataset.render.chat_template import load_chat_template
from openbook.templates import TEMPLATES

FORMS = ("axolotl", "axolotl-chat", "llamafactory", "ms-swift", "mlx", "dpo", "orpo")
SETTINGS = (".yaml", ".sh")


def main(folder: Path) -> None:
    """Write the exports, and put the folder in place of the model's name."""
    tokenizer = byte_level(load_chat_template("chatml"))
    tiny = folder / "tiny"
    tiny_model(tokenizer).save_pretrained(tiny)
    tokenizer.save_pretrained(tiny)
    for name in FORMS:
        made = export(folder / "out", name)
        for path in (path for path in made.exported.files if path.suffix in SETTINGS):
            path.write_text(path.read_text("utf-8").replace(TEMPLATES["chatml"].model, str(tiny)), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
