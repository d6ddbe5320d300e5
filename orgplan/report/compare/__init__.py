"""A comparison for people: table on the terminal, workbook, JSON, pages."""

from orgplan.report.compare.chart import comparison_chart
from orgplan.report.compare.document import comparison_document
from orgplan.report.compare.folder import COMPARE_FILES, write_comparison
from orgplan.report.compare.terminal import print_comparison

__all__ = [
    "COMPARE_FILES",
    "comparison_chart",
    "comparison_document",
    "print_comparison",
    "write_comparison",
]
