"""The dataset card: what the files hold, how they were made, how to load them, and what its owner has to fill in."""

from collections.abc import Mapping
from typing import Any

import yaml

from openbook import __version__
from openbook.config import Config
from openbook.dataset.forms.form import Form, Situation

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))

BODY = """\
# {title}

Training records that teach a language model to use retrieved context: each shows what a retriever returned for a
question, and trains the questions and answers about it, never the context itself.

| split | rows |
|---|---:|
{splits}

What is trained: {trains}. Longest record: {about}{longest} tokens.

## Load

```python
from datasets import load_dataset

data = load_dataset("path/to/this/folder")
```
{settings}
## How it was made

By openbook {version}, from documents of its owner: questions and answers by
{writer}, records in the chat format `{template}`, seed {seed}.

| scenario | records |
|---|---:|
{scenarios}

## To fill in

- **Licence**: that of the documents decides (`license` in the header above; it says `unknown`).
- **Documents**: where they come from, and who wrote them.
- **Languages**: add `language:` to the header.
- **Use and limits**: what it is for. The answers were written by a program: nobody vouches for each of them.
"""


def card(
    form: Form, situation: Situation, config: Config, scenarios: Mapping[str, int], rows: Mapping[str, int]
) -> str:
    """Return the README.md of a folder of rows, with the YAML header by which hubs and `datasets` know its files."""
    total = sum(rows.values())
    size = next((name for most, name in SIZES if total < most), "n>1M")
    header: dict[str, Any] = {
        "license": "unknown",
        "pretty_name": "Answers from retrieved context",
        "task_categories": ["question-answering", "text-generation"],
        "tags": ["retrieval-augmented-generation", "synthetic", "openbook"],
        "size_categories": [size],
        "configs": [
            {
                "config_name": "default",
                "data_files": [{"split": split, "path": file} for split, file in situation.files.items()],
            }
        ],
    }
    model = config.model("large")
    beside = sorted(form.settings(situation))
    listed = ", ".join(f"`{name}`" for name in beside)
    body = BODY.format(
        title=f"Answers from retrieved context ({form.name})",
        splits="\n".join(f"| {split} | {rows[split]} |" for split in situation.files),
        trains=form.trains,
        about="" if situation.exact else "about ",
        longest=situation.longest,
        settings=f"\nThe settings that make the masks hold: {listed}.\n" if beside else "",
        version=__version__,
        writer="the built-in engine, by rule" if model.mode == "extractive" else f"`{model.model}`",
        template="of its owner" if config.system.formats else config.system.template.rstrip("/").rpartition("/")[2],
        seed=config.system.seed,
        scenarios="\n".join(f"| {name} | {count} |" for name, count in sorted(scenarios.items())),
    )
    return f"---\n{yaml.safe_dump(header, sort_keys=False)}---\n\n{body}"
