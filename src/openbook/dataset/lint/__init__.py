"""What must hold of every record written, said again without a look at the code that writes it."""

from openbook.dataset.lint.check import check_file, rows_of
from openbook.dataset.lint.defects import CODES, Checked, Defect, Severity
from openbook.dataset.lint.row_parts import UnreadableRow, see
from openbook.dataset.lint.rules import TEXT_RULES, Expected

__all__ = ["CODES", "Checked", "Defect", "Severity", "check_file", "check_row", "rows_of"]


def check_row(row: object, expected: Expected | None = None) -> list[Defect]:
    """Return what is wrong with one row of text in any known format; see `check_file` for a whole file."""
    try:
        seen = see(row)
    except UnreadableRow as error:
        return [error.finding]
    return [finding for rule in TEXT_RULES for finding in rule(seen, expected or Expected())]
