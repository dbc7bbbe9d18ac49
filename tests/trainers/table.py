"""What the suite saw, as tables for the documentation: a plugin that `OPENBOOK_TABLE=FILE` turns on."""

import os
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

TABLES: Mapping[str, Mapping[str, str]] = {
    "Trained text right, ends trained, context masked": {
        "axolotl": "test_input_output_trains_the_marked_segments",
        "axolotl-chat": "test_chat_template_trains_the_marked_messages_and_their_ends",
        "trl": "test_completions_are_all_that_is_in_the_loss",
        "tokens": "test_labels_are_taken_as_they_are",
        "mlx": "test_mlx_lm_with_mask_prompt",
        "unsloth": "test_unsloth_with_last_response_only",
        "llamafactory": "test_llamafactory_with_mask_history",
        "ms-swift": "test_ms_swift_with_loss_flags",
    },
    "Calls trained with their ends, results masked (`export.passages: tool`)": {
        "axolotl": "test_axolotl_trains_the_calls_of_rendered_records",
        "trl": "test_trl_trains_calls_and_answers_each_in_a_row_of_its_own",
        "llamafactory": "test_llamafactory_trains_calls_and_answers_each_in_a_row_of_its_own",
        "ms-swift": "test_ms_swift_trains_calls_and_answers_each_in_a_row_of_its_own",
    },
    "Preference pairs trained": {"dpo, TRL": "test_three_steps_of_dpo_on_a_tiny_model"},
    "Templates that trainers ship: trained text right, ends trained, context masked": {
        "without thoughts": "test_what_is_trained_follows_the_prompt_and_ends_with_the_end[plain]",
        "with thoughts": "test_what_is_trained_follows_the_prompt_and_ends_with_the_end[thoughts]",
        "as its own marks have it": "test_our_masks_are_those_of_the_templates_with_marks",
    },
}
"""Each table's columns with the tests behind them."""

SIGNS = {"passed": "yes", "failed": "no", "skipped": "skipped"}
"""Told of a cell is the worst that its tests came to."""


def row_of(values: Mapping[str, Any]) -> str:
    """Return the chat format that a test is about; empty where it is about none."""
    path = values.get("path")
    if isinstance(path, Path):
        return f"{'TRL' if 'trl' in path.parts else 'Axolotl'}: {path.stem}"
    return str(values.get("template", ""))


class Seen:
    """Gathers what each test came to."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.cells: dict[tuple[str, str], list[str]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note a test's outcome."""
        report = yield
        values = item.callspec.params if hasattr(item, "callspec") else {}
        name = item.originalname
        if isinstance(values.get("thoughts"), bool) and "marks" not in name:
            name += "[thoughts]" if values["thoughts"] else "[plain]"
        if row_of(values) and (report.when == "call" or report.outcome != "passed"):
            self.cells.setdefault((row_of(values), name), []).append(report.outcome)
        return report

    def pytest_sessionfinish(self) -> None:
        """Write the tables."""
        lines: list[str] = []
        for title, columns in TABLES.items():
            rows = list(dict.fromkeys(row for row, name in self.cells if name in columns.values()))
            lines += [f"### {title}", "", f"| chat format | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
            lines += [f"| `{row}` | {' | '.join(self._cell(row, name) for name in columns.values())} |" for row in rows]
            lines.append("")
        Path(os.environ["OPENBOOK_TABLE"]).write_text("\n".join(lines), "utf-8")

    def _cell(self, row: str, name: str) -> str:
        came: Sequence[str] = self.cells.get((row, name), ())
        return next((SIGNS[one] for one in ("failed", "skipped", "passed") if one in came), "")
