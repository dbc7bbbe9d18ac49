"""One HTML page about an output folder: figures, pictures, and every record to leaf through, without a network."""

from openbook.report.write import REPORT_FILE, WrittenPage, write_report

__all__ = ["REPORT_FILE", "WrittenPage", "write_report"]
