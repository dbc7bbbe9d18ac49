"""The names of the files of an output folder that more than one room reads or writes."""

from pathlib import Path

from openbook.errors import InputError

RECORDS_FILE = "axolotl_rag_conversations.jsonl"
"""The training records."""
PREPARED_FILE = "rag_prepared_data.jsonl"
"""The contexts."""
DRAFTS_FILE = "drafts.jsonl"
"""The accepted turns."""
REJECTED_FILE = "rejected.jsonl"
"""What was left out."""
RUN_FILE = "run.json"
"""What the last run came to."""
LEDGER_FILE = "openbook.db"
"""Every paid reply."""
META_FILE = "meta_datagen/meta_dataset.jsonl"
"""The calls themselves as training rows."""
DERIVED_FILE = "derived.db"
"""What was worked out without a model."""


def no_output(output: Path, name: str) -> InputError:
    """Return the error of a place that is no output folder, for lack of a file of this name."""
    if output.is_file():
        what = "this is a file"
    elif (output / LEDGER_FILE).is_file() and not (output / RUN_FILE).is_file():
        return InputError(
            f"{output}: there is no {name} in it yet: its run has not ended. Wait for it, or start it again with the "
            "same command: what is paid is kept."
        )
    else:
        what = f"there is no {name} in it" if output.is_dir() else "there is no such folder"
    return InputError(f"{output}: {what}. Name the output folder of a run that has ended.")
